import type { FoldedToken } from "../text/folded-words.ts";
import { anyOf, between, inSet, literal, one, upTo, type Step, type Test } from "../text/phrase.ts";
import { roles, type Role } from "./level-words.ts";

export type Place = {
  readonly tokens: readonly FoldedToken[];
  readonly start: number;
  readonly end: number;
};
export type LevelRule = {
  /** An example of what it finds. */
  readonly finds: string;
  readonly steps: readonly Step[];
  readonly unless?: (place: Place) => boolean;
};

export const is = (...names: readonly Role[]): Test =>
  inSet(new Set(names.flatMap((name) => [...roles[name]])));
const mark: Test = ({ kind }) => kind === "mark";
export const number: Test = anyOf(({ kind }) => kind === "number", is("numbers"));
export const except =
  (test: Test, ...unwanted: readonly Test[]): Test =>
  (token) =>
    test(token) && !unwanted.some((bad) => bad(token));

export const risk = literal("risk", "risks");
export const rated = is("ratedOnly", "ratedToo", "ratedElsewhere");
export const grade = is("grades", "gradesElsewhere");
export const word = anyOf(grade, is("chances", "verdicts", "plainLevels", "certain"));
export const level = anyOf(word, number, is("nothing"));
export const degree = upTo(3, is("degrees"));
export const verb = is("copulas");
export const filler = is("fillers", "degrees", "rating", "scales");
export const sign = literal(":", "=", "-", "(", ")", "[", "]", "/", "→", "{", "}");

export const before = ({ tokens, start }: Place, back = 1): FoldedToken | undefined =>
  tokens[start - back];
export const holds = (tokens: readonly (FoldedToken | undefined)[], test: Test): boolean =>
  tokens.some((token) => token !== undefined && test(token));

export const begins = ({ tokens, start }: Place, test: Test): boolean =>
  holds([tokens[start]], test);

/** What follows is a thing that has the level: `high-risk pregnancy`, `consequence: severe pain`. */
export function describesNext({ tokens, end }: Place): boolean {
  const next = tokens[end];
  if (next?.kind !== "word" || next.first) return false;
  return !is("functionWords", "hazardNouns", "copulas", "ratedOnly", "happening")(next);
}

/** Somebody's, a product's or an illness's own: `her risk`, `the tool's probability`, `pain severity`. */
export function isOwned(place: Place): boolean {
  const near = [before(place), before(place, 2)];
  const [last] = near;
  if (last === undefined) return false;
  if (last.text === "at") return true;
  return holds(near, ({ owns }) => owns) || is("people", "clinical")(last);
}

/** `patients with a high risk`, `people who have a low chance`, `at a high risk`. */
export function isOfPeople(place: Place): boolean {
  const { tokens, start } = place;
  if (before(place)?.text === "at" || isOwned(place)) return true;
  const near = tokens.slice(Math.max(0, start - 4), start);
  return holds(near, is("people")) && holds(near, literal("with", "have", "has", "at", "of"));
}

/** `risk of bleeding`, `severity of the reaction`. */
export function isOfIllness({ tokens, end }: Place): boolean {
  if (tokens[end]?.text !== "of") return false;
  return holds(tokens.slice(end + 1, end + 4), is("clinical"));
}

export const startsClause = (place: Place): boolean => {
  const last = before(place);
  return last === undefined || place.tokens[place.start]?.first === true || mark(last);
};
export const startsText = ({ start }: Place): boolean => start === 0;
export function endsClause({ tokens, end }: Place): boolean {
  const next = tokens[end];
  return next === undefined || next.first || mark(next);
}

/** Up to a copula: `of this occurring`, `that it happens`, `to patients`. */
export const about: readonly Step[] = [
  one(literal("of", "that", "for", "from", "to")),
  between(
    1,
    9,
    except(
      ({ kind }) => kind === "word",
      literal("who", "whose", "which", "when", "while", "because", "if", "and", "but", "so"),
    ),
  ),
];

export const inWords = (place: Place): readonly FoldedToken[] =>
  place.tokens.slice(place.start, place.end);
export const ofIllnessWithin = (place: Place): boolean =>
  inWords(place).some(
    (token, i, all) => token.text === "of" && holds(all.slice(i), is("clinical")),
  );
