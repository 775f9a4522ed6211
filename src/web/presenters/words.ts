import type { BankEntry } from "../../domain/bank/entry.ts";
import type { Role } from "../../domain/actor/actor.ts";
import type { Nearness } from "../../domain/candidate/candidate.ts";
import type { FacetKind, Lens } from "../../domain/facet/kinds.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import type { RunState, RunStep } from "../../domain/run/step.ts";
import type { RejectCode, SuggestionState } from "../../domain/suggestion/suggestion.ts";

type Control = BankEntry["controls"][number];
type Cause = BankEntry["causes"][number];

/** How the pages say the closed lists of the domain. A new member does not compile until it has words. */
export const lensWords: Readonly<Record<Lens, string>> = {
  function: "one function",
  interaction: "two functions together",
  "third-party": "third party",
  "ai-life-cycle": "AI life cycle",
  "life-cycle": "life cycle",
  "more-exposed": "people more exposed",
  "human-factors": "human factors",
  "receiving-organisation": "receiving organisation",
};

export const conditionWords: Readonly<Record<Hazard["condition"], string>> = {
  normal: "normal condition",
  fault: "fault condition",
};

export const stateWords: Readonly<Record<SuggestionState, string>> = {
  pending: "waiting",
  accepted: "accepted",
  rejected: "rejected",
  merged: "merged",
  deferred: "deferred",
};

export const controlTypeWords: Readonly<Record<Control["type"], string>> = {
  design: "design",
  test: "test",
  training: "training",
  "business-process": "business process",
};

export const ownerWords: Readonly<Record<Control["owner"], string>> = {
  maker: "maker",
  deployer: "deployer",
  "third-party": "third-party supplier",
};

export const causeKindWords: Readonly<Record<Cause["kind"], string>> = {
  software: "software",
  data: "data",
  human: "human",
  environment: "environment",
  organisation: "organisation",
  model: "AI model",
};

export const controlStateWords: Readonly<Record<Hazard["controls"][number]["state"], string>> = {
  proposed: "not confirmed to exist",
  existing: "confirmed to exist",
};

/** The maker's view (DOMAIN §5); what the words do not say is said too. */
export const statusWords: Readonly<Record<Hazard["status"], { label: string; means: string }>> = {
  open: { label: "open", means: "Actions remain to be done." },
  transferred: {
    label: "transferred",
    means: "Only the deployer’s actions remain. It does not say that they accepted it.",
  },
  closed: {
    label: "closed",
    means: "All actions are done. It does not say that the risk is gone.",
  },
  withdrawn: {
    label: "withdrawn",
    means: "Taken out of the log before it was scored. Its number is not used again.",
  },
};

export const nearnessWords: Readonly<Record<Nearness, string>> = {
  close: "close",
  related: "related",
  loose: "loosely related",
};

export const facetKindWords: Readonly<Record<FacetKind, string>> = {
  capability: "What it does",
  technology: "Technologies",
  data: "Data",
  user: "Users",
  setting: "Care settings",
  population: "People it serves",
  phase: "Life-cycle phases",
};

export const roleWords: Readonly<Record<Role, { label: string; may: string }>> = {
  cso: {
    label: "Clinical Safety Officer",
    may: "Decides and scores, declares the risk scheme and approves baselines. A registered clinician: registration needed.",
  },
  contributor: { label: "Contributor", may: "Decides and scores." },
  facilitator: { label: "Workshop facilitator", may: "Adds products and runs identification." },
  viewer: { label: "Viewer", may: "Reads only." },
};

export const runStateWords: Readonly<Record<RunState, string>> = {
  running: "not finished",
  done: "finished",
  failed: "failed",
  stopped: "stopped",
};

/** More places than this are counted. */
const maxCells = 3;
/** Where a run looked: `in F2/late alone`, `only at what has changed since version 1`; empty where it was everywhere. */
export function sayReach({
  since,
  cells,
}: {
  readonly since: number | null;
  readonly cells: readonly string[] | null;
}): string {
  if (cells?.length === 0) return "in no place";
  if (cells === null) {
    return since === null ? "" : `only at what has changed since version ${since}`;
  }
  const more = cells.length - maxCells;
  const rest = more > 0 ? [count(more, "more place")] : [];
  return `in ${listWords([...cells.slice(0, maxCells), ...rest])} alone`;
}

/** What each step of a run does. */
export const runStepWords: Readonly<Record<RunStep, string>> = {
  read: "Read the file",
  profile: "Read the description",
  plan: "Plan where to look",
  retrieve: "Look for prior hazards",
  draft: "Draft candidates",
  check: "Check quotations and chains",
  merge: "Merge what describes one situation",
  rank: "Order by relevance",
  queue: "Fill the review queue",
};

export const rejectWords: Readonly<Record<RejectCode, { label: string; means: string }>> = {
  duplicate: {
    label: "Duplicate",
    means: "The same hazardous situation is in the log or the queue already.",
  },
  "not-a-patient-hazard": {
    label: "Not a hazard to patients",
    means: "No patient could be harmed by it.",
  },
  "out-of-scope": {
    label: "Out of scope",
    means: "The product’s scope leaves it out. Cite the part of the scope below.",
  },
  "not-foreseeable": {
    label: "Not foreseeable",
    means: "It cannot reasonably be foreseen, in normal or fault conditions. Say why below.",
  },
  unsupported: {
    label: "Unsupported",
    means: "Neither the description nor the prior hazards support it.",
  },
  "too-vague": {
    label: "Too vague",
    means: "It does not say what goes wrong, so nothing could control it.",
  },
  "wrong-for-this-product": {
    label: "Wrong for this product",
    means: "It rests on something that this product does not do or have.",
  },
};

const dayAndTime = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "long",
  timeStyle: "short",
  timeZone: "UTC",
});

/** `21 November 2026 at 22:14 UTC`, from an ISO time. */
export const sayTime = (iso: string): string => `${dayAndTime.format(new Date(iso))} UTC`;

/** `1 cause`, `3 causes`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;

/** `1`, `1 and 2`, `1, 2 and 5`. */
export function listWords(items: readonly (string | number)[]): string {
  const last = items.at(-1);
  if (last === undefined) return "";
  return items.length === 1 ? String(last) : `${items.slice(0, -1).join(", ")} and ${last}`;
}

/** `cause 1`, `causes 1, 2 and 5`. */
export const nameNumbers = (one: string, numbers: readonly number[]): string =>
  `${one}${numbers.length === 1 ? "" : "s"} ${listWords(numbers)}`;

export const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
