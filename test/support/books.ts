import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type { BookSource } from "../../src/domain/hazard/workbook/build-book.ts";
import { buildBook } from "../../src/domain/hazard/workbook/build-book.ts";
import { columnLetters, type Book, type Row } from "../../src/domain/hazard/workbook/book.ts";
import type { Layout } from "../../src/domain/hazard/workbook/columns.ts";
import { toSent } from "../../src/domain/hazard/workbook/hazard-rows.ts";
import {
  compareWorkbook,
  type Comparison,
} from "../../src/domain/hazard/workbook/compare-workbook.ts";
import { readWorkbook, type ReadWorkbook } from "../../src/domain/hazard/workbook/read-workbook.ts";
import type { Hazard } from "../../src/domain/hazard/hazard.ts";
import { exampleScheme } from "../../src/domain/risk/scheme.ts";
import { readBook } from "../../src/infra/office/read-book.ts";
import { writeBook } from "../../src/infra/office/write-book.ts";
import { arbitraryContent } from "../domain/hazard/arbitrary-content.ts";
import { makeHazard, makeScore } from "../domain/hazard/make-hazard.ts";

const productId = "0199a000-0000-7000-8000-000000000001";
const hash = "a".repeat(64);

/** A log of these hazards as it is about to be exported. */
export const makeBookSource = (
  hazards: readonly Hazard[],
  overrides: Partial<BookSource> = {},
): BookSource => ({
  product: {
    id: productId,
    slug: "sablewick",
    name: "Sablewick & “Sons”",
    standard: "dcb0129",
    scheme: "ig-example",
  },
  version: 2,
  description: hash,
  exportId: "0199a000-0000-7000-8000-000000000002",
  exportedAt: "2026-03-02T09:00:00.000Z",
  head: `17:${hash}`,
  layout: "hazards",
  audience: "external",
  scheme: exampleScheme,
  // eslint-disable-next-line @typescript-eslint/require-await -- a log is read from a database; this one is there
  async *pages() {
    for (let at = 0; at < hazards.length; at += 3) {
      yield { hazards: hazards.slice(at, at + 3), refs: new Map() };
    }
  },
  rejected: null,
  ...overrides,
});

export const writeLog = (
  hazards: readonly Hazard[],
  overrides: Partial<BookSource> = {},
): Promise<Uint8Array> => writeBook(buildBook(makeBookSource(hazards, overrides)));

export async function readLog(bytes: Uint8Array): Promise<ReadWorkbook> {
  const read = readWorkbook(await readBook(bytes));
  if (read === null) throw new Error("expected a workbook that hazid wrote");
  return read;
}

/** What a returned workbook would change of the hazards that were sent, where they stand as `now`. */
export function compareTo(
  read: ReadWorkbook,
  sent: readonly Hazard[],
  now: readonly Hazard[] = sent,
): Comparison {
  const find = (hazards: readonly Hazard[], ref: string) => hazards.find((one) => one.ref === ref);
  return compareWorkbook(read, ({ ref }) => {
    const [base, standing] = [find(sent, ref), find(now, ref)];
    return base === undefined || standing === undefined
      ? null
      : { base: toSent(base), now: toSent(standing) };
  });
}

export const nothingChanged: Comparison = {
  changes: [],
  additions: [],
  missing: [],
  unread: [],
};

const { severities, likelihoods } = exampleScheme;
const score = (stage: "initial" | "residual") =>
  fc.option(
    fc
      .record({
        severity: fc.constantFrom(...severities.map(({ word }) => word)),
        likelihood: fc.constantFrom(...likelihoods.map(({ word }) => word)),
      })
      .map((words) => makeScore({ ...words, stage, id: randomUUID() })),
  );

/** Hazards whose texts are all of one kind; the numbers of their causes and controls have gaps. */
export const arbitraryHazards = (text: fc.Arbitrary<string>, most = 4): fc.Arbitrary<Hazard[]> => {
  const filled = text.map((said) => (said.trim() === "" ? "x" : said));
  const hazard = arbitraryContent.chain((content) =>
    fc.record({
      ...{ name: filled, hazard: filled, effect: filled, harm: filled, exposed: text },
      initial: score("initial"),
      residual: score("residual"),
      causes: fc.tuple(
        ...content.causes.map((cause) => filled.map((t) => ({ ...cause, text: t }))),
      ),
      controls: fc.tuple(
        ...content.controls.map((control) =>
          fc.tuple(filled, text, text, fc.boolean()).map(([t, worksIf, works, hasEvidence]) => ({
            ...control,
            ...{ text: t, worksIf },
            ...(hasEvidence && works !== "" ? { evidence: { works } } : {}),
          })),
        ),
      ),
      actions: fc.tuple(
        ...content.actions.map((action) =>
          fc.tuple(filled, filled).map(([summary, owner]) => ({ ...action, summary, owner })),
        ),
      ),
      taken: fc.constant(content.taken),
      condition: fc.constant(content.condition),
      status: fc.constant(content.status),
    }),
  );
  return fc.array(hazard, { minLength: 1, maxLength: most }).map((made) =>
    made.map((content, i) =>
      makeHazard({
        ...content,
        id: randomUUID(),
        ref: `H-${i + 1}`,
        hash,
        product: productId,
      }),
    ),
  );
};

export const bothLayouts: readonly Layout[] = ["hazards", "causes"];

/** What a workbook is told to say, sheet by sheet: the text of every cell that has one. */
export async function cellsOf(book: Book): Promise<Map<string, string>> {
  const cells = new Map<string, string>();
  for (const { name, columns, frozen, rows } of book.sheets) {
    const all: Row[] = frozen === null ? [] : [columns.map(({ header }) => header)];
    for await (const piece of rows()) all.push(...piece);
    all.forEach((row, i) => {
      row.forEach((value, column) => {
        const text = typeof value === "object" ? value.value : String(value);
        if (text !== "") cells.set(`${name}!${columnLetters(column + 1)}${i + 1}`, text);
      });
    });
  }
  return cells;
}
