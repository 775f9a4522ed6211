import { wordsOf } from "../text/words.ts";
import type { Gold } from "./case.ts";
import type { Leak } from "./result.ts";

/** Words in a row that two texts share only if one was written from the other. */
const shingleWords = 4;
/** From this share of a known hazard's shingles on, another text is nearly the same. */
const nearDuplicate = 0.5;
/** Of fewer shingles any sentence is a near-duplicate. */
const fewestShingles = 4;

/** A text that hazards may have been copied into: an entry of the bank, a prompt, an example. */
export type Source = { readonly where: string; readonly text: string };

const shinglesOf = (text: string): Set<string> => {
  const stems = wordsOf(text).map(({ stem }) => stem);
  const shingles = new Set<string>();
  for (let i = 0; i + shingleWords <= stems.length; i += 1) {
    shingles.add(stems.slice(i, i + shingleWords).join(" "));
  }
  return shingles;
};

/**
 * Finds known hazards of which a source holds a near-duplicate: whoever wrote the source may have read
 * them, so a figure over them says less. The share is of each sentence of the known hazard by itself.
 */
export function createLeakageGuard(sources: readonly Source[]): (golds: readonly Gold[]) => Leak[] {
  const known = sources.map(({ where, text }) => ({ where, shingles: shinglesOf(text) }));
  return (golds) =>
    golds.flatMap((gold) => {
      const sentences = [gold.hazard, gold.effect, gold.harm, ...gold.causes].map(shinglesOf);
      return known.flatMap(({ where, shingles }) => {
        const shares = sentences
          .filter((own) => own.size >= fewestShingles)
          .map((own) => own.intersection(shingles).size / own.size);
        const share = Math.max(0, ...shares);
        return share >= nearDuplicate ? [{ gold: gold.id, where, share }] : [];
      });
    });
}
