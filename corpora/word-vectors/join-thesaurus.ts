import { readFileSync } from "node:fs";
import { parseWordVectors } from "../../src/infra/embed/word-vectors-file.ts";
import { writeConcepts } from "./write-concepts.ts";

/** Joins an edited thesaurus to the word vectors as they are: `npm run vectors:thesaurus`. */
writeConcepts(parseWordVectors(readFileSync(new URL("words.bin", import.meta.url))));
