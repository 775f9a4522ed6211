import type { Product } from "../../product/product.ts";
import type { RiskScheme } from "../../risk/scheme.ts";
import type { Hazard } from "../hazard.ts";
import { sayLeftOut, type ExportAudience, type RejectedDraft } from "../left-out.ts";
import type { Book, BookSheet, Row } from "./book.ts";
import { sheetNames, type Layout, type SheetKey } from "./columns.ts";
import { toActionRows, toBookColumns, toControlRows, toLogRows } from "./hazard-rows.ts";
import { toManifestSheet, type SentHazard } from "./manifest.ts";
import { provenanceColumns, toProvenanceRow, type Refs } from "./provenance-rows.ts";
import { matrixSheet, schemeSheet, shadesOf } from "./rating.ts";

/** Hazards in order of number, with the references of the suggestions that they name. */
export type HazardPage = { readonly hazards: readonly Hazard[]; readonly refs: Refs };

export type BookSource = {
  readonly product: Product;
  /** Number and hash of the description's latest version. */
  readonly version: number;
  readonly description: string;
  readonly exportId: string;
  readonly exportedAt: string;
  /** `<sequence>:<hash>`. */
  readonly head: string;
  readonly layout: Layout;
  readonly audience: ExportAudience;
  readonly scheme: RiskScheme;
  /** The log from its beginning, a page at a time; asked for once. */
  readonly pages: () => AsyncIterable<HazardPage>;
  /** Null where they are left out. */
  readonly rejected: readonly RejectedDraft[] | null;
};

/**
 * Rows of the sheets after the first, kept while that is written: reading the log again takes longer
 * than they take room, about 4 KB a hazard.
 */
type Gathered = {
  readonly sent: SentHazard[];
  readonly controls: Row[];
  readonly actions: Row[];
  readonly provenance: Row[];
  readonly again: string[];
};

const pieceRows = 500;
/** Rows that are there already, a piece at a time. */
const inPieces = (rows: () => readonly Row[]): BookSheet["rows"] =>
  // eslint-disable-next-line @typescript-eslint/require-await -- a sheet's rows may come from a database; these do not
  async function* pieces() {
    const all = rows();
    for (let at = 0; at < all.length; at += pieceRows) yield all.slice(at, at + pieceRows);
  };

function gather(found: Gathered, hazard: Hazard, refs: Refs, scheme: RiskScheme): void {
  const { ref, id, hash, initial, residual } = hazard;
  found.sent.push({ ref, id, hash, initial: initial?.id ?? null, residual: residual?.id ?? null });
  found.controls.push(...toControlRows(hazard, scheme));
  found.actions.push(...toActionRows(hazard, scheme));
  found.provenance.push(toProvenanceRow(hazard, refs));
  for (const score of [initial, residual]) {
    if (score === null || score.rescore.length === 0) continue;
    found.again.push(`${ref}, ${score.stage}: ${score.rescore.join(", ")}`);
  }
}

const howToFill = [
  "Write into the white cells of the sheets Hazard log, Controls and Actions. Leave the numbers of hazards, causes (C1), controls (K1) and actions (A1) as they are.",
  "A further line of a text begins with three spaces; a line that begins with C2, K2 or A2 begins the next cause, control or action.",
  "To add a cause, a control or an action to a hazard, write a line that begins with C+, K+ or A+, or a row on the sheet Controls or Actions with the hazard’s number and no other. To add a hazard, write a row on the sheet Hazard log without a number.",
  "Rows, lines and cells that are taken away change nothing. Columns may be moved, hidden and filtered. Comments beside cells, and columns and sheets that are added, are not read.",
  "What comes back changes nothing by itself: each cell that says something else becomes a proposal, which a person takes or leaves. A score is given by a person in hazid, whatever the cell says; the rating is looked up.",
] as const;

function aboutRows(source: BookSource, found: Gathered): Row[] {
  const { product, version, description, exportedAt, head, exportId, layout, audience } = source;
  const row = layout === "causes" ? "one row a cause" : "one row a hazard";
  return [
    ["Product", product.name],
    ["Short name", product.slug],
    ["Standard", product.standard.toUpperCase()],
    ["Version of the description", `${version}, hash ${description}`],
    ["Exported", exportedAt],
    ["Export", exportId],
    ["Head of the audit chain", head],
    ["Hazards", `${found.sent.length}, ${row}`],
    ["Made for", audience === "internal" ? "readers inside the organisation" : "readers outside"],
    ...howToFill.map((text, i): Row => [i === 0 ? "How to fill it in" : "", text]),
    ...sayLeftOut(audience).map((text, i): Row => [i === 0 ? "Left out" : "", text]),
    ...(found.again.length === 0
      ? [["Scores to be given again", "none"] as Row]
      : found.again.map((text, i): Row => [i === 0 ? "Scores to be given again" : "", text])),
  ];
}

const rejectedSheet = (rejected: readonly RejectedDraft[]): BookSheet => ({
  name: "Rejected drafts",
  state: "visible",
  columns: [
    { header: "Suggestion", width: 11, looks: "key" },
    { header: "Hazard", width: 60, looks: "text" },
    { header: "Reason", width: 24, looks: "text" },
    { header: "In Words", width: 44, looks: "text" },
    { header: "Rejected By", width: 24, looks: "text" },
    { header: "Rejected", width: 12, looks: "key" },
  ],
  frozen: 0,
  paper: "A4",
  pagesWide: 1,
  spare: 0,
  rows: inPieces(() =>
    rejected.map(({ ref, hazard, code, text, by, at }) => [
      ref,
      hazard,
      code,
      text,
      by,
      at.slice(0, 10),
    ]),
  ),
});

/** Rows below the last one that offer the same words, for what people add. */
const spareRows = 200;

/** The whole workbook; its sheets' rows are read in their order, once each. */
export function buildBook(source: BookSource): Book {
  const { product, scheme, layout, exportedAt, head } = source;
  const found: Gathered = { sent: [], controls: [], actions: [], provenance: [], again: [] };
  const filledIn = (key: SheetKey, rows: BookSheet["rows"]): BookSheet => ({
    name: sheetNames[key],
    state: "visible",
    columns: toBookColumns(key, scheme, product.standard),
    frozen: key === "log" ? 2 : 3,
    paper: key === "log" ? "A3" : "A4",
    pagesWide: key === "log" ? 2 : 1,
    spare: spareRows,
    rows,
  });
  return {
    title: `Hazard log of ${product.name}`,
    createdAt: exportedAt,
    footer: `${product.slug}, version ${source.version}, ${exportedAt.slice(0, 10)}, audit ${head.slice(0, 20)}…`,
    shades: shadesOf(scheme),
    sheets: [
      filledIn("log", async function* logRows() {
        for await (const { hazards, refs } of source.pages()) {
          for (const hazard of hazards) gather(found, hazard, refs, scheme);
          yield hazards.flatMap((hazard) => toLogRows(hazard, layout, scheme));
        }
      }),
      filledIn(
        "controls",
        inPieces(() => found.controls),
      ),
      filledIn(
        "actions",
        inPieces(() => found.actions),
      ),
      schemeSheet(scheme),
      matrixSheet(scheme),
      {
        name: "Provenance",
        state: "visible",
        columns: provenanceColumns,
        frozen: 2,
        paper: "A3",
        pagesWide: 2,
        spare: 0,
        rows: inPieces(() => found.provenance),
      },
      ...(source.rejected === null ? [] : [rejectedSheet(source.rejected)]),
      {
        name: "About",
        state: "visible",
        columns: [
          { header: "What", width: 28, looks: "key" },
          { header: "Says", width: 110, looks: "text" },
        ],
        frozen: 0,
        paper: "A4",
        pagesWide: 1,
        spare: 0,
        rows: inPieces(() => aboutRows(source, found)),
      },
      toManifestSheet(
        { product: product.id, export: source.exportId, head, exportedAt, layout },
        () => found.sent,
      ),
    ],
  };
}
