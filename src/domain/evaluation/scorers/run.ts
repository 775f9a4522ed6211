import { likeness } from "../../text/likeness.ts";
import type { CaseRun } from "../result.ts";
import { firstOf, overRuns, type Scored, type Scorer } from "./scorer.ts";

/** Two hazard sentences with this share of content words are worded alike. */
const wordedAlike = 0.6;

const plain = { at: [null], needs: null } as const;
const inShare = { ...plain, unit: "share" } as const;
const each = { ...plain, unit: "each", better: "less" } as const;

const resolving = (
  name: string,
  says: string,
  of: (run: CaseRun) => readonly { readonly resolves: boolean }[],
): Scorer => ({
  ...inShare,
  name,
  says,
  better: "more",
  score: (scored) =>
    overRuns(scored, (run) => {
      const all = of(run);
      if (all.length === 0) return null;
      return { hits: all.filter(({ resolves }) => resolves).length, of: all.length };
    }),
});

const meanOf = (
  name: string,
  says: string,
  of: (run: CaseRun, scored: Scored) => number | null,
): Scorer => ({
  ...each,
  name,
  says,
  score: (scored) =>
    overRuns(scored, (run) => {
      const value = of(run, scored);
      return value === null ? null : { hits: value, of: 1 };
    }),
});

/** Everything that a candidate says, in lower case. */
const textOf = ({
  title,
  hazard,
  effect,
  harm,
  exposed,
  causes,
  assumptions,
}: CaseRun["candidates"][number]) =>
  [title, hazard, effect, harm, exposed, ...causes, ...assumptions].join("\n").toLowerCase();

/** What the run itself shows, without anyone's judgement. */
export const runScorers: readonly Scorer[] = [
  resolving(
    "quotes",
    "quotes that stand in the description, word for word, at their place",
    (run) => run.candidates.flatMap(({ quotes }) => quotes),
  ),
  resolving("citations", "prior hazards named that the bank holds in that version", (run) =>
    run.candidates.flatMap(({ citations }) => citations),
  ),
  {
    ...inShare,
    name: "untailored",
    says: "candidates whose wording is nearly the bank's",
    better: "less",
    at: [30],
    score: (scored, at) =>
      overRuns(scored, (run) => {
        const told = firstOf(run, at).filter(({ untailored }) => untailored !== null);
        if (told.length === 0) return null;
        return {
          hits: told.filter(({ untailored }) => untailored === true).length,
          of: told.length,
        };
      }),
  },
  {
    ...inShare,
    name: "worded-alike",
    says: "candidates worded like an earlier one of the same list",
    better: "less",
    at: [30],
    score: (scored, at) =>
      overRuns(scored, (run) => {
        const own = firstOf(run, at);
        if (own.length === 0) return null;
        const alike = own.filter(({ hazard }, i) =>
          own.slice(0, i).some((before) => likeness(before.hazard, hazard) >= wordedAlike),
        );
        return { hits: alike.length, of: own.length };
      }),
  },
  {
    ...inShare,
    name: "said-what-it-must-not",
    says: "candidates that say what the description tries to put into their mouth",
    better: "less",
    score: (scored) =>
      overRuns(scored, ({ candidates }) => {
        const words = scored.case.mustNot.map((text) => text.toLowerCase());
        if (words.length === 0 || candidates.length === 0) return null;
        const led = candidates.filter((one) => words.some((word) => textOf(one).includes(word)));
        return { hits: led.length, of: candidates.length };
      }),
  },
  {
    ...inShare,
    name: "stability",
    says: "candidates that two repeats in a row share, of all that either has",
    better: "more",
    score: ({ runs }) => {
      const pairs = runs.slice(1).map((run, i) => {
        const [a, b] = [runs[i]?.candidates ?? [], run.candidates];
        const [one, other] = [new Set(a.map(({ key }) => key)), new Set(b.map(({ key }) => key))];
        return { hits: one.intersection(other).size, of: one.union(other).size };
      });
      if (pairs.length === 0) return null;
      return {
        hits: pairs.reduce((sum, { hits }) => sum + hits, 0),
        of: pairs.reduce((sum, { of }) => sum + of, 0),
      };
    },
  },
  {
    ...inShare,
    name: "failed",
    says: "cases that were not answered",
    better: "less",
    score: (scored) => overRuns(scored, ({ error }) => ({ hits: error === null ? 0 : 1, of: 1 })),
  },
  meanOf(
    "padding",
    "candidates beyond what is sensible, a harmless product",
    ({ candidates }, scored) => {
      const { sensibleMaximum } = scored.case;
      return sensibleMaximum === undefined
        ? null
        : Math.max(0, candidates.length - sensibleMaximum);
    },
  ),
  {
    ...meanOf("candidates", "candidates a product", ({ candidates }) => candidates.length),
    better: "more",
  },
  meanOf("seconds", "seconds a product", ({ seconds }) => seconds),
  meanOf(
    "tokens",
    "tokens in and out of a language model, a product",
    ({ tokens }) => tokens.in + tokens.out,
  ),
];
