import { showQuote } from "../../domain/text/span.ts";
import type { ShownSuggestion } from "../../app/queue/show.ts";
import { rejectCodes, type RejectCode } from "../../domain/suggestion/suggestion.ts";
import { hazardAt, logAt, productAt, queueAt, suggestionAt } from "./addresses.ts";
import type { AccountForm } from "./account.ts";
import { noTicks, presentCauses, type CauseItem, type Ticks } from "./chain.ts";
import { presentDecision, type DecidedBlock } from "./decided.ts";
import { problemAt, type Problem } from "./frame.ts";
import { lineOf, markText, type Mark, type MarkedLine } from "./marks.ts";
import { presentPrior, type PriorItem } from "./prior.ts";
import { toReadable } from "./readable.ts";
import { conditionWords, lensWords, rejectWords } from "./words.ts";

/** What a person has typed and ticked so far, kept over a refusal. */
export type Entered = Ticks & { readonly reason: string; readonly text: string };
export const nothingEntered: Entered = { ...noTicks, reason: "", text: "" };

export type SuggestionPage = {
  readonly ref: string;
  readonly address: string;
  readonly position: string;
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
  readonly nearest: {
    readonly ref: string;
    readonly hazard: string;
    readonly where: string;
    readonly href: string;
  } | null;
  readonly quotes: readonly {
    readonly quote: string;
    readonly line: number;
    readonly href: string;
  }[];
  readonly causes: readonly CauseItem[];
  readonly causeProblem: string | null;
  readonly prior: readonly PriorItem[];
  readonly untailored: boolean;
  readonly cell: string;
  readonly provenance: string;
  readonly description: readonly MarkedLine[];
  readonly productName: string;
  readonly product: string;
  readonly queue: string;
  readonly log: string;
  readonly next: { readonly ref: string; readonly href: string } | null;
  /** Null when it was decided: there is nothing to send. */
  readonly desk: DecisionDesk | null;
  readonly decided: DecidedBlock | null;
  /** What had been entered when somebody else decided first; shown so that nothing is lost. */
  readonly notRecorded: Entered | null;
};

export type DecisionDesk = {
  readonly seen: string;
  readonly key: string;
  readonly reasons: readonly (RejectReason & { readonly checked: boolean })[];
  readonly text: string;
  readonly reasonProblem: string | null;
  readonly textProblem: string | null;
  /** The form to name oneself; null when a person is named. */
  readonly naming: AccountForm | null;
};
type RejectReason = { readonly value: RejectCode; readonly label: string; readonly means: string };

export type SuggestionInput = {
  readonly shown: ShownSuggestion;
  readonly key: string;
  readonly naming: AccountForm | null;
  readonly entered?: Entered;
  readonly problems?: readonly Problem[];
};

const place = ({ start, end }: { start: number; end: number }) => ({ start, end });

/** One suggestion in the order of DESIGN §8. There is no place here for anything that scores. */
export function presentSuggestion(input: SuggestionInput): SuggestionPage {
  const { shown, entered = nothingEntered, problems = [] } = input;
  const { suggestion, product, description, of, nearest, next } = shown;
  const { content, ref } = suggestion;
  const lineAt = (offset: number): number => lineOf(description, offset);
  const waits = suggestion.state === "pending";
  const chosen = shown.decisions.findLast(({ verb }) => verb === "accept") ?? noTicks;
  return {
    ref,
    address: suggestionAt(product.slug, ref),
    position: `${suggestion.rank} of ${of}`,
    drafter: sayDrafter(content.drafter),
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
    quotes: content.evidence.product.map(({ quote, start }, i) => ({
      quote: toReadable(showQuote(quote)),
      line: lineAt(start),
      href: `#words-${i + 1}`,
    })),
    causes: presentCauses(content, waits ? entered : chosen, lineAt),
    causeProblem: problemAt(problems, "cause-1"),
    prior: presentPrior(shown.prior, content.evidence.bank),
    untailored: content.untailored,
    cell: content.cell,
    provenance: `${suggestionAt(product.slug, ref)}/provenance`,
    description: markText(description, marksOf(shown)),
    productName: product.name,
    product: productAt(product.slug),
    queue: queueAt(product.slug),
    log: logAt(product.slug),
    next: next === null ? null : { ref: next, href: suggestionAt(product.slug, next) },
    desk: waits ? toDesk(input, entered, problems) : null,
    decided: waits ? null : presentDecision(shown),
    notRecorded: waits || entered === nothingEntered ? null : entered,
  };
}

const toDesk = (
  { shown, key, naming }: SuggestionInput,
  entered: Entered,
  problems: readonly Problem[],
): DecisionDesk => ({
  seen: shown.suggestion.hash,
  key,
  reasons: rejectCodes.map((value) => ({
    value,
    ...rejectWords[value],
    checked: value === entered.reason,
  })),
  text: entered.text,
  reasonProblem: problemAt(problems, "reason"),
  textProblem: problemAt(problems, "reason-text"),
  naming,
});

const toNearest = (
  slug: string,
  { ref, hazard, where }: NonNullable<ShownSuggestion["nearest"]>,
): NonNullable<SuggestionPage["nearest"]> => ({
  ref,
  hazard,
  where: where === "log" ? "in the hazard log" : "waiting in the queue",
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

/** The offline drafter works by cases and rules, and every suggestion says so (DESIGN §5). */
const sayDrafter = ({ id, version }: { id: string; version: string }): string =>
  id === "offline" ? `offline rules, version ${version}` : `${id}, version ${version}`;
