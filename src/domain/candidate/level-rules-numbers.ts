import { anyOf, literal, one, upTo } from "../text/phrase.ts";
import {
  is,
  number,
  except,
  risk,
  rated,
  word,
  level,
  degree,
  filler,
  sign,
  before,
  holds,
  describesNext,
  isOwned,
  isOfIllness,
  startsClause,
  startsText,
  endsClause,
  inWords,
  type LevelRule,
} from "./level-phrase.ts";

export const numeric: readonly LevelRule[] = [
  {
    finds: "a probability of 1 in 1000; risk of about 5 %",
    steps: [
      one(is("ratedOnly", "ratedToo", "ratedElsewhere")),
      upTo(
        6,
        except(({ kind }) => kind === "word", number),
      ),
      upTo(2, sign),
      one(number),
      one(literal("in", "%", "per", "/", "percent")),
    ],
    unless: isOwned,
  },
  {
    finds: "probability of 0.001",
    steps: [one(is("ratedOnly")), one(literal("of")), upTo(2, filler), one(number)],
    unless: isOwned,
  },
  {
    finds: "a 1 in 1000 chance; a 5 % probability",
    steps: [
      one(number),
      one(literal("in", "%", "/", "percent", "per")),
      upTo(2, anyOf(number, literal("cent", "a", "million", "thousand", "hundred"))),
      one(anyOf(is("ratedOnly"), risk, literal("chance", "odds"))),
    ],
    unless: isOfIllness,
  },
  {
    finds: "occurs in 1 in 1000 uses",
    steps: [
      one(is("happening")),
      upTo(
        4,
        except(({ kind }) => kind === "word", number),
      ),
      one(number),
      one(literal("in", "%", "per")),
    ],
  },
  {
    finds: "3 x 4 = 12",
    steps: [
      one(number),
      one(literal("x", "×", "·", "times", "by")),
      one(number),
      one(literal("=", "is", "gives", "makes", "equals", ":", "→")),
      one(number),
    ],
    unless: ({ tokens, end }) => holds([tokens[end]], is("units")),
  },
  {
    finds: "S=4, L=3; S3 x L4",
    steps: [
      one(literal("s", "l", "c", "p", "o", "d")),
      upTo(1, literal("=", ":")),
      one(number),
      one(literal("x", "×", "·", ",", "=", "and", "/")),
      one(literal("s", "l", "c", "p", "o", "d")),
      upTo(1, literal("=", ":")),
      one(number),
    ],
    unless: (place) => !holds(inWords(place), literal("x", "×", "=", ":")),
  },
  { finds: "RPN 12", steps: [one(literal("rpn"))] },
  {
    finds: "risk priority number",
    steps: [one(literal("risk")), one(literal("priority")), one(literal("number"))],
  },
];

export const alone: readonly LevelRule[] = [
  { finds: "ALARP; unwahrscheinlich", steps: [one(anyOf(literal("alarp"), is("plainLevels")))] },
  {
    finds: "as low as reasonably practicable",
    steps: [one(literal("low")), one(literal("as")), one(literal("reasonably"))],
  },
  {
    finds: "tolerable",
    steps: [degree, one(literal("tolerable", "intolerable"))],
    unless: (place) =>
      describesNext(place) ||
      holds(
        [before(place), before(place, 2), before(place, 3)],
        anyOf(is("clinical"), literal("dose", "medicine", "medicines", "drug", "treatment")),
      ),
  },
  {
    finds: "Major.",
    steps: [degree, one(word), upTo(1, literal("."))],
    unless: (place) => place.end !== place.tokens.length || !startsClause(place),
  },
  {
    finds: "Major: the patient is given …",
    steps: [degree, one(word), upTo(1, risk), one(literal(":", "-"))],
    unless: (place) => !startsText(place),
  },
  {
    finds: "… is given twice (major)",
    steps: [
      one(literal("(", "[")),
      degree,
      one(except(word, literal("high", "low"))),
      upTo(1, rated),
      one(literal(")", "]")),
    ],
    unless: (place) => !endsClause(place),
  },
  {
    finds: "hohes Risiko; risque élevé; wysokie ryzyko",
    steps: [degree, one(anyOf(level, is("plainLevels"))), one(is("ratedElsewhere"))],
  },
];
