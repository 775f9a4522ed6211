import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { parseVocabulary, type Vocabulary } from "../../domain/facet/vocabulary.ts";

const shipped = fileURLToPath(new URL("../../../corpora/facets/vocabulary.yaml", import.meta.url));

/** Reads the shipped facet vocabulary. */
export async function loadVocabulary(file: string = shipped): Promise<Vocabulary> {
  return parseVocabulary(parse(await readFile(file, "utf8")));
}
