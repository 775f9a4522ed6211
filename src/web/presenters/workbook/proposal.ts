import type { ShownProposal } from "../../../app/workbook/show.ts";
import { isScore } from "../../../domain/hazard/returned/proposal.ts";
import { missingIn } from "../../../domain/hazard/returned/missing.ts";
import { ruleOf } from "../../../domain/hazard/workbook/fields.ts";
import { sayPerson } from "../account.ts";
import { createFields, type ChoiceField, type TextField } from "../field.ts";
import type { Problem } from "../frame.ts";
import type { Typed } from "../typed.ts";
import { capitalise, sayTime } from "../words.ts";

type Value = { readonly label: string; readonly text: string };
export type ProposalItem = {
  readonly number: number;
  readonly label: string;
  readonly cells: string;
  readonly hash: string;
  /** As sent, as returned, and as the log says now; of something new what it says, field by field. */
  readonly values: readonly Value[];
  /** What makes a person look twice. */
  readonly conflicts: readonly string[];
  /** That the log says so already. */
  readonly already: boolean;
  readonly isScore: boolean;
  readonly ticked: boolean;
  /** What the cells leave open of something new. */
  readonly texts: readonly TextField[];
  readonly choices: readonly ChoiceField[];
  /** Who left or took it; empty while nobody did. */
  readonly decided: string;
  readonly reason: string;
};

const conflictWords = {
  log: "The log says something else by now than was sent: taking it replaces that.",
  cells: "Another cell says something else of the same field: take one of them.",
} as const;

const nothing = "(nothing)";
const orNothing = (text: string): string => (text.trim() === "" ? nothing : text);

const saidBy = (of: ShownProposal["content"]["of"], field: string, value: string): string =>
  orNothing(ruleOf({ of, field }).say(value));

const fieldsOf = (
  of: ShownProposal["content"]["of"],
  values: Readonly<Record<string, string>>,
  before = "",
): Value[] =>
  Object.entries(values).map(([field, value]) => ({
    label: capitalise(`${before}${ruleOf({ of, field }).label}`),
    text: saidBy(of, field, value),
  }));

function valuesOf({ content, now }: ShownProposal): Value[] {
  if (content.kind === "change") {
    const { of, field, sent, returned } = content;
    return [
      { label: "As sent", text: saidBy(of, field, sent) },
      { label: "As returned", text: saidBy(of, field, returned) },
      {
        label: "The log now",
        text: now === null ? "(it is not there any more)" : saidBy(of, field, now),
      },
    ];
  }
  return [
    ...fieldsOf(content.of, content.values),
    ...content.things.flatMap((thing, i) =>
      fieldsOf(thing.of, thing.values, `${thing.of} ${i + 1}, `),
    ),
  ];
}

/** The name of the field in which a person says what a cell leaves open. */
export const givenName = (number: number, key: string): string => `given-${number}-${key}`;

const sayDecided = ({ decided }: ShownProposal): string =>
  decided === null
    ? ""
    : `${decided.verb === "take" ? "Taken" : "Left"} by ${sayPerson(decided.by)}, ${sayTime(decided.at)}`;

/** What one proposal says, and what a person may answer; nothing is ticked or chosen beforehand. */
export function presentProposal(
  proposal: ShownProposal,
  typed: Typed,
  problems: readonly Problem[],
): ProposalItem {
  const { number, label, content, hash, conflict, already, decided, state } = proposal;
  const fields = createFields(typed, problems);
  const missing =
    content.kind === "change" || state === "taken"
      ? []
      : missingIn(content).map((one) => ({ ...one, id: givenName(number, one.key) }));
  return {
    number,
    label: capitalise(label),
    cells: content.cells.join(", "),
    hash,
    values: valuesOf(proposal),
    conflicts: state === "taken" ? [] : conflict.map((one) => conflictWords[one]),
    already: already && state !== "taken",
    isScore: isScore(content),
    ticked: typed.texts("tick").includes(String(number)),
    texts: missing.flatMap((one) =>
      one.choices === null ? [fields.text(one.id, capitalise(one.label))] : [],
    ),
    choices: missing.flatMap((one) =>
      one.choices === null
        ? []
        : [
            fields.choice(
              one.id,
              capitalise(one.label),
              one.choices.map((choice) => ({ ...choice, means: "" })),
            ),
          ],
    ),
    decided: sayDecided(proposal),
    reason: decided?.reason ?? "",
  };
}
