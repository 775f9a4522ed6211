import type { HazardContent } from "../content.ts";
import type { ProposalContent, ProposedAddition, ProposedChange } from "./proposal.ts";

/** One proposal that a person takes, with what they said that the cells do not. */
export type Taken = {
  readonly number: number;
  readonly content: ProposalContent;
  /** Values by field, for what the cells leave open. */
  readonly given: Readonly<Record<string, string>>;
};

type Values = Readonly<Record<string, string>>;
export type LooseEdit = Readonly<Record<string, unknown>>;

export const isChange = (content: ProposalContent): content is ProposedChange =>
  content.kind === "change";
export const isAddition = (content: ProposalContent): content is ProposedAddition =>
  content.kind === "addition";

/** `1, 2` → [1, 2]. */
const numbersIn = (text: string): number[] =>
  text
    .split(",")
    .map((part) => Number(part.trim().replace(/^C/iu, "")))
    .filter((number) => number > 0);

/** What a new thing says, with what the person gave where its cells say nothing. */
export const valuesOf = ({ values }: { readonly values: Values }, given: Values): Values => ({
  ...given,
  ...values,
});

const blankless = (values: Values, fields: readonly string[]): LooseEdit =>
  Object.fromEntries(
    fields.flatMap((field) => (values[field] === undefined ? [] : [[field, values[field]]])),
  );

/** A cause and a control as an edit adds them; what is missing is for the edit's own schema to say. */
export const newCause = (values: Values): LooseEdit => blankless(values, ["text", "kind"]);
export const newControl = (values: Values): LooseEdit => ({
  ...blankless(values, ["text", "type", "owner", "worksIf"]),
  actsOn: numbersIn(values["actsOn"] ?? ""),
});
export const newAction = (values: Values): LooseEdit => ({
  ...blankless(values, ["summary", "owner", "party"]),
  due: values["due"] === undefined || values["due"] === "" ? null : values["due"],
});

/** Fields of one thing under its number, several of them together. */
function byNumber(changes: readonly { number: number; said: LooseEdit }[]): LooseEdit[] {
  const made = new Map<number, LooseEdit>();
  for (const { number, said } of changes) {
    made.set(number, { number, ...made.get(number), ...said });
  }
  return [...made.values()];
}

const evidence = ["implemented", "works"];
const ownVerbs = ["state", "actsOn", "done", "status"];

/** What of the proposals is an edit of words, as `hazard.edit` takes it. */
export function wordEdits(taken: readonly Taken[]): LooseEdit {
  const changes = taken
    .map(({ content }) => content)
    .filter(isChange)
    .filter(({ field }) => !ownVerbs.includes(field));
  const of = (kind: ProposedChange["of"]) => changes.filter((change) => change.of === kind);
  const added = taken.flatMap(({ content, given }) =>
    isAddition(content) ? [{ of: content.of, values: valuesOf(content, given) }] : [],
  );
  const evidenceOf = (number: number): LooseEdit =>
    Object.fromEntries(
      of("control")
        .filter((change) => change.number === number && evidence.includes(change.field))
        .map(({ field, returned }) => [field, returned]),
    );
  return {
    ...Object.fromEntries(of("hazard").map(({ field, returned }) => [field, returned])),
    causes: byNumber(
      of("cause").map(({ number, field, returned }) => ({ number, said: { [field]: returned } })),
    ),
    controls: byNumber(
      of("control").map(({ number, field, returned }) => ({
        number,
        said: evidence.includes(field) ? { evidence: evidenceOf(number) } : { [field]: returned },
      })),
    ),
    addCauses: added.filter((one) => one.of === "cause").map(({ values }) => newCause(values)),
    addControls: added
      .filter((one) => one.of === "control")
      .map(({ values }) => newControl(values)),
  };
}

/** What of the proposals words actions anew. */
export const actionEdits = (taken: readonly Taken[]): LooseEdit[] =>
  byNumber(
    taken
      .map(({ content }) => content)
      .filter(isChange)
      .filter(({ of, field }) => of === "action" && field !== "done")
      .map(({ number, field, returned }) => ({
        number,
        said: { [field]: field === "due" && returned === "" ? null : returned },
      })),
  );

/** Pairs of control and cause that a list of causes says and the control does not have yet, or has no more. */
export function linksOf(
  content: HazardContent,
  { number, returned }: ProposedChange,
): { readonly added: readonly number[]; readonly removed: readonly number[] } {
  const before = content.controls.find((control) => control.number === number)?.actsOn ?? [];
  const after = numbersIn(returned);
  return {
    added: after.filter((cause) => !before.includes(cause)),
    removed: before.filter((cause) => !after.includes(cause)),
  };
}
