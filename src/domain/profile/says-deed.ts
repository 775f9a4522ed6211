import { wordsOf } from "../text/words.ts";
import { isAboutItself } from "./no-function.ts";
import {
  isCommerce,
  isDeedStem,
  isOfBuild,
  isOpenDeed,
  isProductPhrase,
  isSomebody,
} from "./purpose-words.ts";

/** What comes before the subject: “When the visit ends”, “On the day,”. */
const opening =
  /^(?:\*\*[^*]+\*\*\s*[–—:-]?\s*)?(?:(?:when|if|once|after|before|while|where|as|until|at|on|in|during|for|from|by|with)\b[^,;.]{1,80},\s+)?(?:then|also|next|finally|instead|together)?,?\s*/iu;
const determiner =
  /^(?:the|an?|each|every|all|any|its|their|your|our|both|several|some|one|another)$/iu;
const auxiliary = /^(?:is|are|be|gets?|being)$/iu;
const mayDo = /^(?:can|may|must|will|should|to|and|then|also|or|who|which|that|automatically)$/iu;
/** After these a word that looks like a verb is a noun, or the object of another. */
const beforeNoun =
  /^(?:the|an?|each|every|all|any|its|their|your|our|of|for|in|on|at|by|with|from|to|into|no|this|that|these|those|as|per)$/iu;
/** Verbs of passing on that say what is done only with their direction. */
const passesOn =
  /\b(?:goes|go|gets?|arrives?|comes?|turns?|files?|syncs?|uploads?) (?:\w+ ){0,2}?(?:to|into|by|from|back|in|out|amber|red|green|itself|every|when|straight)\b/iu;
/** What a maker says of itself, of buying and of those who use it already. */
const ofMaker =
  /^(?:we|our|us|ask us|contact|customers?|there (?:is|are)|(?:new )?(?:releases?|versions?|updates?|code)|users? (?:report|say|tell)|services report|in (?:our|testing|a study|an? evaluation))\b|\b(?:speak to us|ask us|call us|evaluation|pilot(?:ed)?|quoted|in (?:the )?price|priced|webinar|superusers?|release notes|on request|developers?|(?:kept|held|retained|deleted) (?:for|after) \d+)\b/iu;
const isPast =
  /^(?:\S+\s+){0,7}?(?<!\b(?:that|which|who|what)\s)(?:was|were|said|told us|fell|rose|had)\b/iu;
/** What follows a verb and no noun. */
const isObject = /^(?:the|an?|their|his|her|its|each|every|what|whether|it|them|all|any)$/iu;

/** How far into a sentence its verb is looked for. */
const reach = 16;

/** Whether a verb of doing stands where the verb of a subject does. */
function hasDeed(main: string): boolean {
  const words = wordsOf(main).slice(0, reach);
  const surface = words.map(({ start, end }) => main.slice(start, end));
  return words.some(({ stem }, i) => {
    const word = surface[i] ?? "";
    const before = surface[i - 1] ?? "";
    const isVerb = isObject.test(surface[i + 1] ?? "") && isOpenDeed(word);
    if (i === 0 || !(isVerb || isDeedStem(stem)) || word.endsWith("ing")) return false;
    if (/(?:ed|en|wn|nt|de|ut|ead|ld)$/u.test(word) && /^[a-z]/u.test(word)) {
      const close = surface.slice(Math.max(0, i - 3), i);
      if (close.some((one) => auxiliary.test(one))) return true;
    }
    const isNoun = beforeNoun.test(before) || surface[i + 1] === "of";
    if (word.endsWith("ed") || isNoun) return false;
    if (/[^s]s$/u.test(word)) return !/(?:s|ed)$/u.test(before) || mayDo.test(before);
    const isPlural = /[^s]s$/u.test(surface[0] ?? "") || isSomebody(before);
    return mayDo.test(before) || (isPlural && !determiner.test(before));
  });
}

/**
 * Whether a sentence tells what the product, a part of it, or somebody at it does: its subject is named
 * and a verb of doing follows. What the maker says of itself and of the product as a thing is none.
 */
export function saysDeed(said: string, section: string, names: ReadonlySet<string>): boolean {
  const plain = said.replaceAll(/[*_`#]|\([^()]*\)/gu, "").trim();
  if (isAboutItself(plain, section) || isCommerce(plain) || isOfBuild(plain)) return false;
  const main = plain.slice(opening.exec(plain)?.[0].length ?? 0);
  if (!/^[\p{L}]/u.test(main) || ofMaker.test(plain) || isPast.test(main)) return false;
  const first = /^[\p{L}\p{N}-]+/u.exec(main)?.[0] ?? "";
  const ofName = names.has(first.toLowerCase());
  const product = isProductPhrase.exec(main)?.[0] ?? (ofName ? first : null);
  if (product !== null) return hasDeed(main) || isOpenDeed(main.slice(product.length).trim());
  return passesOn.test(main) || hasDeed(main);
}
