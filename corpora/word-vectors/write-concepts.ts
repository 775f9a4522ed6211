import { hash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { stdout } from "node:process";
import type { WordVectors } from "../../src/infra/embed/word-vectors-file.ts";
import { compileConcepts, loadThesaurus } from "./concepts.ts";
import { packWordVectors } from "./pack.ts";

const dimensions = 256;
const fileOf = (name: string): URL => new URL(name, import.meta.url);

/** Writes the thesaurus ready for encoding, beside the words, and prints the hash of every file. */
export function writeConcepts(words: WordVectors): void {
  const { thesaurus, source } = loadThesaurus();
  const { vectors, votes } = compileConcepts(words, thesaurus, dimensions);
  writeFileSync(
    fileOf("concepts.bin"),
    packWordVectors(vectors, `concepts of the thesaurus and those related, SVD ${dimensions}`),
  );
  writeFileSync(fileOf("concepts.json"), `${JSON.stringify({ source, thesaurus, votes })}\n`);
  for (const name of ["words.bin", "concepts.bin", "concepts.json"]) {
    const bytes = readFileSync(fileOf(name));
    stdout.write(`${name} ${hash("sha256", bytes, "hex")} ${bytes.length} bytes\n`);
  }
}
