import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isAlias, LineCounter, parseDocument, visit, type Document } from "yaml";
import { z } from "zod";
import { AppError } from "../../app/errors.ts";
import type { BankSource } from "../../app/ports.ts";
import { $BankEntry, $BankFile, type BankEntry } from "../../domain/bank/entry.ts";
import { $ConsideredNone, type ConsideredNone } from "../../domain/bank/grid.ts";
import { facetKey, type Vocabulary } from "../../domain/facet/vocabulary.ts";
import type { FacetKind } from "../../domain/facet/kinds.ts";
import { hashOf } from "../../domain/hash/canonical.ts";
import { byCodeUnits } from "../../domain/text/compare.ts";

const shippedBank = fileURLToPath(new URL("../../../corpora/hazard-bank", import.meta.url));

const shippedConsidered = fileURLToPath(
  new URL("../../../corpora/considered-none.yaml", import.meta.url),
);

type Path = readonly PropertyKey[];

/** Says file, line and field of what does not hold, all at once. */
class BankFileProblems {
  readonly #sentences: string[] = [];

  add(file: string, line: number, field: string, what: string): void {
    this.#sentences.push(`${file}, line ${line}${field === "" ? "" : `, ${field}`}: ${what}`);
  }

  throwIfAny(): void {
    if (this.#sentences.length === 0) return;
    const shown = this.#sentences.slice(0, 10).join("\n");
    const more = this.#sentences.length - 10;
    throw new AppError(
      "invalid-input",
      `The hazard bank does not hold:\n${shown}${more > 0 ? `\nand ${more} more` : ""}\nMend the file and run: hazid bank validate`,
    );
  }
}

function lineOf(document: Document, lines: LineCounter, path: Path): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range)) {
      return lines.linePos(Number(node.range[0])).line;
    }
  }
  return 1;
}

const facetFields: readonly (readonly [keyof BankEntry["facets"], FacetKind])[] = [
  ["capabilities", "capability"],
  ["technologies", "technology"],
  ["data", "data"],
  ["users", "user"],
  ["settings", "setting"],
  ["lifeCyclePhases", "phase"],
  ["moreExposed", "population"],
];

function unknownFacets(entry: BankEntry, vocabulary: Vocabulary): { path: Path; id: string }[] {
  const named = facetFields.flatMap(([field, kind]) =>
    [entry.facets[field]]
      .flat()
      .flatMap((id, i) =>
        vocabulary.facets.has(facetKey(kind, id)) ? [] : [{ path: ["facets", field, i], id }],
      ),
  );
  const ids = new Set([...vocabulary.facets.values()].map((facet) => facet.id));
  const when = entry.causes.flatMap((cause, c) =>
    cause.when.flatMap((id, i) => (ids.has(id) ? [] : [{ path: ["causes", c, "when", i], id }])),
  );
  const told = entry.variants.flatMap((variant, v) =>
    variant.when.flatMap((id, i) =>
      ids.has(id) ? [] : [{ path: ["variants", v, "when", i], id }],
    ),
  );
  return [...named, ...when, ...told];
}

/** The values of a document, or what is wrong with its aliases: the parser looks no further than signs. */
function valuesOf(document: Document): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (error instanceof ReferenceError) return error;
    throw error;
  }
}

function lineOfUnresolved(document: Document, lines: LineCounter): number {
  let offset = 0;
  visit(document, (_key, node) => {
    if (!isAlias(node) || node.resolve(document) !== undefined) return undefined;
    offset = node.range?.[0] ?? 0;
    return visit.BREAK;
  });
  return lines.linePos(offset).line;
}

/** Reads one file of the bank; what does not hold goes to `problems`, and the rest is returned. */
function readBankFile(
  file: string,
  text: string,
  vocabulary: Vocabulary,
  problems: BankFileProblems,
): { entry: BankEntry; line: number }[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  for (const error of document.errors) {
    const [what = "not YAML"] = error.message.split("\n");
    problems.add(file, lines.linePos(error.pos[0]).line, "", what);
  }
  if (document.errors.length > 0) return [];
  const values = valuesOf(document);
  if (values instanceof Error) {
    problems.add(file, lineOfUnresolved(document, lines), "", values.message);
    return [];
  }
  const parsed = $BankFile.safeParse(values);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) {
      problems.add(file, lineOf(document, lines, path), path.join("."), message);
    }
    return [];
  }
  return parsed.data.entries.flatMap((raw, i) => {
    const entry = $BankEntry.safeParse(raw);
    if (!entry.success) {
      for (const { path, message } of entry.error.issues) {
        const at: Path = ["entries", i, ...path];
        problems.add(file, lineOf(document, lines, at), at.join("."), message);
      }
      return [];
    }
    for (const { path, id } of unknownFacets(entry.data, vocabulary)) {
      const at: Path = ["entries", i, ...path];
      problems.add(
        file,
        lineOf(document, lines, at),
        at.join("."),
        `no facet “${id}” in the vocabulary`,
      );
    }
    return [{ entry: entry.data, line: lineOf(document, lines, ["entries", i]) }];
  });
}

type NamedText = { readonly name: string; readonly text: string };

async function readTexts(folder: string): Promise<NamedText[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new AppError("not-found", `The hazard bank's folder ${folder} cannot be read (${code}).`);
  });
  const files = names.filter((name) => name.endsWith(".yaml")).sort();
  return Promise.all(
    files.map(async (name) => ({ name, text: await readFile(join(folder, name), "utf8") })),
  );
}

function parseBank(
  folder: string,
  files: readonly NamedText[],
  vocabulary: Vocabulary,
): BankEntry[] {
  const problems = new BankFileProblems();
  const entries: BankEntry[] = [];
  const placeOf = new Map<string, { name: string; line: number }>();
  for (const { name, text } of files) {
    for (const { entry, line } of readBankFile(name, text, vocabulary, problems)) {
      const other = placeOf.get(entry.id);
      if (other !== undefined) {
        problems.add(name, line, entry.id, `this id is used in ${other.name} already`);
      }
      placeOf.set(entry.id, { name, line });
      entries.push(entry);
    }
  }
  for (const { id, sameRowAs } of entries) {
    const place = placeOf.get(id);
    for (const other of sameRowAs.filter((one) => one === id || !placeOf.has(one))) {
      const what = other === id ? "an entry is no other row" : `no entry “${other}” in the bank`;
      if (place !== undefined) problems.add(place.name, place.line, `${id}.sameRowAs`, what);
    }
  }
  problems.throwIfAny();
  if (entries.length === 0) {
    throw new AppError("invalid-input", `The hazard bank in ${folder} has no entry.`);
  }
  return entries.sort((a, b) => byCodeUnits(a.id, b.id));
}

const $ConsideredFile = z.strictObject({ considered: z.array($ConsideredNone) });

/** Where no entry is needed, and why; refused with the place in the file that does not hold. */
async function readConsidered(file: string, vocabulary: Vocabulary): Promise<ConsideredNone[]> {
  const text = await readFile(file, "utf8");
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const parsed = $ConsideredFile.safeParse(document.toJS());
  const problems = new BankFileProblems();
  const name = basename(file);
  if (!parsed.success) {
    for (const { path, message } of parsed.error.issues) {
      problems.add(name, lineOf(document, lines, path), path.join("."), message);
    }
    problems.throwIfAny();
    return [];
  }
  parsed.data.considered.forEach(({ capability }, i) => {
    if (vocabulary.facets.has(facetKey("capability", capability))) return;
    const at: Path = ["considered", i, "capability"];
    const what = `no facet “${capability}” in the vocabulary`;
    problems.add(name, lineOf(document, lines, at), at.join("."), what);
  });
  problems.throwIfAny();
  return parsed.data.considered;
}

/**
 * The bank in a folder of YAML files; every file is read before anything is said. What was read is kept
 * until a file changes: six hundred entries take a second.
 */
export function createBankFiles(
  vocabulary: Vocabulary,
  folder: string = shippedBank,
  consideredFile: string = shippedConsidered,
): BankSource {
  let kept: { readonly hash: string; readonly entries: readonly BankEntry[] } | null = null;
  return {
    hash: async () => hashOf(await readTexts(folder)),
    async load() {
      const texts = await readTexts(folder);
      const hash = hashOf(texts);
      if (kept?.hash !== hash) kept = { hash, entries: parseBank(folder, texts, vocabulary) };
      return kept.entries;
    },
    considered: () => readConsidered(consideredFile, vocabulary),
  };
}
