import type { Decision } from "../../app/ports.ts";
import type { Provenance } from "../../app/provenance/show.ts";
import { sayPerson } from "./account.ts";
import { hazardAt, productAt, suggestionAt } from "./addresses.ts";
import { presentChanges, type ChangeItem } from "./changes.ts";
import { sayDecided, sayTaken, type NameOf } from "./decided.ts";
import { presentPrior, type PriorItem } from "./prior.ts";
import { capitalise, rejectWords, runStateWords, sayTime, stateWords } from "./words.ts";

export type ProvenancePage = {
  readonly ref: string;
  readonly hazard: string;
  readonly address: string;
  readonly state: string;
  readonly productName: string;
  readonly product: string;
  readonly version: string;
  readonly logged: { readonly ref: string; readonly href: string } | null;
  readonly run: readonly { readonly term: string; readonly value: string }[];
  readonly steps: readonly {
    readonly step: string;
    readonly state: string;
    readonly at: string;
    readonly output: string;
  }[];
  readonly prior: readonly PriorItem[];
  readonly decisions: readonly {
    readonly sentence: string;
    readonly text: string | null;
    readonly changes: readonly ChangeItem[];
    readonly seen: string;
  }[];
  readonly events: readonly {
    readonly sequence: number;
    readonly action: string;
    readonly at: string;
    readonly by: string;
    readonly hash: string;
  }[];
};

const shortHash = (hash: string): string => hash.slice(0, 12);

/** How a suggestion came about and who decided, as a story from the description to the last event. */
export function presentProvenance(found: Provenance, nameOf: NameOf): ProvenancePage {
  const { product, productVersion, suggestion, run, hazard } = found;
  return {
    ref: suggestion.ref,
    hazard: suggestion.content.hazard,
    address: suggestionAt(product.slug, suggestion.ref),
    state: stateWords[suggestion.state],
    productName: product.name,
    product: productAt(product.slug),
    version: `version ${productVersion.number}, content ${shortHash(productVersion.hash)}`,
    logged: hazard === null ? null : { ref: hazard.ref, href: hazardAt(product.slug, hazard.ref) },
    run: [
      { term: "Run", value: `${run.ref}, ${runStateWords[run.state]}` },
      { term: "Started", value: `${sayTime(run.startedAt)} by ${run.startedBy}` },
      { term: "Drafter", value: run.drafter },
      { term: "Embedder", value: run.embedder },
      { term: "Pipeline", value: `version ${run.pipeline}` },
      { term: "Hazard bank", value: shortHash(run.bankHash) },
      { term: "Cell", value: suggestion.content.cell },
      { term: "Content hash", value: shortHash(suggestion.hash) },
    ],
    steps: found.steps.map(({ step, state, attempt, finishedAt, outputHash }) => ({
      step,
      state: attempt > 1 ? `${state}, attempt ${attempt}` : state,
      at: sayTime(finishedAt),
      output: shortHash(outputHash),
    })),
    prior: presentPrior(found.prior, suggestion.content.evidence.bank),
    decisions: found.decisions.map((decision) => ({
      sentence: sayDecision(decision, nameOf),
      text: decision.text,
      changes: presentChanges(decision.changes),
      seen: decision.seen === null ? "" : shortHash(decision.seen),
    })),
    events: found.events.map(({ sequence, action, at, actor, hash }) => ({
      sequence,
      action,
      at: sayTime(at),
      by: actor.name ?? (actor.kind === "unnamed" ? "nobody named" : actor.kind),
      hash: shortHash(hash),
    })),
  };
}

function sayDecision(decision: Decision, nameOf: NameOf): string {
  const { by, at, reason } = decision;
  const taken = sayTaken(decision);
  const code = reason === null ? "" : `. ${rejectWords[reason].label}`;
  return `${capitalise(sayDecided(decision, nameOf))} by ${sayPerson(by)}, ${sayTime(at)}${taken === "" ? "" : `, ${taken}`}${code}`;
}
