import type { ErrorCode } from "../app/errors.ts";
import { hazid, plain } from "./print/text.ts";

/** The commands that show what the refused one named, else an example of one. */
function showCommands(argv: readonly string[]): string {
  if (argv[0] === "coverage") {
    return `${hazid} coverage show ${argv.slice(2, 4).map(plain).join(" ")}`;
  }
  if (argv[0] === "baseline") return `${hazid} baseline prepare ${plain(argv[2] ?? "PRODUCT")}`;
  if (argv[0] === "proposal") {
    return `${hazid} workbook show ${argv.slice(2, 4).map(plain).join(" ")}`;
  }
  if (argv[0] === "scheme") return `${hazid} scheme show "${plain(argv[3] ?? "ig-example")}"`;
  const at = argv.indexOf("--product");
  const product = at < 0 ? "" : `${plain(argv[at + 1] ?? "")}/`;
  const refs = argv.filter(
    (word, i) => /^(?:[\w-]+\/)?[SH]-[0-9]+$/iu.test(word) && argv[i - 1] !== "--into",
  );
  const shows = refs.map((ref) => {
    const what = /H-[0-9]+$/iu.test(ref) ? "hazard" : "queue";
    return `${hazid} ${what} show ${ref.includes("/") ? "" : product}${ref}`;
  });
  return shows.length === 0 ? `${hazid} queue show S-1` : shows.join("\n");
}

const needs: Readonly<Partial<Record<ErrorCode, (argv: readonly string[]) => string>>> = {
  "not-signed-in": () => "HAZID_TOKEN holds the token by which commands act",
  "no-person": () =>
    `${hazid} account set --name "Your Name" --role cso --body GMC --number 1234567`,
  "seen-required": (argv) =>
    `It is printed, with the commands that decide, by\n${showCommands(argv)}`,
  "seen-stale": (argv) => `As it is now it is printed by\n${showCommands(argv)}`,
  "view-first": (argv) =>
    `What it is about, and how to write your view, is printed by\n${showCommands(argv)}`,
  ambiguous: () => "write product/S-1, or add --product",
};

/** How a command does what a refusal asks for: use cases speak of acts, this edge of commands. */
export const hintFor = (code: ErrorCode, argv: readonly string[]): string | null =>
  needs[code]?.(argv) ?? null;
