import type { ReadBook, ReadSheet } from "../hazard/workbook/book.ts";
import { ruleOf, type ThingKind } from "../hazard/workbook/fields.ts";
import { readWorkbook, type ReadWorkbook, type SaidRow } from "../hazard/workbook/read-workbook.ts";
import { $MakerHazard, type MakerLog, type Numbered } from "./maker-log.ts";

/** Of one hazard what all its rows say, by thing and field. */
type Said = Map<string, { of: ThingKind; number: number; texts: Record<string, string> }>;

function gatherSaid(rows: readonly SaidRow[]): Said {
  const said: Said = new Map();
  for (const { things } of rows.flatMap(({ cells }) => cells)) {
    for (const { of, number, texts } of things) {
      if (number === null) continue;
      const key = `${of} ${number}`;
      const held = said.get(key) ?? { of, number, texts: {} };
      said.set(key, { ...held, texts: { ...held.texts, ...texts } });
    }
  }
  return said;
}

/** Codes of the domain; what stands for none is told by its parse. */
const valueIn =
  (of: ThingKind, texts: Readonly<Record<string, string>>) =>
  (field: string): string | null =>
    ruleOf({ of, field }).parse(texts[field] ?? "");

function toHazard(said: Said, condition: string | null): unknown {
  const all = (of: ThingKind) =>
    [...said.values()]
      .filter((one) => one.of === of)
      .sort((a, b) => a.number - b.number)
      .map(({ number, texts }) => ({ number, value: valueIn(of, texts) }));
  const value = valueIn("hazard", said.get("hazard 0")?.texts ?? {});
  return {
    ...Object.fromEntries(
      ["name", "hazard", "effect", "harm", "exposed", "status"].map((f) => [f, value(f)]),
    ),
    condition,
    causes: all("cause").map((cause) => ({
      number: cause.number,
      text: cause.value("text"),
      kind: cause.value("kind"),
    })),
    controls: all("control").map((control) => ({
      number: control.number,
      ...Object.fromEntries(["text", "type", "owner", "worksIf"].map((f) => [f, control.value(f)])),
      actsOn: (control.value("actsOn") ?? "").split(", ").filter(Boolean).map(Number),
    })),
    actions: all("action").map((action) => ({
      ...Object.fromEntries(["summary", "owner", "party"].map((f) => [f, action.value(f)])),
      due: action.value("due") === "" ? null : action.value("due"),
      done: action.value("done") === "yes",
    })),
  };
}

const textsOf = (sheet: ReadSheet | undefined): string[][] =>
  (sheet?.rows ?? []).map(({ cells }) => {
    const said = new Map(cells.map(({ column, text }) => [column, text.trim()]));
    return Array.from({ length: Math.max(0, ...said.keys()) }, (_cell, i) => said.get(i + 1) ?? "");
  });

/** Conditions by hazard, from the sheet that says where each came from. */
function conditionsIn({ sheets }: ReadBook): ReadonlyMap<string, string> {
  const [head = [], ...rows] = textsOf(sheets.find(({ name }) => name === "Provenance"));
  const [ref, condition] = [head.indexOf("Hazard Number"), head.indexOf("Condition")];
  return new Map(
    rows.flatMap((row) => {
      const said = row[condition];
      return said === "normal" || said === "fault" ? [[row[ref] ?? "", said] as const] : [];
    }),
  );
}

function aboutIn({ sheets }: ReadBook) {
  const rows = new Map(
    textsOf(sheets.find(({ name }) => name === "About")).map(([what = "", says = ""]) => [
      what,
      says,
    ]),
  );
  const [version] = /^\d+/u.exec(rows.get("Version of the description") ?? "") ?? [];
  return { name: rows.get("Product") ?? "", version: version ?? "" };
}

const notWhole = "its row is not whole: an export writes its name, causes and status";

function readHazards(
  { rows, manifest }: ReadWorkbook,
  conditions: ReadonlyMap<string, string>,
): { readonly hazards: Numbered[]; readonly unread: MakerLog["unread"] } {
  const byRef = Map.groupBy(rows, ({ hazard }) => hazard);
  const hazards: Numbered[] = [];
  const unread: { ref: string; why: string }[] = [];
  for (const { ref } of manifest.hazards) {
    const said = gatherSaid(byRef.get(ref) ?? []);
    const hazard = $MakerHazard.safeParse(toHazard(said, conditions.get(ref) ?? null)).data;
    if (hazard === undefined) unread.push({ ref, why: notWhole });
    else hazards.push({ ref, hazard });
  }
  const sent = new Set(manifest.hazards.map(({ ref }) => ref));
  for (const { at, hazard } of rows) {
    if (sent.has(hazard)) continue;
    unread.push({ ref: at.slice(0, 200), why: "no export wrote this row: somebody added it" });
  }
  return { hazards, unread };
}

/**
 * A maker's log of an exported workbook; null where the book is none. Its words are as they stand there:
 * nothing says whether somebody changed a cell.
 */
export function parseMakerBook(book: ReadBook): MakerLog | null {
  const read = readWorkbook(book);
  if (read === null) return null;
  const { manifest, unread } = read;
  const { name, version } = aboutIn(book);
  const found = readHazards(read, conditionsIn(book));
  const cells = unread.map(({ cell, why }) => ({ ref: cell.slice(0, 200) || "the workbook", why }));
  return {
    product: { id: manifest.product, name: name === "" ? "a product that it does not name" : name },
    version: version === "" ? "not said" : version,
    head: manifest.head,
    hazards: found.hazards,
    unread: [...found.unread, ...cells],
  };
}
