import type { Segment } from "../text/segments.ts";
import { shortenSpan, spanOf, type Span } from "../text/span.ts";
import { countWords } from "../text/words.ts";
import { announces, clausesOf, namesPurpose, subtitlesOf, type Clause } from "./clauses.ts";
import {
  concreteWords,
  isCommerce,
  isOfBuild,
  isThingFor,
  namesHealthCare,
} from "./purpose-words.ts";
import {
  deniesEarly,
  isDeedInCare,
  isDeedOfSomebody,
  isDoneWith,
  namesOf,
  predicateOf,
  predicateOfAnyName,
  predicateWithin,
  saysWhat,
  saysWithoutSubject,
  statesIt,
  statesPurpose,
} from "./says-purpose.ts";

/** Clauses at the beginning in which makers say what happens, whoever does it. */
const openingClauses = 3;
/** How far into a sentence is looked, in UTF-16 code units: a sentence may be a whole document. */
const sight = 2000;

const isAnnounced = (said: string): boolean =>
  namesHealthCare(said) && !deniesEarly.test(said) && concreteWords(said) >= 3;

/** A label that is filled in, and not put off. */
const isAnswer = (said: string): boolean =>
  countWords(said) >= 2 &&
  !/^\W*(?:to be (?:confirmed|decided|completed|added)|tb[acd]|n\/a|not (?:yet )?(?:stated|known|applicable)|see (?:above|below)|none)\b/iu.test(
    said,
  );

/** In a long sentence the purpose begins where it is stated, not where the sentence does. */
function purposeStart(text: string, { start, end }: Clause): number {
  const sentence = text.slice(start, end);
  const at = statesPurpose.exec(sentence)?.index ?? 0;
  if (sentence.slice(0, at).split(/\s+/u).length < 12) return start;
  const clause = sentence.slice(0, at).search(/[^,;:]*$/u);
  return start + clause + (/^\s*(?:that\s+)?/u.exec(sentence.slice(clause))?.[0].length ?? 0);
}

/**
 * Where the description says what the product is for (DCB0129 4.2): under a label of that name, else
 * in a sentence that states a purpose, else where it first says what the product is or does for
 * somebody in health care. Null when it says none of these.
 */
export function findIntendedUse(
  text: string,
  segments: readonly Segment[],
  name?: string,
): Span | null {
  const clauses = clausesOf(text, segments);
  const names = namesOf(text, name);
  const places = new Map(clauses.map((clause, at) => [clause, at]));
  const saidIn = ({ start, end }: Clause): string =>
    text.slice(start, Math.min(end, start + sight));
  const useful = clauses.filter((c) => !isCommerce(saidIn(c)) && !isOfBuild(saidIn(c)));
  const title = text.slice(0, segments[0]?.end ?? 0);
  /** Whether health care is named in it, beside it or in the title. */
  const inCare = (clause: Clause): boolean => {
    const at = places.get(clause) ?? 0;
    const around = clauses.slice(Math.max(0, at - 1), at + 3).map(saidIn);
    return namesHealthCare([title, ...around].join("\n"));
  };
  const says = (predicate: string | null): boolean => predicate !== null && saysWhat(predicate);
  const readings: ((clause: Clause) => boolean)[] = [
    (c) => statesIt(saidIn(c), names),
    (c) => says(predicateOf(saidIn(c), names)) && inCare(c),
    (c) => saysWithoutSubject(saidIn(c)) && inCare(c),
    (c) => announces.test(c.label) && isAnnounced(saidIn(c)),
    (c) => says(predicateOfAnyName(saidIn(c))) && inCare(c),
    (c) => says(predicateWithin(saidIn(c), names)) && inCare(c),
    (c) => isDoneWith(saidIn(c), names) && isDeedInCare(saidIn(c)),
    (c) => (places.get(c) ?? openingClauses) < openingClauses && isDeedOfSomebody(saidIn(c)),
    // Care is not named, but what is done is plain, and stands where makers say it.
    (c) =>
      ((places.get(c) ?? openingClauses) < openingClauses || announces.test(c.label)) &&
      (says(predicateOf(saidIn(c), names)) || saysWithoutSubject(saidIn(c))) &&
      concreteWords(saidIn(c)) >= 4,
  ];
  const subtitle = subtitlesOf(text, segments).find(
    (c) => isThingFor.test(saidIn(c)) && isDeedInCare(saidIn(c)),
  );
  const said =
    clauses.find((c) => namesPurpose.test(c.label) && isAnswer(saidIn(c))) ??
    readings.map((reads) => useful.find(reads)).find((clause) => clause !== undefined) ??
    subtitle ??
    null;
  if (said === null) return null;
  return shortenSpan(text, spanOf(text, purposeStart(text, said), said.end));
}
