import { showQuote } from "../../domain/text/span.ts";
import type { PlannedPlace } from "../../app/coverage/planned.ts";
import type { ShownHazard } from "../../app/hazard/show.ts";
import type { Decision } from "../../domain/decision/decision.ts";
import type { Nearest } from "../../app/queue/nearest.ts";
import type { ShownSuggestion } from "../../app/queue/show.ts";
import { sayImported, type Imported } from "../../domain/candidate/imported.ts";
import { sayDrafter } from "../../domain/draft/say-drafter.ts";
import { sayWording } from "../../domain/draft/say-wording.ts";
import { sayPlacing } from "../../domain/suggestion/say-placing.ts";
import { canMove } from "../../domain/suggestion/suggestion.ts";
import { hazardAt, logAt, productAt, suggestionAt } from "./addresses.ts";
import type { AccountForm } from "./account.ts";
import { noTicks, presentCauses, type CauseItem } from "./chain.ts";
import { presentDecision, type DecisionItem, type NameOf } from "./decided.ts";
import { nothingEntered, presentDesk, type DecisionDesk, type Entered } from "./desk.ts";
import { createFields, type TextField } from "./field.ts";
import { problemAt, type Problem } from "./frame.ts";
import { presentDescription, type DescribedLine } from "./described.ts";
import { lineOf, type Mark } from "./marks.ts";
import { createNameOf } from "./names.ts";
import { presentNotRecorded, type NotRecorded } from "./not-recorded.ts";
import { presentKeptViews, type KeptViews } from "./own-view.ts";
import { listAt, nextAt, toWithinQuery, type Within } from "./within.ts";
import { presentPrior, type PriorItem } from "./prior.ts";
import { toReadable } from "./readable.ts";
import { missing } from "./refused-choice.ts";
import type { Targets } from "./targets.ts";
import { presentUndo, type UndoBlock } from "./undo.ts";
import { presentWordingDifference, type WordingDifference } from "./wording.ts";
import { conditionWords, count, lensWords } from "./words.ts";

export type SuggestionPage = {
  readonly ref: string;
  readonly address: string;
  readonly position: string;
  /** `drafted by …`. */
  readonly drafter: string;
  readonly reviewed: string;
  /** Says so when the description has changed since; null when it has not. */
  readonly olderVersion: string | null;
  readonly title: string;
  readonly hazard: string;
  readonly effect: string;
  readonly harm: string;
  readonly exposed: string;
  readonly place: string;
  readonly lens: string;
  readonly condition: string;
  readonly assumptions: readonly string[];
  readonly nearest: NearItem | null;
  /** What is worded alike, the most alike first. */
  readonly alike: readonly (NearItem & { readonly addTo: string | null })[];
  /** What its run joined into it. */
  readonly takenIn: readonly {
    readonly entry: string;
    readonly hazard: string | null;
    readonly title: string | null;
    readonly causesLeft: readonly string[];
    /** The suggestion that it is by itself. */
    readonly itself: Neighbour | null;
  }[];
  /** Names of what its run joined into it, that the reader may see. */
  readonly also: readonly string[];
  /** What is decided with it, before it is; empty where it is nothing. */
  readonly goesWith: string;
  /** Hash and key for asking for one of those by itself. */
  readonly seen: string;
  readonly key: string;
  /** Hazards of other drafts whose causes stand here, because a language model called them the same. */
  readonly joined: readonly string[];
  readonly merged: readonly {
    readonly ref: string;
    readonly hazard: string;
    readonly href: string;
  }[];
  /** The log that it was taken over from; null where it was drafted. */
  readonly imported: {
    readonly says: string;
    readonly quote: string;
    readonly file: string;
    readonly sha256: string;
    readonly head: string | null;
    readonly actions: readonly string[];
  } | null;
  readonly quotes: readonly {
    readonly quote: string;
    readonly line: number;
    readonly href: string;
  }[];
  readonly causes: readonly CauseItem[];
  readonly causeProblem: string | null;
  readonly prior: readonly PriorItem[];
  readonly wording: ReturnType<typeof sayWording>;
  /** The bank's words beside its own; null where it drafts no entry as a whole. */
  readonly difference: WordingDifference | null;
  readonly cell: string;
  readonly provenance: string;
  readonly description: readonly DescribedLine[];
  readonly productName: string;
  readonly product: string;
  readonly queue: string;
  readonly log: string;
  readonly next: Neighbour | null;
  readonly previous: Neighbour | null;
  /** What a decision cannot do without, for saying so before it is sent. */
  readonly missing: typeof missing;
  /** Null when it was decided. */
  readonly desk: DecisionDesk | null;
  /** The decision that stands; null while it waits. */
  readonly decided: DecisionItem | null;
  /** What was decided before, newest first. */
  readonly earlier: readonly DecisionItem[];
  /** Null where nobody wrote one. */
  readonly ownViews: KeptViews | null;
  readonly undo: UndoDesk | null;
  readonly notRecorded: NotRecorded | null;
};
type NearItem = {
  readonly ref: string;
  readonly hazard: string;
  readonly where: string;
  readonly inLog: boolean;
  readonly href: string;
};
type Neighbour = { readonly ref: string; readonly href: string };
/** The form that takes the newest decision back. */
export type UndoDesk = UndoBlock & {
  readonly seen: string;
  readonly key: string;
  readonly text: TextField;
  readonly naming: AccountForm | null;
};

export type SuggestionInput = {
  readonly shown: ShownSuggestion;
  readonly targets: Omit<Targets, "alike"> & { readonly alike?: readonly Nearest[] };
  /** Where a hazard of the product may belong. */
  readonly places?: readonly PlannedPlace[];
  /** The list that it was opened from; null for the whole queue of its product. */
  readonly within?: Within | null;
  /** The hazard that undoing would change; null when it would change none. */
  readonly undoes: ShownHazard | null;
  readonly key: string;
  readonly naming: AccountForm | null;
  /** Id of who reads it. */
  readonly person?: string | null;
  readonly entered?: Entered;
  readonly problems?: readonly Problem[];
};

const place = ({ start, end }: { start: number; end: number }) => ({ start, end });

/** One suggestion in the order of DESIGN §8. There is no place here for anything that scores. */
export function presentSuggestion(input: SuggestionInput): SuggestionPage {
  const { shown, entered = nothingEntered, problems = [], within = null } = input;
  const { suggestion, product, description, nearest } = shown;
  const { content, ref } = suggestion;
  const lineAt = (offset: number): number => lineOf(description, offset);
  const decidable = canMove("accept", suggestion.state);
  const waits = suggestion.state === "pending";
  const last = shown.decisions.at(-1);
  const nameOf = createNameOf(product.slug, input.targets.hazards, shown.into);
  const toNeighbour = (other: string | null): Neighbour | null =>
    other === null ? null : { ref: other, href: nextAt(product.slug, other, within) };
  const desk = decidable ? presentDesk({ ...input, entered, problems }) : null;
  const undo =
    last !== undefined && canMove("undo", suggestion.state)
      ? toUndo(input, last, nameOf, entered, problems)
      : null;
  const decisions = shown.decisions.map((decision) => presentDecision(ref, decision, nameOf));
  return {
    ref,
    address: `${suggestionAt(product.slug, ref)}${toWithinQuery(within)}`,
    position: sayPlacing({ ...shown, rank: suggestion.rank }),
    drafter: sayDrafter({ drafter: content.drafter, model: shown.model }, !decidable),
    reviewed: content.clinicallyReviewed,
    olderVersion:
      shown.version.read === shown.version.latest
        ? null
        : `drafted from version ${shown.version.read} of the description, which is at version ${shown.version.latest} now`,
    title: content.title,
    hazard: content.hazard,
    effect: content.effect,
    harm: content.harm,
    exposed: content.exposed,
    place: content.function,
    lens: lensWords[content.lens],
    condition: conditionWords[content.condition],
    assumptions: content.assumptions,
    nearest: nearest === null ? null : toNearest(product.slug, nearest),
    alike: (input.targets.alike ?? []).map((one) => ({
      ...toNearest(product.slug, one),
      addTo: desk?.addTo.hazards.find(({ ref }) => ref === one.ref)?.id ?? null,
    })),
    takenIn: shown.takenIn.map(({ suggestion: itself, ...taken }) => ({
      ...taken,
      itself: itself === null ? null : { ref: itself, href: suggestionAt(product.slug, itself) },
    })),
    also: shown.takenIn.flatMap(({ title }) => title ?? []),
    goesWith: sayGoesWith(shown),
    seen: suggestion.hash,
    key: input.key,
    joined: content.joined ?? [],
    merged: shown.merged.map(({ ref, hazard }) => ({
      ref,
      hazard,
      href: suggestionAt(product.slug, ref),
    })),
    imported: presentImported(content.evidence.imported),
    quotes: content.evidence.product.map(({ quote, start }, i) => ({
      quote: toReadable(showQuote(quote)),
      line: lineAt(start),
      href: `#words-${i + 1}`,
    })),
    causes: presentCauses(content, decidable ? entered : (last ?? noTicks), lineAt),
    causeProblem: problemAt(problems, "cause-1"),
    prior: presentPrior(shown.prior, content.evidence.bank),
    wording: sayWording({ ...content, model: shown.model }),
    difference: presentWordingDifference(shown),
    cell: content.cell,
    provenance: `${suggestionAt(product.slug, ref)}/provenance`,
    description: presentDescription(description, marksOf(shown)),
    productName: product.name,
    product: productAt(product.slug),
    queue: listAt(product.slug, within),
    log: logAt(product.slug),
    next: toNeighbour(shown.next),
    previous: toNeighbour(shown.previous),
    missing,
    desk,
    decided: waits ? null : (decisions.at(-1) ?? null),
    earlier: (waits ? decisions : decisions.slice(0, -1)).reverse(),
    ownViews: presentKeptViews(shown, input.person ?? null, input.key, entered.typed, problems),
    undo,
    notRecorded: presentNotRecorded(entered, content, desk, undo),
  };
}

function presentImported(imported: Imported | undefined): SuggestionPage["imported"] {
  if (imported === undefined) return null;
  const { quote, file, sha256, head = null, actions = [] } = imported;
  return {
    says: sayImported(imported),
    quote: toReadable(showQuote(quote)),
    ...{ file, sha256, head },
    actions: actions.map(
      ({ summary, owner, due }) => `${summary} (${owner}${due === null ? "" : `, due ${due}`})`,
    ),
  };
}

/** What its run joined into it, and what people merged into it, is decided with it. */
function sayGoesWith({ takenIn, merged }: ShownSuggestion): string {
  const joined = takenIn.filter(({ suggestion }) => suggestion === null).length;
  const parts = [
    ...(joined === 0 ? [] : [`${count(joined, "draft")} that the run joined into it`]),
    ...(merged.length === 0
      ? []
      : [
          `${count(merged.length, "suggestion")} that ${merged.length === 1 ? "is" : "are"} merged into it`,
        ]),
  ];
  if (parts.length === 0) return "";
  return `With it ${joined + merged.length === 1 ? "goes" : "go"} ${parts.join(" and ")}.`;
}

const toUndo = (
  { shown, undoes, key, naming }: SuggestionInput,
  last: Decision,
  nameOf: NameOf,
  { typed }: Entered,
  problems: readonly Problem[],
): UndoDesk => ({
  ...presentUndo(shown, last, undoes, nameOf),
  seen: shown.suggestion.hash,
  key,
  text: createFields(typed, problems).text("undo-text", "Why (optional)"),
  naming,
});

const toNearest = (slug: string, { ref, hazard, where, deferred }: Nearest): NearItem => ({
  ref,
  hazard,
  where: where === "log" ? "in the hazard log" : deferred ? "put off" : "waiting in the queue",
  inLog: where === "log",
  href: where === "log" ? hazardAt(slug, ref) : suggestionAt(slug, ref),
});

const marksOf = ({ suggestion: { content } }: ShownSuggestion): Mark[] => [
  ...content.evidence.product.map((span, i): Mark => ({
    id: `words-${i + 1}`,
    kind: "evidence",
    ...place(span),
  })),
  ...content.controls.flatMap(({ span }, i): Mark[] =>
    span === null ? [] : [{ id: `words-control-${i + 1}`, kind: "control", ...place(span) }],
  ),
];
