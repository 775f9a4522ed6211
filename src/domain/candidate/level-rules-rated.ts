import { anyOf, between, literal, one, upTo } from "../text/phrase.ts";
import {
  about,
  is,
  number,
  except,
  risk,
  rated,
  grade,
  word,
  level,
  degree,
  verb,
  filler,
  sign,
  before,
  holds,
  begins,
  describesNext,
  isOwned,
  isOfPeople,
  isOfIllness,
  startsClause,
  endsClause,
  inWords,
  ofIllnessWithin,
  type LevelRule,
} from "./level-phrase.ts";

export const ratings: readonly LevelRule[] = [
  {
    finds: "severity: major; likelihood is low; probability (1–5) = 2",
    steps: [
      one(is("ratedOnly", "ratedElsewhere")),
      upTo(6, anyOf(sign, verb, filler)),
      degree,
      one(anyOf(level, is("plainLevels"))),
    ],
    unless: (place) =>
      isOwned(place) || (describesNext(place) && !holds(inWords(place), anyOf(sign, verb))),
  },
  {
    finds: "severity, major",
    steps: [one(is("ratedOnly")), one(literal(",", ".")), degree, one(level)],
    unless: (place) => isOwned(place) || !endsClause(place),
  },
  {
    finds: "the risk is high; consequence: minor; impact would be considered major",
    steps: [
      one(is("ratedToo")),
      upTo(2, is("scales")),
      between(1, 7, anyOf(sign, verb, is("rating"))),
      upTo(5, anyOf(sign, verb, filler)),
      degree,
      one(level),
    ],
    unless: (place) => isOwned(place) || describesNext(place),
  },
  {
    finds: "the likelihood of this occurring is low; risk to patients is high",
    steps: [
      one(rated),
      ...about,
      between(1, 3, anyOf(verb, literal(":", "="))),
      upTo(5, anyOf(sign, filler)),
      degree,
      one(level),
    ],
    unless: (place) =>
      isOwned(place) || describesNext(place) || (ofIllnessWithin(place) && !begins(place, risk)),
  },
  {
    finds: "risk level 4; hazard rating high; risk score of 12",
    steps: [
      one(anyOf(rated, is("hazardNouns"))),
      between(1, 2, is("scales")),
      upTo(4, anyOf(sign, literal("of", "is", "was", "as", "at"))),
      degree,
      one(level),
    ],
    unless: (place) => isOwned(place) || describesNext(place),
  },
  {
    finds: "level 4 risk; class II hazard",
    steps: [one(is("scales")), one(number), one(anyOf(rated, literal("hazard")))],
    unless: describesNext,
  },
  {
    finds: "risk high; likelihood 3",
    steps: [one(anyOf(risk, literal("consequence", "impact"))), degree, one(grade)],
    unless: (place) => isOwned(place) || describesNext(place),
  },
  {
    finds: "low in likelihood; scores high on severity",
    steps: [
      degree,
      one(word),
      one(literal("in", "on", "for")),
      upTo(2, literal("terms", "of", "its", "the")),
      one(anyOf(is("ratedOnly"), risk)),
    ],
    unless: (place) => isOfIllness(place) || describesNext(place),
  },
];

export const beforeRated: readonly LevelRule[] = [
  {
    finds: "catastrophic severity; low likelihood; high probability of harm",
    steps: [degree, one(word), upTo(1, literal("level", "clinical")), one(is("ratedOnly"))],
    unless: (place) => isOfPeople(place) || isOfIllness(place) || describesNext(place),
  },
  {
    finds: "acceptable risk; tolerable hazard",
    steps: [
      degree,
      one(is("verdicts")),
      upTo(2, anyOf(literal("clinical", "residual", "safety", "level", "of"))),
      one(anyOf(rated, is("hazardNouns"))),
    ],
    unless: describesNext,
  },
  {
    finds: "a high risk; an extremely low chance of harm",
    steps: [
      one(literal("a", "an", "this", "such", "is", "as")),
      degree,
      one(word),
      upTo(2, literal("clinical", "residual", "safety", "patient", "level", "of", "overall")),
      one(literal("risk", "risks", "chance", "impact")),
    ],
    unless: (place) =>
      isOfPeople(place) ||
      isOfIllness(place) ||
      describesNext(place) ||
      // `is` and `as` stand before what people and results have too: `signed off as low risk`.
      (begins(place, literal("is", "as")) &&
        !holds([before(place), before(place, 2)], is("pronouns", "hazardNouns", "ratedToo"))),
  },
  {
    finds: "poses high risk; carries no risk",
    steps: [
      one(is("poses")),
      degree,
      upTo(1, literal("a", "an")),
      degree,
      one(anyOf(word, is("nothing"))),
      one(anyOf(risk, literal("chance", "hazard"))),
    ],
    unless: (place) =>
      describesNext(place) ||
      isOfIllness(place) ||
      (begins(place, literal("gives", "give", "has", "brings")) &&
        !holds([before(place)], is("pronouns", "hazardNouns"))) ||
      holds(place.tokens.slice(Math.max(0, place.start - 2), place.start), is("people")),
  },
  {
    finds: "High risk to patients.",
    steps: [degree, one(word), one(risk)],
    unless: (place) =>
      !startsClause(place) ||
      isOfIllness(place) ||
      !(endsClause(place) || holds([place.tokens[place.end]], literal("to", "of", "for"))),
  },
  {
    finds: "minor consequence; catastrophic outcome; major harm",
    steps: [
      degree,
      one(except(grade, is("describing"))),
      one(literal("consequence", "consequences", "impact", "harm", "harms", "hazard", "hazards")),
    ],
    unless: describesNext,
  },
  {
    finds: "a catastrophic event",
    steps: [
      one(literal("catastrophic", "negligible", "disastrous")),
      one(anyOf(is("hazardNouns"), literal("effect", "effects", "outcomes", "consequences"))),
    ],
  },
  {
    finds: "a severe hazard; a high-risk failure; a likely hazard",
    steps: [degree, one(word), upTo(1, risk), one(literal("hazard", "hazards"))],
  },
  {
    finds: "a high-risk failure",
    steps: [degree, one(word), one(risk), one(is("hazardNouns"))],
  },
];
