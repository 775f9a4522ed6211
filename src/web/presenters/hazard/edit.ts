import type { PlannedPlace } from "../../../app/coverage/planned.ts";
import type { ShownHazard } from "../../../app/hazard/show.ts";
import { causeKinds, controlOwners, controlTypes } from "../../../domain/bank/entry.ts";
import type { AccountForm } from "../account.ts";
import { hazardAt, hazardEditAt } from "../addresses.ts";
import { choicesOf, createFields, type ChoiceField, type TextField } from "../field.ts";
import { problemAt, type Problem } from "../frame.ts";
import { nothingTyped, type Typed } from "../typed.ts";
import { causeKindWords, controlTypeWords, nameNumbers, ownerWords } from "../words.ts";
import { conditionChoices } from "./add.ts";
import {
  presentPlaceField,
  sayBelonging,
  type PlaceField,
  type SaidBelonging,
} from "./belonging.ts";
import { countRows, presentRows, type Rows } from "./rows.ts";
import { presentSince, type SinceBlock } from "./since.ts";

type Removal = { readonly id: string; readonly checked: boolean; readonly problem: string | null };
export type HazardEditPage = {
  readonly ref: string;
  readonly address: string;
  readonly back: string;
  readonly withdrawn: boolean;
  readonly since: SinceBlock | null;
  readonly fields: readonly TextField[];
  readonly condition: ChoiceField;
  readonly place: PlaceField;
  readonly causes: readonly {
    readonly number: number;
    readonly text: TextField;
    readonly kind: ChoiceField;
    readonly remove: Removal;
  }[];
  readonly controls: readonly {
    readonly number: number;
    readonly text: TextField;
    readonly type: ChoiceField;
    readonly owner: ChoiceField;
    readonly works: TextField;
    /** `acts on causes 1 and 2`. */
    readonly actsOn: string;
    readonly remove: Removal;
  }[];
  readonly rows: Rows;
  readonly why: TextField;
  readonly naming: AccountForm | null;
  readonly seen: string;
  readonly key: string;
};

export const editableFields = [
  ["name", "Name in the log"],
  ["hazard", "Hazard"],
  ["effect", "Effect"],
  ["harm", "Harm"],
  ["exposed", "More exposed"],
] as const;

/** The hazard as it stands in fields, to be worded anew; removals and additions are chosen by hand. */
export function presentHazardEdit(input: {
  readonly shown: ShownHazard;
  readonly key: string;
  readonly naming: AccountForm | null;
  readonly typed?: Typed;
  readonly pressed?: string;
  /** Places that are planned for the latest version. */
  readonly places?: readonly PlannedPlace[];
  readonly problems?: readonly Problem[];
}): HazardEditPage {
  const { shown, key, naming, pressed = "", problems = [] } = input;
  const { product, hazard } = shown;
  const typed = changedOnly(input.typed ?? nothingTyped, shown);
  const fields = createFields(typed, problems);
  const wasSeen = typed.text("seen") === hazard.hash;
  const removal = (what: "cause" | "control", number: number): Removal => ({
    id: `remove-${what}-${number}`,
    checked: wasSeen && typed.texts(`remove-${what}s`).includes(String(number)),
    problem: problemAt(problems, `remove-${what}-${number}`),
  });
  return {
    ref: hazard.ref,
    address: hazardEditAt(product.slug, hazard.ref),
    back: hazardAt(product.slug, hazard.ref),
    withdrawn: hazard.status === "withdrawn",
    since: presentSince(shown, typed.text("seen")),
    fields: editableFields.map(([field, label]) =>
      fields.text(`edit-${field}`, label, hazard[field]),
    ),
    condition: fields.choice("edit-condition", "Arises in", conditionChoices, hazard.condition),
    place: presentPlaceField(
      "edit-place",
      sayAsItIs(sayBelonging(shown)),
      input.places ?? [],
      typed,
      problems,
    ),
    causes: hazard.causes.map(({ number, text, kind }) => ({
      number,
      text: fields.text(`edit-cause-${number}`, `Cause ${number}`, text),
      kind: fields.choice(
        `edit-cause-${number}-kind`,
        `Kind of cause ${number}`,
        choicesOf(causeKinds, causeKindWords),
        kind,
      ),
      remove: removal("cause", number),
    })),
    controls: hazard.controls.map(({ number, text, type, owner, worksIf, actsOn }) => ({
      number,
      text: fields.text(`edit-control-${number}`, `Control ${number}`, text),
      type: fields.choice(
        `edit-control-${number}-type`,
        `Type of control ${number}`,
        choicesOf(controlTypes, controlTypeWords),
        type,
      ),
      owner: fields.choice(
        `edit-control-${number}-owner`,
        `Whose is control ${number}`,
        choicesOf(controlOwners, ownerWords),
        owner,
      ),
      works: fields.text(`edit-control-${number}-works`, `Control ${number} works if`, worksIf),
      actsOn: `acts on ${nameNumbers("cause", actsOn)}`,
      remove: removal("control", number),
    })),
    rows: presentRows(
      typed,
      problems,
      countRows(typed, pressed, { causes: 1, controls: 1 }),
      hazard.causes,
    ),
    why: fields.text("edit-text", "Why (optional)"),
    naming,
    seen: hazard.hash,
    key,
  };
}

const sayAsItIs = (place: SaidBelonging | null): string =>
  place === null
    ? "No place, as it is"
    : `${place.said ? "As it is" : "As it was suggested"}: ${place.name}`;

/**
 * What the person changed of what they were shown. Where somebody else changed the hazard meanwhile,
 * a field that this person left alone shows what stands now, and is not put back by sending it again.
 */
function changedOnly(typed: Typed, { versions }: ShownHazard): Typed {
  const shown = versions.find(({ hash }) => hash === typed.text("seen"))?.content;
  if (shown === undefined) return typed;
  const left = new Map<string, string>([
    ...editableFields.map(([field]) => [`edit-${field}`, shown[field]] as const),
    ["edit-condition", shown.condition],
    ...shown.causes.flatMap(({ number, text, kind }) => [
      [`edit-cause-${number}`, text] as const,
      [`edit-cause-${number}-kind`, kind] as const,
    ]),
    ...shown.controls.flatMap(({ number, text, type, owner, worksIf }) => [
      [`edit-control-${number}`, text] as const,
      [`edit-control-${number}-type`, type] as const,
      [`edit-control-${number}-owner`, owner] as const,
      [`edit-control-${number}-works`, worksIf] as const,
    ]),
  ]);
  const texts = (name: string): readonly string[] => {
    const sent = typed.texts(name);
    return sent[0] !== undefined && sent[0] === left.get(name) ? [] : sent;
  };
  return { texts, text: (name) => texts(name)[0] ?? "" };
}
