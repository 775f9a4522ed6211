import type { ShownProduct } from "../../app/product/show.ts";
import { facetKinds } from "../../domain/facet/kinds.ts";
import type { Facet } from "../../domain/facet/vocabulary.ts";
import { createFields, type ChoiceField, type Fields, type TextField } from "./field.ts";
import { problemAt, type Problem } from "./frame.ts";
import { rowsOf, fieldsOfFunction } from "./read-corrections.ts";
import { nothingTyped, typedOr, type Typed } from "./typed.ts";
import { facetKindWords } from "./words.ts";

/** What a box or an option stands for: `capability:triage`. */
const valueOf = ({ kind, id }: Pick<Facet, "kind" | "id">): string => `${kind}:${id}`;

type Option = { readonly value: string; readonly label: string; readonly isChosen: boolean };
type Said = { readonly by: ChoiceField; readonly words: TextField };
/** One point that was missed. Several may be added at once, each in fields of its own. */
type MissedRow = Said & {
  readonly id: string;
  readonly label: string;
  readonly groups: readonly { readonly label: string; readonly options: readonly Option[] }[];
  readonly problem: string | null;
};
export type CorrectionsForm = {
  readonly seen: string;
  readonly missed: readonly MissedRow[];
  readonly functions: readonly Said[];
  readonly isOpen: boolean;
  readonly areFunctionsOpen: boolean;
};
export type CorrectionsInput = {
  readonly facets: readonly Facet[];
  readonly typed?: Typed;
  readonly problems?: readonly Problem[];
};

export type Box = { readonly id: string; readonly value: string; readonly isTicked: boolean };
type TypedInput = Pick<CorrectionsInput, "typed">;
const boxOf = (name: string, id: string, value: string, { typed = nothingTyped }: TypedInput) => ({
  id,
  value,
  isTicked: typed.texts(name).includes(value),
});

/** The box by which a facet that was read is struck. */
export const strikeBox = (facet: Pick<Facet, "kind" | "id">, input: TypedInput): Box =>
  boxOf("strike", `strike-${facet.kind}-${facet.id}`, valueOf(facet), input);

/** The box by which a facet is so after all: one that was read as denied, or was struck. */
export const contestBox = (facet: Pick<Facet, "kind" | "id">, input: TypedInput): Box =>
  boxOf("contest", `contest-${facet.kind}-${facet.id}`, valueOf(facet), input);

/** The box by which a function that was struck is one again. */
export const takeBackBox = (words: string, number: number, input: TypedInput): Box =>
  boxOf("take-back", `take-back-${number}`, words, input);

type Fn = ShownProduct["profile"]["functions"][number];
/** The box by which a function is struck, and the field in which it is said otherwise. */
export function correctFunction(
  fn: Fn,
  input: CorrectionsInput,
): { strike: Box; called: TextField } {
  const { value, called } = fieldsOfFunction(fn);
  const fields = createFields(input.typed ?? nothingTyped, input.problems ?? []);
  return {
    strike: boxOf("strike-function", `strike-${fn.key}`, value, input),
    called: fields.text(called, `Function ${fn.key.slice(1)} in other words`),
  };
}

const sayWho = (fields: Fields, id: string): ChoiceField =>
  fields.choice(id, "Who says so?", [
    {
      value: "description",
      label: "The description",
      means: "Copy the words from it, at most 25.",
    },
    { value: "maker", label: "The maker told us", means: "Say it in a sentence." },
  ]);

/** What was missed: chosen from the vocabulary, with the words that say so; nothing is chosen beforehand. */
export function presentCorrections(
  { hash, profile }: Pick<ShownProduct, "hash" | "profile">,
  { facets, typed = nothingTyped, problems = [] }: CorrectionsInput,
): CorrectionsForm {
  const fields = createFields(typed, problems);
  const read = new Set(profile.facets.map(valueOf));
  const options = facets.filter((facet) => !read.has(valueOf(facet)));
  const groupsOf = (chosen: string): MissedRow["groups"] =>
    facetKinds
      .map((kind) => ({
        label: facetKindWords[kind],
        options: options
          .filter((facet) => facet.kind === kind)
          .map((facet) => {
            const value = valueOf(facet);
            return { value, label: facet.label, isChosen: value === chosen };
          })
          .sort((a, b) => a.label.localeCompare(b.label, "en-GB")),
      }))
      .filter((group) => group.options.length > 0);
  const isTyped = (...ids: string[]): boolean =>
    ids.some((id) => typed.text(id) !== "" || problemAt(problems, id) !== null);
  return {
    seen: hash,
    missed: rowsOf.facets.map(({ missed, by, words, number }) => ({
      id: missed,
      label: number === 1 ? "What was missed" : `What was missed, ${number}`,
      groups: groupsOf(typedOr(typed, missed, "")),
      problem: problemAt(problems, missed),
      by: sayWho(fields, by),
      words: fields.text(words, "The words that say so"),
    })),
    functions: rowsOf.functions.map(({ by, words, number }) => ({
      by: sayWho(fields, by),
      words: fields.text(
        words,
        number === 1 ? "What the product does" : `What the product does, ${number}`,
      ),
    })),
    isOpen: problems.length > 0 || rowsOf.facets.some((row) => isTyped(row.missed, row.words)),
    areFunctionsOpen: rowsOf.functions.some((row) => isTyped(row.by, row.words)),
  };
}
