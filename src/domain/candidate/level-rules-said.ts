import { anyOf, between, literal, one, upTo } from "../text/phrase.ts";
import {
  is,
  number,
  except,
  rated,
  word,
  degree,
  verb,
  filler,
  sign,
  before,
  holds,
  describesNext,
  inWords,
  type LevelRule,
} from "./level-phrase.ts";

export const bySubject: readonly LevelRule[] = [
  {
    finds: "this is a high risk; it would be of low likelihood; that is very high-risk",
    steps: [
      one(is("pronouns", "hazardNouns")),
      between(1, 3, anyOf(verb, is("poses"))),
      upTo(5, anyOf(filler, literal("of"))),
      degree,
      one(anyOf(word, is("nothing"))),
      one(rated),
    ],
    unless: describesNext,
  },
  {
    finds: "the harm is minor; the hazard was rated 4; the failure rated major",
    steps: [
      one(is("hazardNouns")),
      between(1, 4, anyOf(verb, is("rating"), sign)),
      upTo(4, filler),
      degree,
      one(anyOf(word, number)),
    ],
    unless: (place) =>
      describesNext(place) ||
      holds([before(place)], is("clinical")) ||
      (holds(inWords(place).slice(-1), number) && !holds(inWords(place), is("rating"))),
  },
  {
    finds: "this is catastrophic; this is rated 4; it is acceptable; this is unlikely",
    steps: [
      one(is("pronouns")),
      between(1, 3, anyOf(verb, is("rating"))),
      upTo(4, filler),
      degree,
      one(
        anyOf(
          is("verdicts"),
          literal("likely", "unlikely", "improbable", "probable"),
          literal("catastrophic", "major", "considerable", "negligible", "disastrous"),
        ),
      ),
    ],
    // What may or may not be so is asked, not stated: `ask again when it is unlikely`.
    unless: (place) =>
      describesNext(place) ||
      holds([before(place)], literal("when", "until", "if", "unless", "whether")),
  },
  {
    finds: "this is rated high; this scores 4",
    steps: [
      one(literal("this", "hazard")),
      upTo(2, verb),
      one(anyOf(is("rating"), literal("scores", "rates", "ranks"))),
      upTo(3, filler),
      degree,
      one(anyOf(word, number)),
    ],
    unless: describesNext,
  },
];

export const occurrence: readonly LevelRule[] = [
  {
    finds: "very unlikely to happen; almost certain to occur",
    steps: [
      degree,
      one(is("chances", "certain")),
      one(literal("to")),
      upTo(1, literal("be", "ever", "actually")),
      one(is("happening")),
    ],
  },
  {
    finds: "unlikely to cause any harm; likely to result in death",
    steps: [
      degree,
      one(is("chances", "certain")),
      one(literal("to")),
      one(literal("cause", "result", "lead", "do", "be", "harm", "kill", "injure")),
      upTo(
        4,
        except(({ kind }) => kind === "word", literal("harm", "death", "injury", "harmful")),
      ),
      one(literal("harm", "death", "injury", "harmful", "patients", "patient", "fatal")),
    ],
  },
  {
    finds: "this rarely happens; the error will seldom occur",
    steps: [
      one(is("pronouns", "hazardNouns")),
      upTo(2, verb),
      degree,
      one(is("seldom")),
      one(is("happening")),
    ],
  },
  {
    finds: "this never happens",
    steps: [
      one(anyOf(literal("this"), is("hazardNouns"))),
      upTo(2, verb),
      one(literal("never", "always")),
      one(is("happening")),
    ],
  },
  {
    finds: "this occurs rarely; the failure happens very often",
    steps: [
      one(is("pronouns", "hazardNouns")),
      upTo(2, verb),
      one(is("happening")),
      degree,
      one(anyOf(is("seldom"), literal("daily", "weekly", "monthly", "yearly"))),
    ],
  },
  {
    finds: "harm is very likely; death is unlikely",
    steps: [
      one(literal("harm", "death", "injury", "occurrence", "recurrence")),
      between(1, 2, verb),
      degree,
      one(is("chances", "certain")),
    ],
    unless: describesNext,
  },
];
