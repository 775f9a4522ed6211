import { causeKinds, controlOwners, controlTypes } from "../../bank/entry.ts";
import { kindWords, ownerWords, typeWords } from "../workbook/words.ts";
import type { ProposedAddition } from "./proposal.ts";

/** Something that a new thing needs and its cells do not say: a person says it. */
export type Missing = {
  /** `kind`; of a thing that came with a new hazard `2.kind`. */
  readonly key: string;
  readonly label: string;
  /** Null where any text does. */
  readonly choices: readonly { readonly value: string; readonly label: string }[] | null;
};

const choices = (codes: readonly string[], words: Readonly<Record<string, string>>) =>
  codes.map((value) => ({ value, label: words[value] ?? value }));

const owners = choices(controlOwners, ownerWords);
const needed: Readonly<Record<string, readonly (Omit<Missing, "key"> & { field: string })[]>> = {
  hazard: [
    { field: "name", label: "name", choices: null },
    { field: "hazard", label: "the hazard in one sentence", choices: null },
    { field: "effect", label: "effect", choices: null },
    { field: "harm", label: "harm", choices: null },
  ],
  cause: [
    { field: "text", label: "its text", choices: null },
    { field: "kind", label: "kind", choices: choices(causeKinds, kindWords) },
  ],
  control: [
    { field: "text", label: "its text", choices: null },
    { field: "type", label: "type", choices: choices(controlTypes, typeWords) },
    { field: "owner", label: "owner", choices: owners },
    { field: "actsOn", label: "causes that it acts on, such as 1, 2", choices: null },
  ],
  action: [
    { field: "summary", label: "what is to be done", choices: null },
    { field: "owner", label: "who does it", choices: null },
    { field: "party", label: "whose it is", choices: owners },
  ],
};

/** What has to be said about an addition before it can be taken. */
export function missingIn({ of, values, things }: ProposedAddition): Missing[] {
  const lacking = (kind: string, said: Readonly<Record<string, string>>, before = "", name = "") =>
    (needed[kind] ?? [])
      .filter(({ field }) => (said[field] ?? "").trim() === "")
      .map(({ field, label, choices: some }) => ({
        key: `${before}${field}`,
        label: `${name}${label}`,
        choices: some,
      }));
  const hasCause = of !== "hazard" || things.some((thing) => thing.of === "cause");
  return [
    ...lacking(of, values),
    ...things.flatMap((thing, i) =>
      thing.of === "action"
        ? []
        : lacking(thing.of, thing.values, `${i + 1}.`, `${thing.of} ${i + 1}, `),
    ),
    ...(hasCause ? [] : lacking("cause", {}, "0.", "a cause, ")),
  ];
}
