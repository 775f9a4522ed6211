import type { PlannedPlace } from "../../../app/coverage/planned.ts";
import { conditions } from "../../../domain/bank/entry.ts";
import { $WrittenHazard, type WrittenHazard } from "../../../domain/hazard/edits.ts";
import type { Product } from "../../../domain/product/product.ts";
import type { AccountForm } from "../account.ts";
import { hazardAddAt, logAt } from "../addresses.ts";
import { createFields, type ChoiceField, type TextField } from "../field.ts";
import type { Problem } from "../frame.ts";
import { nothingTyped, type Typed } from "../typed.ts";
import { capitalise, conditionWords } from "../words.ts";
import { presentPlaceField, type PlaceField } from "./belonging.ts";
import { countRows, presentRows, type Rows } from "./rows.ts";
import { placeOfWritten, readWritten, toProblems, type Place, type Written } from "./written.ts";

export type HazardAddPage = {
  readonly address: string;
  readonly log: string;
  readonly productName: string;
  readonly fields: readonly TextField[];
  readonly condition: ChoiceField;
  readonly place: PlaceField;
  readonly rows: Rows;
  readonly naming: AccountForm | null;
  readonly key: string;
};

const chain = [
  ["name", "Name in the log", "a name"],
  ["hazard", "Hazard: what goes wrong, in one sentence", "the hazard"],
  ["effect", "Effect on the care pathway", "the effect"],
  ["harm", "Harm to the patient", "the harm"],
  ["exposed", "Who is more exposed (optional)", "who is more exposed"],
] as const;
export const conditionChoices = conditions.map((value) => ({
  value,
  label: capitalise(conditionWords[value]),
  means: "",
}));

export function presentHazardAdd(input: {
  readonly product: Product;
  readonly key: string;
  readonly naming: AccountForm | null;
  readonly typed?: Typed;
  readonly pressed?: string;
  /** Places that are planned for the latest version. */
  readonly places?: readonly PlannedPlace[];
  readonly problems?: readonly Problem[];
}): HazardAddPage {
  const { product, key, naming, typed = nothingTyped, pressed = "", problems = [] } = input;
  const fields = createFields(typed, problems);
  return {
    address: hazardAddAt(product.slug),
    log: logAt(product.slug),
    productName: product.name,
    fields: chain.map(([field, label]) => fields.text(`hazard-${field}`, label)),
    condition: fields.choice("hazard-condition", "Arises in", conditionChoices),
    place: presentPlaceField("hazard-place", "No place", input.places ?? [], typed, problems),
    rows: presentRows(typed, problems, countRows(typed, pressed, { causes: 2, controls: 1 })),
    naming,
    key,
  };
}

type Read = {
  readonly content: WrittenHazard | null;
  readonly answers: Written["answers"];
  readonly problems: readonly Problem[];
};

/** The hazard that was written, or what is still to mend. */
export function readWrittenHazard(typed: Typed): Read {
  const written = readWritten(typed);
  const [name, hazard, effect, harm, exposed] = chain.map(([field]) =>
    typed.text(`hazard-${field}`),
  );
  const condition = typed.text("hazard-condition");
  const place = typed.text("hazard-place");
  const { causes, controls } = written;
  const parsed = $WrittenHazard.safeParse({
    ...{ name, hazard, effect, harm, exposed, condition },
    ...{ causes, controls, place },
  });
  if (parsed.success) {
    return {
      content: written.problems.length === 0 ? parsed.data : null,
      answers: written.answers,
      problems: written.problems,
    };
  }
  const placeOf = ([first, index, field]: readonly PropertyKey[]): Place | null => {
    if (first === "causes" && index === undefined) {
      return { id: "new-cause-1", label: "at least one cause" };
    }
    if (first === "causes") return placeOfWritten("cause", index, field, written);
    if (first === "controls") return placeOfWritten("control", index, field, written);
    if (first === "condition") return { id: "hazard-condition", label: "when it arises" };
    if (first === "place") return { id: "hazard-place", label: "where it belongs" };
    const found = chain.find(([known]) => known === first);
    return found === undefined ? null : { id: `hazard-${found[0]}`, label: found[2] };
  };
  return {
    content: null,
    answers: [],
    problems: [...toProblems(parsed.error.issues, placeOf), ...written.problems],
  };
}
