import { z } from "zod";
import type { BankEntry } from "../../src/domain/bank/entry.ts";
import { hashOf } from "../../src/domain/hash/canonical.ts";
import { byCodeUnits } from "../../src/domain/text/compare.ts";

/** One version of an entry that has been in the bank, or the end of an id. Runs cite both for ever. */
const $LedgerLine = z.union([
  z.strictObject({
    id: z.string(),
    version: z.int().min(1),
    hash: z.string().regex(/^[0-9a-f]{64}$/u),
  }),
  z.strictObject({ id: z.string(), retired: z.string().trim().min(10) }),
]);
export type LedgerLine = z.infer<typeof $LedgerLine>;
type Version = Extract<LedgerLine, { version: number }>;

export const readLedger = (text: string): LedgerLine[] =>
  text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => $LedgerLine.parse(JSON.parse(line)));

export const writeLedger = (lines: readonly LedgerLine[]): string =>
  lines
    .toSorted((a, b) => byCodeUnits(a.id, b.id) || place(a) - place(b))
    .map((line) => `${JSON.stringify(line)}\n`)
    .join("");

const place = (line: LedgerLine): number => ("version" in line ? line.version : Infinity);
const isVersion = (line: LedgerLine): line is Version => "version" in line;

/** The line of an entry as it stands. */
export const lineOf = (entry: BankEntry): Version => ({
  id: entry.id,
  version: entry.version,
  hash: hashOf(entry),
});

/** Texts that changed without a new version, versions that went back, and ids that vanished or came again. */
export function checkLedger(
  entries: readonly BankEntry[],
  ledger: readonly LedgerLine[],
): string[] {
  const versions = Map.groupBy(ledger.filter(isVersion), ({ id }) => id);
  const retired = new Set(ledger.filter((line) => !isVersion(line)).map(({ id }) => id));
  const here = new Set(entries.map(({ id }) => id));
  const gone = [...versions.keys()].filter((id) => !here.has(id) && !retired.has(id));
  return [
    ...entries.flatMap((entry) => {
      const known = versions.get(entry.id) ?? [];
      const same = known.find(({ version }) => version === entry.version);
      const newest = Math.max(0, ...known.map(({ version }) => version));
      if (retired.has(entry.id)) return [`${entry.id} is retired, and its id is not used again.`];
      if (same === undefined && entry.version < newest) {
        return [`${entry.id}: version ${entry.version} comes after version ${newest}.`];
      }
      if (same === undefined) {
        return [
          `${entry.id}, version ${entry.version} is not in the ledger: npm run bank:record writes it there.`,
        ];
      }
      return same.hash === lineOf(entry).hash
        ? []
        : [
            `${entry.id} has changed and is still version ${entry.version}. Raise its version, then npm run bank:record.`,
          ];
    }),
    ...gone.map(
      (id) =>
        `${id} is gone from the bank. Put it back, or add {"id":"${id}","retired":"why"} to corpora/bank-ledger.jsonl.`,
    ),
  ];
}

/** The ledger with the versions that are new; what was there stays as it was. */
export function recordVersions(
  entries: readonly BankEntry[],
  ledger: readonly LedgerLine[],
): LedgerLine[] {
  const known = new Set(ledger.filter(isVersion).map(({ id, version }) => `${id}@${version}`));
  const added = entries.map(lineOf).filter(({ id, version }) => !known.has(`${id}@${version}`));
  return [...ledger, ...added];
}
