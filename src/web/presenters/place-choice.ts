import type { PlannedPlace } from "../../app/coverage/planned.ts";
import { phaseQuestions } from "../../domain/cell/prompts.ts";
import { guideWords } from "../../domain/facet/kinds.ts";
import { namePlace, sayFunction } from "./coverage/words.ts";
import { problemAt, type Problem } from "./frame.ts";
import { guideWordWords } from "./guide-words.ts";
import type { Typed } from "./typed.ts";
import { capitalise, lensWords } from "./words.ts";

type List = {
  readonly id: string;
  readonly label: string;
  /** What the first line says: nothing is chosen by it. */
  readonly first: string;
  readonly groups: readonly {
    readonly label: string;
    readonly options: readonly {
      readonly value: string;
      readonly label: string;
      readonly selected: boolean;
    }[];
  }[];
  readonly problem: string | null;
};
/** Two lists to choose a place from: what it is about, and which of its guide words, phases or people. */
export type PlaceField = { readonly of: List; readonly word: List };

const idOf = (id: string) => ({ of: `${id}-of`, word: `${id}-word` });
/** The ids of both lists. */
export const placeFieldIds = (id: string): readonly string[] => Object.values(idOf(id));

const isFunction = (of: string): boolean => of.startsWith("of ");
const isGuideWord = (word: string): boolean => guideWords.some((known) => known === word);
const isPhase = (word: string): boolean => Object.hasOwn(phaseQuestions, word);

/** What each list holds of a place: together they are its name. */
function halvesOf({ lens, name, guideWord, facet, functions: [fn] }: PlannedPlace) {
  if (lens === "function") return { of: `of ${fn?.label ?? ""}`, word: guideWord ?? "" };
  return { of: facet === null ? name : lens, word: facet ?? "" };
}

const unique = <T>(items: readonly T[], keyOf: (item: T) => string): T[] =>
  [...new Map(items.toReversed().map((item) => [keyOf(item), item])).values()].toReversed();

export function presentPlaceField(
  id: string,
  asItIs: string,
  places: readonly PlannedPlace[],
  typed: Typed,
  problems: readonly Problem[],
): PlaceField {
  const ids = idOf(id);
  const [chosenOf, chosenWord] = [typed.text(ids.of), typed.text(ids.word)];
  const groups = (
    found: readonly { group: string; value: string; label: string }[],
    chosen: string,
  ): List["groups"] =>
    [...Map.groupBy(found, ({ group }) => group)].map(([label, options]) => ({
      label,
      options: unique(options, ({ value }) => value).map((option) => ({
        value: option.value,
        label: option.label,
        selected: option.value === chosen,
      })),
    }));
  const about = places.map((place) => {
    const [fn] = place.functions;
    const { of: value } = halvesOf(place);
    if (place.lens === "function") {
      return {
        group: "One function",
        value,
        label: `${fn?.key ?? ""} ${sayFunction(fn?.label ?? "")}`,
      };
    }
    if (place.lens === "interaction") {
      return { group: capitalise(lensWords.interaction), value, label: namePlace(place) };
    }
    return { group: "Across functions", value, label: capitalise(lensWords[place.lens]) };
  });
  const words = places
    .filter(({ guideWord, facet }) => guideWord !== null || facet !== null)
    .map((place) => ({
      group: place.lens === "function" ? "When a function is" : `Of ${lensWords[place.lens]}`,
      value: halvesOf(place).word,
      label: namePlace(place),
    }));
  return {
    of: {
      id: ids.of,
      label: "Where it belongs",
      first: asItIs,
      groups: groups(about, chosenOf),
      problem: problemAt(problems, ids.of),
    },
    word: {
      id: ids.word,
      label: "In which respect",
      first: "Two functions, and others without one: leave this",
      groups: groups(words, chosenWord),
      problem: problemAt(problems, ids.word),
    },
  };
}

/** The name or key of the place that both lists say together; empty where neither says one. */
export function readPlaceField(id: string, typed: Typed): string {
  const ids = idOf(id);
  const [of, word] = [typed.text(ids.of).trim(), typed.text(ids.word).trim()];
  if (isFunction(of)) return `${word} ${of}`.trim();
  return [of, word].filter((part) => part !== "").join("/");
}

/** What the two lists say that do not go together; none where nothing is chosen. */
export function refusePlaceField(id: string, typed: Typed): Problem[] {
  const ids = idOf(id);
  const [of, word] = [typed.text(ids.of).trim(), typed.text(ids.word).trim()];
  const refuse = (text: string): Problem[] => [{ field: ids.word, text }];
  if (of === "" && word !== "") {
    return [{ field: ids.of, text: "Where it belongs: choose the function or lens too" }];
  }
  if (isFunction(of) && !isGuideWord(word)) {
    return refuse("Where it belongs: choose what goes wrong with that function, such as “Late”");
  }
  if (of === "life-cycle" && !isPhase(word)) {
    return refuse("Where it belongs: choose the phase of the life cycle, such as “Upgrade”");
  }
  if (of === "more-exposed" && (isPhase(word) || isGuideWord(word))) {
    return refuse("Where it belongs: choose who is more exposed, or leave it for anybody");
  }
  const goesAlone = of !== "" && !isFunction(of) && of !== "life-cycle" && of !== "more-exposed";
  return goesAlone && word !== ""
    ? refuse(`Where it belongs: this goes without “${sayWord(word)}”: leave the second list`)
    : [];
}

const sayWord = (word: string): string => {
  const known = guideWords.find((one) => one === word);
  return known === undefined ? capitalise(word.replaceAll("-", " ")) : guideWordWords[known].label;
};
