import type { Started, StartedLog } from "../../app/log/started.ts";
import type { Account } from "../../domain/actor/actor.ts";
import { hazardAt, logAt, logExportAt, runAt, startFromAt, suggestionAt } from "./addresses.ts";
import { problemAt, type Problem } from "./frame.ts";
import { count, sayTime } from "./words.ts";

type Found = {
  readonly from: string;
  readonly href: string;
  readonly ref: string;
  /** What there is to say beside the reference; empty for what is new. */
  readonly says: string;
};

export type StartFromPage = {
  readonly productName: string;
  readonly address: string;
  readonly log: string;
  readonly export: string;
  readonly key: string;
  /** Whether somebody is named, in whose name it is recorded. */
  readonly isNamed: boolean;
  readonly fileProblem: string | null;
  readonly files: readonly {
    readonly of: string;
    readonly file: string;
    readonly sha256: string;
    readonly head: string | null;
    readonly sentence: string;
    readonly summary: string;
    readonly run: { readonly ref: string; readonly href: string };
    readonly suggested: readonly Found[];
    /** What was not suggested, with the reason. */
    readonly left: readonly { readonly ref: string; readonly why: string }[];
  }[];
};

/** `4 hazards found: 2 suggested, 1 known already, 1 left with the maker`. */
function summarise({ suggested, refused, left }: Started): string {
  const known = suggested.filter(({ existing }) => existing !== null).length;
  const parts = [
    `${suggested.length - known} suggested`,
    ...(known === 0 ? [] : [`${known} known from an earlier file`]),
    ...(refused.length === 0 ? [] : [`${refused.length} refused by a check`]),
    `${left.length} left where ${left.length === 1 ? "it was" : "they were"}`,
  ];
  const found = suggested.length + refused.length + left.length;
  return `${count(found, "thing")} found: ${parts.join(", ")}.`;
}

const toFound =
  (slug: string) =>
  ({ from, ref, existing }: Started["suggested"][number]): Found => ({
    from,
    ref: existing ?? ref,
    href: existing?.startsWith("H-") === true ? hazardAt(slug, existing) : suggestionAt(slug, ref),
    says: existing === null ? "" : "known already, and not suggested twice",
  });

export const presentStartFrom = (
  { product: { name, slug }, files }: StartedLog,
  {
    person,
    key,
    problems,
  }: {
    readonly person: Account | null;
    readonly key: string;
    readonly problems: readonly Problem[];
  },
): StartFromPage => ({
  productName: name,
  address: startFromAt(slug),
  log: logAt(slug),
  export: logExportAt(slug),
  key,
  isNamed: person !== null,
  fileProblem: problemAt(problems, "file"),
  files: files
    .filter(({ source }) => source.kind === "maker-log")
    .map((one) => ({
      of: one.source.of,
      file: one.source.file,
      sha256: one.source.sha256,
      head: one.source.head ?? null,
      sentence: `Given by ${one.by}, ${sayTime(one.at)}`,
      summary: summarise(one),
      run: { ref: one.run, href: runAt(slug, one.run) },
      suggested: one.suggested.map(toFound(slug)),
      left: [
        ...one.refused.map(({ from, why }) => ({
          ref: from,
          why: `a check refused it: ${why.join("; ")}. Write it by hand where it holds`,
        })),
        ...one.left,
      ],
    })),
});
