import { numbersOf } from "../../domain/provenance/item.ts";
import type { Provenance } from "../../domain/provenance/record.ts";
import { tellStory } from "../../domain/provenance/story.ts";
import { shortHash } from "../../domain/provenance/words.ts";
import { hazardAt, suggestionAt } from "./addresses.ts";
import { presentPrior, type PriorItem } from "./prior.ts";
import { sayTime } from "./words.ts";

type Link = { readonly text: string; readonly href: string };
export type ProvenancePage = {
  readonly ref: string;
  readonly words: string | null;
  /** Where what is told of is shown and decided. */
  readonly subject: Link;
  /** The whole hazard, and every cause and control that it ever had. */
  readonly others: readonly Link[];
  readonly moments: readonly {
    readonly at: string;
    readonly event: string | null;
    readonly sentences: readonly string[];
  }[];
  readonly standing: readonly string[];
  readonly files: readonly Link[];
  readonly steps: readonly {
    readonly step: string;
    readonly state: string;
    readonly at: string;
    readonly input: string;
    readonly output: string;
  }[];
  readonly prior: readonly PriorItem[];
  readonly events: readonly {
    readonly sequence: number;
    readonly action: string;
    readonly at: string;
    readonly by: string;
    readonly hash: string;
  }[];
};

const fileWords = [
  ["json", "outside", "JSON, for readers outside the organisation"],
  ["prov", "outside", "W3C PROV-JSON, for readers outside the organisation"],
  ["json", "organisation", "JSON with every text, for the organisation only"],
  ["prov", "organisation", "W3C PROV-JSON with every text, for the organisation only"],
] as const;

function filesOf({ about, product }: Provenance): Link[] {
  return fileWords.map(([format, audience, text]) => {
    const query = new URLSearchParams({ product: product.slug, format, audience });
    return { text, href: `/api/provenance/${encodeURIComponent(about.ref)}?${query.toString()}` };
  });
}

function subjectOf({ about, hazards, product }: Provenance): Link {
  const [hazard] = hazards;
  return about.kind === "suggestion" || hazard === undefined
    ? { text: about.ref, href: suggestionAt(product.slug, about.ref) }
    : { text: hazard.ref, href: hazardAt(product.slug, hazard.ref) };
}

function othersOf({ about, hazards, product }: Provenance): Link[] {
  const at = (ref: string, query = "") => `${hazardAt(product.slug, ref)}/provenance${query}`;
  if (about.kind !== "hazard") {
    return hazards.map(({ ref }) => ({ text: `All of ${ref}`, href: at(ref) }));
  }
  return hazards.flatMap(({ ref, versions }) =>
    (["cause", "control"] as const).flatMap((kind) =>
      numbersOf(versions, kind).map((number) => ({
        text: `${kind} ${number}`,
        href: at(ref, `?${kind}=${number}`),
      })),
    ),
  );
}

function priorOf({ suggestions }: Provenance): PriorItem[] {
  const items = suggestions.flatMap(({ prior }) =>
    presentPrior(
      prior.flatMap(({ entry }) => entry ?? []),
      [...prior],
    ),
  );
  return [...new Map(items.map((item) => [item.id, item])).values()];
}

/** How it came about and who decided: the story, and what it can be checked by. */
export function presentProvenance(found: Provenance): ProvenancePage {
  const { words, moments, standing } = tellStory(found);
  return {
    ref: found.about.ref,
    words,
    subject: subjectOf(found),
    others: othersOf(found),
    moments: moments.map(({ at, event, sentences }) => ({
      at: at === "" ? "" : sayTime(at),
      event: event === null ? null : `audit event ${event.sequence}`,
      sentences,
    })),
    standing,
    files: filesOf(found),
    steps: found.runs.flatMap(({ ref, steps }) =>
      steps.map(({ step, state, attempt, finishedAt, inputHash, outputHash }) => ({
        step: `${ref} ${step}`,
        state: attempt > 1 ? `${state}, attempt ${attempt}` : state,
        at: sayTime(finishedAt),
        input: shortHash(inputHash),
        output: shortHash(outputHash),
      })),
    ),
    prior: priorOf(found),
    events: found.events.map(({ sequence, action, at, actor, hash }) => ({
      sequence,
      action,
      at: sayTime(at),
      by: actor.name ?? (actor.kind === "unnamed" ? "nobody named" : actor.kind),
      hash: shortHash(hash),
    })),
  };
}
