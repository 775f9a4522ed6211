import { z } from "zod";
import type { BookSheet, ReadSheet, Row } from "./book.ts";
import { layouts } from "./columns.ts";

/** Raised with every change to what a workbook's cells mean. */
const workbookFormat = "hazid-workbook-1";
export const manifestSheet = "hazid";

const hash = z.string().regex(/^[0-9a-f]{64}$/u);
const $SentHazard = z.strictObject({
  ref: z.string().regex(/^H-[1-9]\d{0,8}$/u),
  id: z.uuid(),
  /** Of the content that was written. */
  hash,
  /** The scores that counted then, by their ids; null where there was none. */
  initial: z.uuid().nullable(),
  residual: z.uuid().nullable(),
});
export type SentHazard = z.infer<typeof $SentHazard>;

const $Manifest = z.strictObject({
  format: z.literal(workbookFormat),
  product: z.uuid(),
  /** Id of the export, which its audit event names. */
  export: z.uuid(),
  /** `<sequence>:<hash>` of the audit chain. */
  head: z.string().regex(/^\d+:[0-9a-f]{64}$/u),
  exportedAt: z.iso.datetime(),
  layout: z.enum(layouts),
  hazards: z.array($SentHazard),
});
/** What a workbook says of itself and of what it was made from. */
export type Manifest = z.infer<typeof $Manifest>;

const keys = ["format", "product", "export", "head", "exportedAt", "layout"] as const;
const inFull = { width: 40, looks: "key" } as const;

/** The sheet that says where the workbook came from; nobody fills it in. */
export const toManifestSheet = (
  about: Omit<Manifest, "format" | "hazards">,
  hazards: () => readonly SentHazard[],
): BookSheet => ({
  name: manifestSheet,
  state: "veryHidden",
  columns: ["What", "Says", "Hash", "Initial", "Residual"].map((header) => ({ header, ...inFull })),
  frozen: null,
  paper: "A4",
  pagesWide: 1,
  spare: 0,
  // eslint-disable-next-line @typescript-eslint/require-await -- a sheet's rows may come from a database; these do not
  async *rows() {
    const manifest = { ...about, format: workbookFormat };
    yield keys.map((key): Row => [key, manifest[key]]);
    yield hazards().map(({ ref, id, hash: seen, initial, residual }) => [
      ref,
      id,
      seen,
      initial ?? "",
      residual ?? "",
    ]);
  },
});

/** Reads the sheet again; null where it says something else than a workbook of this format. */
export function parseManifest(sheet: ReadSheet): Manifest | null {
  const said: Record<string, string> = {};
  const hazards: unknown[] = [];
  for (const { cells } of sheet.rows) {
    const at = (column: number): string =>
      cells.find((cell) => cell.column === column)?.text.trim() ?? "";
    const key = keys.find((one) => one === at(1));
    const orNull = (text: string): string | null => (text === "" ? null : text);
    if (key !== undefined) said[key] = at(2);
    else if (at(1).startsWith("H-")) {
      const [ref, id, seen] = [at(1), at(2), at(3)];
      hazards.push({ ref, id, hash: seen, initial: orNull(at(4)), residual: orNull(at(5)) });
    }
  }
  return $Manifest.safeParse({ ...said, hazards }).data ?? null;
}
