import type { Started } from "../../app/log/started.ts";
import { plain, table, wrap } from "./text.ts";

/** What was found in a maker's log, what became suggestions, and what did not, and why. */
export function printStarted({
  isNew,
  run,
  source: { of, file, sha256, head },
  suggested,
  refused,
  left,
}: Started & { readonly isNew: boolean }): string {
  const known = isNew ? "" : "This very file was taken over before: nothing was recorded anew. ";
  const rows = [
    ...suggested.map(({ from, ref, existing }) => [
      from,
      existing === null ? `is ${ref}` : `is ${existing} already`,
    ]),
    ...refused.map(({ from, why }) => [from, `refused by a check: ${why.join("; ")}`]),
    ...left.map(({ ref, why }) => [ref, `left: ${why}`]),
  ];
  return [
    wrap(`${known}Run ${run} took over the log of ${of}. Nothing of it is decided.`),
    wrap(
      `file ${plain(file)}, SHA-256 ${sha256}${head === undefined ? "" : `, audit chain at ${head}`}`,
      2,
      2,
    ),
    "",
    table(["there", "here"], rows),
  ].join("\n");
}
