import type { ShownHazard } from "../../../app/hazard/show.ts";
import { controlOwners } from "../../../domain/bank/entry.ts";
import type { Provenance } from "../../../domain/provenance/record.ts";
import type { AccountForm } from "../account.ts";
import {
  diagramAt,
  hazardAt,
  hazardEditAt,
  hazardPrintAt,
  logAt,
  provenanceAt,
} from "../addresses.ts";
import type { Named } from "../decided.ts";
import { choicesOf, createFields, type ChoiceField, type TextField } from "../field.ts";
import type { Problem } from "../frame.ts";
import { createNameOf } from "../names.ts";
import { presentNeeds, type NeedItem } from "../needs.ts";
import { nothingTyped, type Typed } from "../typed.ts";
import {
  capitalise,
  conditionWords,
  nameNumbers,
  ownerWords,
  sayTime,
  statusWords,
} from "../words.ts";
import { presentLoggedCauses, type LoggedCauseItem } from "./causes.ts";
import { presentHistory, type HistoryItem } from "./history.ts";
import { presentScored, type MatrixPicture } from "./matrix.ts";
import { needsAnswers, presentKnown, sideEffectsHint, type KnownControl } from "./known.ts";
import {
  presentEvaluationForm,
  presentScoreForm,
  presentStages,
  type EvaluationForm,
  type ScoreForm,
  type StageBlock,
} from "./risk.ts";
import { sayBelonging, type SaidBelonging } from "./belonging.ts";
import { presentSince, type SinceBlock } from "./since.ts";
import { presentStory, type StoryMoment } from "./story.ts";

export type HazardPage = {
  readonly ref: string;
  readonly address: string;
  readonly edit: string;
  readonly log: string;
  readonly provenance: string;
  readonly name: string;
  readonly hazard: string;
  readonly effect: string;
  readonly harm: string;
  readonly exposed: string;
  /** What its drafts took for granted, and nobody has confirmed by accepting them. */
  readonly assumed: readonly { readonly ref: string; readonly text: string }[];
  readonly condition: string;
  readonly place: SaidBelonging | null;
  readonly status: { readonly label: string; readonly means: string };
  readonly decidedBy: string;
  /** Null when a person wrote it by hand. */
  readonly suggestion: Named | null;
  /** Who changed it while this person decided; null when nobody did. */
  readonly since: SinceBlock | null;
  readonly causes: readonly LoggedCauseItem[];
  readonly gaps: string;
  /** What asks for a person now, the most pressing first. */
  readonly needs: readonly NeedItem[];
  readonly known: readonly KnownControl[];
  readonly sideEffectsHint: string;
  /** With the scores marked; null where there is none, or the product's scheme is not here. */
  readonly matrix: MatrixPicture | null;
  readonly story: readonly StoryMoment[];
  readonly diagram: string;
  readonly print: string;
  readonly actions: readonly ActionItem[];
  readonly stages: readonly StageBlock[];
  readonly history: readonly HistoryItem[];
  /** Null when it is withdrawn: nothing is decided about it any more. */
  readonly desk: HazardDesk | null;
};
export type ActionItem = {
  readonly number: number;
  readonly summary: string;
  readonly owner: string;
  readonly party: string;
  readonly due: string | null;
  readonly done: boolean;
  readonly overdue: boolean;
};

/** Every form of the page. Each carries the hash of the hazard as it is shown here. */
export type HazardDesk = {
  readonly address: string;
  readonly seen: string;
  readonly key: string;
  readonly naming: AccountForm | null;
  /** The form that was refused while nobody was named: there one names oneself. */
  readonly namingIn: string;
  readonly confirm: { readonly can: boolean; readonly back: boolean; readonly text: TextField };
  readonly link: {
    readonly control: ChoiceField;
    readonly cause: ChoiceField;
    readonly open: boolean;
  };
  readonly action: {
    readonly summary: TextField;
    readonly owner: TextField;
    readonly party: ChoiceField;
    readonly due: TextField;
    readonly open: boolean;
  };
  /** Null where the product's scheme is not here. */
  readonly score: ScoreForm | null;
  readonly evaluation: EvaluationForm | null;
  readonly status: { readonly choice: ChoiceField; readonly open: boolean };
  readonly withdraw: {
    /** How it is taken out instead, or why not; null where it can be withdrawn. */
    readonly instead: string | null;
    readonly text: TextField;
    readonly open: boolean;
  };
};

export type HazardInput = {
  readonly shown: ShownHazard;
  /** How it came about, as the organisation may read it. */
  readonly provenance: Provenance;
  readonly key: string;
  readonly naming: AccountForm | null;
  readonly typed?: Typed;
  readonly problems?: readonly Problem[];
};

/** A hazard with all that a decision about it rests on, and every form to decide. */
export function presentHazardPage(input: HazardInput): HazardPage {
  const { shown, typed = nothingTyped, problems = [] } = input;
  const { product, hazard, scheme, suggestions } = shown;
  const nameOf = createNameOf(product.slug, [hazard], suggestions);
  const wasSeen = typed.text("seen") === hazard.hash;
  const ticked = wasSeen ? typed.texts("controls").map(Number) : [];
  const causes = presentLoggedCauses(hazard, nameOf, ticked);
  const { suggestion, by, at, decision } = hazard.origin;
  const known = presentKnown(shown, createFields(wasSeen ? typed : nothingTyped, problems));
  const isUnscored = hazard.initial === null && hazard.residual === null;
  const overdue = shown.needs.find(({ kind }) => kind === "action-overdue")?.numbers ?? [];
  return {
    ref: hazard.ref,
    address: hazardAt(product.slug, hazard.ref),
    edit: hazardEditAt(product.slug, hazard.ref),
    log: logAt(product.slug),
    provenance: provenanceAt(product.slug, hazard.ref),
    name: hazard.name,
    hazard: hazard.hazard,
    effect: hazard.effect,
    harm: hazard.harm,
    exposed: hazard.exposed,
    assumed: suggestions.flatMap(({ ref, assumptions }) =>
      assumptions.map((text) => ({ ref, text })),
    ),
    condition: conditionWords[hazard.condition],
    place: sayBelonging(shown),
    status: statusWords[hazard.status],
    decidedBy: `${suggestion === null ? "written by hand by" : "accepted by"} ${by}, ${sayTime(at)}`,
    suggestion: suggestion === null ? null : nameOf(suggestion),
    since: presentSince(shown, typed.text("seen")),
    causes,
    gaps: hazard.status === "withdrawn" ? "" : sayGaps(causes),
    actions: hazard.actions.map(({ number, summary, owner, party, due, done }) => ({
      number,
      summary,
      owner,
      party: ownerWords[party],
      due,
      done,
      overdue: overdue.includes(number),
    })),
    needs: [...presentNeeds(shown.needs), ...needsAnswers(hazard, known)],
    known,
    sideEffectsHint,
    matrix: scheme === null || isUnscored ? null : presentScored(scheme, hazard),
    story: presentStory(input.provenance, decision),
    diagram: diagramAt(product.slug, hazard.ref),
    print: hazardPrintAt(product.slug, hazard.ref),
    stages: presentStages(hazard, scheme),
    history: presentHistory(shown, nameOf),
    desk: hazard.status === "withdrawn" ? null : toDesk(input, wasSeen),
  };
}

/** `2 causes have no control; 1 has training alone`; empty when every cause is acted on. */
function sayGaps(causes: readonly LoggedCauseItem[]): string {
  const list = (gap: string): number[] =>
    causes.filter((cause) => cause.gap === gap).map(({ number }) => number);
  const say = (numbers: readonly number[], what: string): string[] =>
    numbers.length === 0
      ? []
      : [
          numbers.length === 1
            ? `cause ${numbers.join("")} has ${what}`
            : `${nameNumbers("cause", numbers)} have ${what}`,
        ];
  const said = [
    ...say(list("no control"), "no control"),
    ...say(list("training alone"), "training alone"),
  ].join("; ");
  return said === "" ? "" : `${capitalise(said)}.`;
}

function toDesk(input: HazardInput, wasSeen: boolean): HazardDesk {
  const { shown, key, naming, typed = nothingTyped, problems = [] } = input;
  const { product, hazard, scheme } = shown;
  const fields = createFields(typed, problems);
  // Numbers belong to the hazard that was seen: on a changed one they are chosen again.
  const numbered = createFields(wasSeen ? typed : nothingTyped, problems);
  const isOpen = (...ids: readonly string[]): boolean =>
    ids.some(
      (id) => typed.text(id).trim() !== "" || problems.some((problem) => problem.field === id),
    );
  const options = (items: readonly { number: number; text: string }[]) =>
    items.map(({ number, text }) => ({
      value: String(number),
      label: `${number}. ${text}`,
      means: "",
    }));
  const statuses = (["open", "transferred", "closed"] as const).filter(
    (status) => product.standard === "dcb0129" || status !== "transferred",
  );
  return {
    address: hazardAt(product.slug, hazard.ref),
    seen: hazard.hash,
    key,
    naming,
    namingIn: naming === null ? "" : typed.text("form"),
    confirm: {
      can: hazard.controls.length > 0,
      back: hazard.controls.some(({ state }) => state === "existing"),
      text: fields.text("confirm-text", "How it is known (optional)"),
    },
    link: {
      control: numbered.choice("link-control", "Control", options(hazard.controls)),
      cause: numbered.choice("link-cause", "Cause", options(hazard.causes)),
      open: isOpen("link-control", "link-cause"),
    },
    action: {
      summary: fields.text("action-summary", "What is to be done"),
      owner: fields.text("action-owner", "Who does it"),
      party: fields.choice("action-party", "Whose action", choicesOf(controlOwners, ownerWords)),
      due: fields.text("action-due", "Due (optional)"),
      open: isOpen("action-summary", "action-owner", "action-party", "action-due"),
    },
    score: scheme === null ? null : presentScoreForm(hazard, scheme, fields),
    evaluation: presentEvaluationForm(hazard, fields),
    status: {
      choice: fields.choice(
        "status",
        "Status",
        statuses.map((value) => ({ value, ...statusWords[value] })),
      ),
      open: isOpen("status"),
    },
    withdraw: {
      instead: sayInstead(shown),
      text: fields.text("withdraw-text", "Why"),
      open: isOpen("withdraw-text"),
    },
  };
}

/** Only what was written by hand and is unscored is withdrawn here; the rest has its own way. */
function sayInstead({ hazard, suggestions }: ShownHazard): string | null {
  const from = new Set(
    [...hazard.causes, ...hazard.controls].flatMap((item) => item.from?.suggestion ?? []),
  );
  if (hazard.origin.suggestion !== null) from.add(hazard.origin.suggestion);
  const refs = suggestions.filter(({ id }) => from.has(id)).map(({ ref }) => ref);
  if (hazard.initial !== null || hazard.residual !== null) {
    return `${hazard.ref} was scored, so it stays in the log: close it when it is dealt with.`;
  }
  return refs.length === 0
    ? null
    : `${hazard.ref} holds what ${refs.join(" and ")} suggested: undo the decision there.`;
}
