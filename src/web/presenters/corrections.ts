import type { ShownProduct } from "../../app/product/show.ts";
import type { Facet } from "../../domain/facet/vocabulary.ts";
import { facetKinds } from "../../domain/facet/kinds.ts";
import { createFields, type ChoiceField, type TextField } from "./field.ts";
import { problemAt, type Problem } from "./frame.ts";
import { nothingTyped, typedOr, type Typed } from "./typed.ts";
import { facetKindWords } from "./words.ts";

/** What a box or an option stands for: `capability:triage`. */
const valueOf = ({ kind, id }: Pick<Facet, "kind" | "id">): string => `${kind}:${id}`;

export type CorrectionsForm = {
  readonly seen: string;
  readonly missed: {
    readonly groups: readonly {
      readonly label: string;
      readonly options: readonly {
        readonly value: string;
        readonly label: string;
        readonly isChosen: boolean;
      }[];
    }[];
    readonly problem: string | null;
  };
  readonly by: ChoiceField;
  readonly words: TextField;
  readonly isOpen: boolean;
};
export type CorrectionsInput = {
  readonly facets: readonly Facet[];
  readonly typed?: Typed;
  readonly problems?: readonly Problem[];
};

/** The box by which a facet that was read is struck. */
export const strikeBox = (
  facet: Pick<Facet, "kind" | "id">,
  { typed = nothingTyped }: Pick<CorrectionsInput, "typed">,
) => ({
  id: `strike-${facet.kind}-${facet.id}`,
  value: valueOf(facet),
  isTicked: typed.texts("strike").includes(valueOf(facet)),
});

/** What was missed: chosen from the vocabulary, with the words that say so; nothing is chosen beforehand. */
export function presentCorrections(
  { hash, profile }: Pick<ShownProduct, "hash" | "profile">,
  { facets, typed = nothingTyped, problems = [] }: CorrectionsInput,
): CorrectionsForm {
  const fields = createFields(typed, problems);
  const read = new Set(profile.facets.map(valueOf));
  const chosen = typedOr(typed, "missed", "");
  const options = facets
    .filter((facet) => !read.has(valueOf(facet)))
    .map((facet) => ({
      kind: facet.kind,
      value: valueOf(facet),
      label: facet.label,
      isChosen: valueOf(facet) === chosen,
    }));
  return {
    seen: hash,
    missed: {
      groups: facetKinds
        .map((kind) => ({
          label: facetKindWords[kind],
          options: options
            .filter((option) => option.kind === kind)
            .sort((a, b) => a.label.localeCompare(b.label, "en-GB")),
        }))
        .filter((group) => group.options.length > 0),
      problem: problemAt(problems, "missed"),
    },
    by: fields.choice("said-by", "Who says so?", [
      {
        value: "description",
        label: "The description",
        means: "Copy the words from it, at most 25.",
      },
      { value: "maker", label: "The maker told us", means: "Say it in a sentence." },
    ]),
    words: fields.text("missed-words", "The words that say so"),
    isOpen: problems.length > 0 || chosen !== "",
  };
}
