import type { ShownSuggestion } from "../../app/queue/show.ts";
import type { BankEntry } from "../../domain/bank/entry.ts";
import type { Candidate } from "../../domain/candidate/candidate.ts";
import { diffWords, type WordRun } from "../../domain/diff/words.ts";
import { likeness } from "../../domain/text/likeness.ts";

export type WordingDifference = {
  /** `stopped-medicine, version 1`. */
  readonly entry: string;
  readonly fields: readonly {
    readonly label: string;
    /** Whether the words are the bank's own. */
    readonly same: boolean;
    readonly runs: readonly WordRun[];
  }[];
  /** Causes of the bank's entry that the suggestion does not take up. */
  readonly leftOut: readonly string[];
};

/** The bank's words beside the suggestion's; null where it drafts no entry as a whole. */
export function presentWordingDifference({
  suggestion: { situation, content },
  prior,
}: Pick<ShownSuggestion, "suggestion" | "prior">): WordingDifference | null {
  const entry = prior.find(({ id }) => situation === `bank:${id}`);
  if (entry === undefined) return null;
  const { causes, leftOut } = pairCauses(content, entry);
  const fields = [
    { label: "Title", bank: entry.name, said: content.title },
    {
      label: "Hazard",
      bank: nearestOf(
        [entry.situation, ...entry.variants.map((told) => told.situation)],
        content.hazard,
      ),
      said: content.hazard,
    },
    { label: "Effect", bank: toldIn(entry.effects, content.effect), said: content.effect },
    { label: "Harm", bank: toldIn(entry.harms, content.harm), said: content.harm },
    ...causes.map((cause, i) => ({ label: `Cause ${i + 1}`, ...cause })),
  ];
  return {
    entry: `${entry.id}, version ${entry.version}`,
    fields: fields.map(({ label, bank, said }) => {
      const runs = diffWords(bank, said);
      return { label, same: runs.every(({ kind }) => kind === "same"), runs };
    }),
    leftOut,
  };
}

/** The bank tells some things in several ways: the one that was most likely meant. */
function nearestOf(told: readonly string[], said: string): string {
  const shares = told.map((text) => ({ text, share: likeness(text, said) }));
  return shares.sort((a, b) => b.share - a.share)[0]?.text ?? "";
}

/** What a text takes whole from the bank, in its order; else what is most like it. */
function toldIn(told: readonly string[], said: string): string {
  const whole = told.filter((text) => said.includes(text));
  return whole.length === 0
    ? nearestOf(told, said)
    : whole.sort((a, b) => said.indexOf(a) - said.indexOf(b)).join(" ");
}

/** Causes less alike than this tell something else. */
const sameCause = 0.2;

/** Each cause beside the bank's that is most like it, each of which is taken once. */
function pairCauses({ causes }: Pick<Candidate, "causes">, entry: BankEntry) {
  const left = new Set(entry.causes.map(({ text }) => text));
  const paired = causes.map(({ text: said }) => {
    const bank = nearestOf([...left], said);
    if (bank !== said && likeness(bank, said) < sameCause) return { bank: "", said };
    left.delete(bank);
    return { bank, said };
  });
  return { causes: paired, leftOut: [...left] };
}
