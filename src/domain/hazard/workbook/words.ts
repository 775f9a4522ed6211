import type { controlOwners, controlTypes, causeKinds } from "../../bank/entry.ts";
import type { HazardStatus, LoggedControl } from "../content.ts";

/** How a workbook says the closed lists of the log. A new member does not compile until it has a word. */
export const typeWords: Readonly<Record<(typeof controlTypes)[number], string>> = {
  design: "design",
  test: "test",
  training: "training",
  "business-process": "business process",
};
export const ownerWords: Readonly<Record<(typeof controlOwners)[number], string>> = {
  maker: "maker",
  deployer: "deployer",
  "third-party": "third party",
};
export const kindWords: Readonly<Record<(typeof causeKinds)[number], string>> = {
  software: "software",
  data: "data",
  human: "human",
  environment: "environment",
  organisation: "organisation",
  model: "AI model",
};
export const stateWords: Readonly<Record<LoggedControl["state"], string>> = {
  proposed: "proposed",
  existing: "existing",
};
export const statusWords: Readonly<Record<HazardStatus, string>> = {
  open: "Open",
  transferred: "Transferred",
  closed: "Closed",
  withdrawn: "Withdrawn",
};
export const doneWords = { yes: "yes", no: "no" } as const;

const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/gu, " ");

/** The member that a word stands for, whatever its case and hyphens; null when it stands for none. */
export const toCode = <C extends string>(
  words: Readonly<Record<C, string>>,
  text: string,
): C | null => {
  const entries = Object.entries(words) as [C, string][];
  const found = entries.find(
    ([code, word]) => plain(word) === plain(text) || plain(code) === plain(text),
  );
  return found?.[0] ?? null;
};

export const sayWords = (words: Readonly<Record<string, string>>): string =>
  Object.values(words).join(", ");
