import { z } from "zod";

/** Where hazards are taken over from: the log of a maker of a product, or a log of before hazid. */
const importKinds = ["maker-log", "past-log"] as const;

export const importedDrafter = { id: "imported-log", version: "1" } as const;

/** Whether a run took over a log, by what its record names as its drafter. */
export const isImport = ({ drafter }: { readonly drafter: string }): boolean =>
  drafter.startsWith(`${importedDrafter.id} `);

/** Where its suggestions are put in place of a cell: nobody looked for them in any. */
export const importedCell = "imported";

const kindWords = { "maker-log": "the maker’s log", "past-log": "a past log" } as const;
/** `from the maker’s log of Larkmere, version 4, H-3`. */
export const sayImported = ({ kind, of, ref }: Pick<Imported, "kind" | "of" | "ref">): string =>
  `from ${kindWords[kind]} of ${of}, ${ref}`;

/** What an import may hold in one field: people wrote it, and it is never cut. */
export const maxImportedText = 2_000;

const $ImportedAction = z.strictObject({
  summary: z.string().trim().min(1).max(maxImportedText),
  owner: z.string().trim().max(300),
  /** Day by which it is due, `2026-03-31`. */
  due: z.iso.date().nullable(),
});

/** The file and the place in it that a suggestion was taken over from, with the words that stand there. */
export const $Imported = z.strictObject({
  kind: z.enum(importKinds),
  file: z.string().trim().min(1).max(200),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Head of the audit chain that the file names, `<sequence>:<hash>`; absent where it names none. */
  head: z.string().max(100).optional(),
  /** Whose log it is: product and version, or a document. */
  of: z.string().trim().min(1).max(400),
  /** The hazard's number or row there. */
  ref: z.string().trim().min(1).max(100),
  quote: z.string().trim().min(1).max(10_000),
  /** What the log still asks of whoever takes the hazard over; absent where it asks nothing. */
  actions: z.array($ImportedAction).min(1).max(50).optional(),
});
export type Imported = z.infer<typeof $Imported>;
export type ImportedAction = z.infer<typeof $ImportedAction>;
