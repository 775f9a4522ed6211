import { z } from "zod";
import { causeKinds, conditions, controlOwners, controlTypes } from "../bank/entry.ts";
import type { Evidence, HazardContent, LoggedCause, LoggedControl } from "./content.ts";

/** People write what they need; the limit only keeps a whole document out of one field. */
const line = z.string().trim().min(1, { error: "expected some text" }).max(1_000);
const number = z.int().min(1);
const numbers = z.array(number).max(50);

const fields = {
  name: line.max(200),
  hazard: line,
  effect: line,
  harm: line,
  exposed: z.string().trim().max(1_000),
  condition: z.enum(conditions),
} as const;
const cause = { text: line, kind: z.enum(causeKinds) } as const;
const control = {
  text: line,
  type: z.enum(controlTypes),
  owner: z.enum(controlOwners),
  worksIf: z.string().trim().max(1_000),
} as const;

/** Key or name of a planned place; empty where it belongs as it was suggested. */
const place = z.string().trim().max(1_000);
/** Numbers of the causes that a control acts on. */
const actsOn = numbers.min(1, { error: "expected the number of at least one cause" });
/** One that is given empty is taken out; one that is not named stays. */
const $EvidenceEdit = z.strictObject({
  implemented: z.string().trim().max(1_000).optional(),
  works: z.string().trim().max(1_000).optional(),
});

/** New words for what is there already; what is not named stays. */
export const $Edits = z.strictObject({
  ...z.strictObject(fields).partial().shape,
  place: place.optional(),
  causes: z
    .array(z.strictObject({ number, ...z.strictObject(cause).partial().shape }))
    .max(50)
    .default([]),
  controls: z
    .array(
      z.strictObject({
        number,
        ...z.strictObject(control).partial().shape,
        actsOn: actsOn.optional(),
        evidence: $EvidenceEdit.optional(),
      }),
    )
    .max(50)
    .default([]),
});
export type Edits = z.infer<typeof $Edits>;

const $NewCause = z.strictObject(cause);
const $NewControl = z.strictObject({
  ...control,
  worksIf: control.worksIf.default(""),
  actsOn,
});

/** Edits of a hazard may also add and remove causes and controls. */
export const $HazardEdits = $Edits.extend({
  addCauses: z.array($NewCause).max(20).default([]),
  addControls: z.array($NewControl).max(20).default([]),
  removeCauses: numbers.default([]),
  removeControls: numbers.default([]),
});
export type HazardEdits = z.infer<typeof $HazardEdits>;

/** A hazard that a person writes; causes are counted from 1 in the order given. */
export const $WrittenHazard = z.strictObject({
  ...fields,
  exposed: fields.exposed.default(""),
  condition: fields.condition.default("normal"),
  place: place.optional(),
  causes: z.array($NewCause).min(1, { error: "expected at least one cause" }).max(20),
  controls: z.array($NewControl).max(20).default([]),
});
export type WrittenHazard = z.infer<typeof $WrittenHazard>;

/** Why a change of a hazard is refused, in a sentence. */
export type Refused = { readonly refused: string };
export const isRefused = (made: HazardContent | Refused): made is Refused => "refused" in made;

/** The first number of `asked` that stands for nothing in `list`, in a sentence. */
export function refuseUnknown(
  what: "cause" | "control" | "action",
  list: readonly { number: number }[],
  asked: readonly number[],
): Refused | null {
  const known = list.map((item) => item.number);
  const unknown = asked.find((wanted) => !known.includes(wanted));
  if (unknown === undefined) return null;
  const has = known.length === 0 ? `no ${what}` : `${what}s ${known.join(", ")}`;
  return { refused: `There is no ${what} ${unknown} here; there is ${has}.` };
}

/** Of two edits of one thing only one could hold. */
function refuseTwice(
  what: "cause" | "control",
  edits: readonly { number: number }[],
): Refused | null {
  const twice = edits.find(({ number }, i) => edits.findIndex((e) => e.number === number) < i);
  if (twice === undefined) return null;
  return { refused: `The edit words ${what} ${twice.number} anew twice: give it once.` };
}

/** Where a person says that it belongs, by name; with an empty name, as it was suggested. */
export function placeIn(
  { place: before, ...content }: HazardContent,
  asked: string | undefined,
): HazardContent {
  const name = asked ?? before ?? "";
  return name === "" ? content : { ...content, place: name };
}

/** Both kinds of evidence are asked for the maker's measures only (DCB0129 6.3.1–6.3.3). */
function refuseEvidence(content: HazardContent, edits: Edits["controls"]): Refused | null {
  const others = edits.find(({ number, owner, evidence = {} }) => {
    const given = Object.values(evidence).some((text) => text !== undefined && text !== "");
    const item = content.controls.find((control) => control.number === number);
    return given && item !== undefined && (owner ?? item.owner) !== "maker";
  });
  if (others === undefined) return null;
  return {
    refused: `Control ${others.number} is not the maker's: evidence that it is implemented and that it works is kept for the maker's measures only (DCB0129 6.3). Say whose it is first, or leave the evidence out.`,
  };
}

/** The evidence of a control after an edit; absent where none is left. */
function editEvidence(
  before: Evidence | undefined,
  edit: z.infer<typeof $EvidenceEdit> = {},
): { evidence?: Evidence } {
  const implemented = edit.implemented ?? before?.implemented ?? "";
  const works = edit.works ?? before?.works ?? "";
  if (implemented === "" && works === "") return {};
  return {
    evidence: {
      ...(implemented === "" ? {} : { implemented }),
      ...(works === "" ? {} : { works }),
    },
  };
}

/** Puts new words in place of old ones. A control that is reworded has to be confirmed again. */
export function applyEdits(content: HazardContent, edits: Edits): HazardContent | Refused {
  const { causes, controls, place: asked, ...words } = edits;
  const refusal =
    refuseUnknown(
      "cause",
      content.causes,
      causes.map((edit) => edit.number),
    ) ??
    refuseUnknown(
      "control",
      content.controls,
      controls.map((edit) => edit.number),
    ) ??
    refuseUnknown(
      "cause",
      content.causes,
      controls.flatMap((edit) => edit.actsOn ?? []),
    ) ??
    refuseTwice("cause", causes) ??
    refuseTwice("control", controls) ??
    refuseEvidence(content, controls);
  if (refusal !== null) return refusal;
  return {
    ...placeIn(content, asked),
    name: words.name ?? content.name,
    hazard: words.hazard ?? content.hazard,
    effect: words.effect ?? content.effect,
    harm: words.harm ?? content.harm,
    exposed: words.exposed ?? content.exposed,
    condition: words.condition ?? content.condition,
    causes: content.causes.map((item): LoggedCause => {
      const edit = causes.find((other) => other.number === item.number);
      return { ...item, text: edit?.text ?? item.text, kind: edit?.kind ?? item.kind };
    }),
    controls: content.controls.map((item): LoggedControl => {
      const edit = controls.find((other) => other.number === item.number);
      if (edit === undefined) return item;
      const { evidence, ...kept } = item;
      const edited = {
        ...kept,
        ...editEvidence(evidence, edit.evidence),
        text: edit.text ?? item.text,
        type: edit.type ?? item.type,
        owner: edit.owner ?? item.owner,
        worksIf: edit.worksIf ?? item.worksIf,
        actsOn: edit.actsOn === undefined ? item.actsOn : unique(edit.actsOn),
      };
      const reworded = edited.text !== item.text || edited.type !== item.type;
      return reworded ? { ...edited, basis: "proposed", state: "proposed" } : edited;
    }),
  };
}

/** Edits, then additions and removals. A hazard keeps a cause, and a control one that it acts on. */
export function editHazard(content: HazardContent, edits: HazardEdits): HazardContent | Refused {
  const { addCauses, addControls, removeCauses, removeControls, ...reworded } = edits;
  const edited = applyEdits(content, reworded);
  if (isRefused(edited)) return edited;
  const unknown =
    refuseUnknown("cause", content.causes, removeCauses) ??
    refuseUnknown("control", content.controls, removeControls);
  if (unknown !== null) return unknown;
  const grown = addWritten(edited, addCauses, addControls);
  if (isRefused(grown)) return grown;
  return remove(grown, removeCauses, removeControls);
}

/** Adds causes and controls that a person wrote. */
export function addWritten(
  content: HazardContent,
  addCauses: readonly z.infer<typeof $NewCause>[],
  addControls: readonly z.infer<typeof $NewControl>[],
): HazardContent | Refused {
  const { taken } = content;
  const causes = [
    ...content.causes,
    ...addCauses.map((item, i) => ({ ...item, number: taken.causes + i + 1, from: null })),
  ];
  const refusal = refuseUnknown(
    "cause",
    causes,
    addControls.flatMap((item) => item.actsOn),
  );
  if (refusal !== null) return refusal;
  const controls = [
    ...content.controls,
    ...addControls.map((item, i): LoggedControl => ({
      ...item,
      actsOn: unique(item.actsOn),
      number: taken.controls + i + 1,
      basis: "proposed",
      state: "proposed",
      from: null,
    })),
  ];
  return {
    ...content,
    causes,
    controls,
    taken: {
      ...taken,
      causes: taken.causes + addCauses.length,
      controls: taken.controls + addControls.length,
    },
  };
}

/** Takes causes and controls out of the hazard as it stands; earlier versions keep them. */
export function remove(
  content: HazardContent,
  removeCauses: readonly number[],
  removeControls: readonly number[],
): HazardContent | Refused {
  const causes = content.causes.filter((item) => !removeCauses.includes(item.number));
  if (causes.length === 0) {
    return {
      refused: "A hazard keeps at least one cause: add another before this one is removed.",
    };
  }
  const controls = content.controls
    .filter((item) => !removeControls.includes(item.number))
    .map((item) => ({
      ...item,
      actsOn: item.actsOn.filter((cause) => !removeCauses.includes(cause)),
    }));
  const idle = controls.find((item) => item.actsOn.length === 0);
  if (idle !== undefined) {
    return {
      refused: `Control ${idle.number} acts on no other cause: link it to one, or remove it too.`,
    };
  }
  return { ...content, causes, controls };
}

export const unique = (values: readonly number[]): number[] =>
  [...new Set(values)].sort((a, b) => a - b);
