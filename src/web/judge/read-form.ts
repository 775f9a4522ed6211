import { checkDecision, type PairDecision } from "../../domain/evaluation/decision.ts";
import type { GoldPairs, ShownCandidate } from "../../domain/evaluation/open-pairs.ts";
import { verdictLevels, type Verdict, type VerdictLevel } from "../../domain/evaluation/verdict.ts";
import { sayRefusal } from "../../app/evaluation/say-refusal.ts";
import type { Form } from "../form.ts";
import type { Problem } from "../presenters/frame.ts";

/** Names of a candidate's fields; also the ids that a problem leads to. */
export const fieldsOf = (number: number) => ({
  verdict: `verdict-${number}`,
  causes: `causes-${number}`,
  why: `why-${number}`,
});

/** What the page asks the judging. */
export type Standing = {
  readonly pairs: GoldPairs;
  readonly open: readonly ShownCandidate[];
  readonly said: ReadonlyMap<string, Verdict>;
};
type Read = { readonly decisions: readonly PairDecision[]; readonly problems: readonly Problem[] };

const levelOf = (text: string): VerdictLevel | null =>
  verdictLevels.find((level) => level === text) ?? null;

const numbersIn = (texts: readonly string[]): number[] =>
  texts.filter((text) => /^[1-9]\d{0,4}$/u.test(text)).map(Number);

/** One candidate's fields: null where nothing is said of it. */
function readOne(form: Form, { number, key }: ShownCandidate, standing: Standing) {
  const fields = fieldsOf(number);
  const verdict = levelOf(form.text(fields.verdict));
  const why = form.text(fields.why);
  // The ticks are hidden with a NO: what was ticked before does not count.
  const causes = verdict === "NO" ? [] : numbersIn(form.texts(fields.causes));
  const problems: Problem[] = [];
  if (verdict === null) {
    if (why.trim() === "" && causes.length === 0) return null;
    const text = `Choose STRICT, LENIENT or NO for candidate ${number}, or empty its fields`;
    return { decision: null, problems: [{ field: fields.verdict, text }] };
  }
  const isOpen = standing.open.some((candidate) => candidate.number === number);
  if (!isOpen) {
    const before = standing.said.get(key)?.verdict;
    if (before === verdict) return null;
    const text = `Candidate ${number} was judged ${before ?? ""} meanwhile: what you chose now was not kept`;
    return { decision: null, problems: [{ field: null, text }] };
  }
  const decision: PairDecision = { candidates: [number], verdict, causes, why };
  for (const refusal of checkDecision(standing.pairs, standing.open, decision)) {
    const field =
      refusal.kind === "no-why"
        ? fields.why
        : refusal.kind === "strict-without-cause"
          ? fields.causes
          : fields.verdict;
    problems.push({ field, text: `Candidate ${number}: ${sayRefusal(refusal)}` });
  }
  return { decision, problems };
}

/** What a form says of a known hazard's candidates; with `rest`, of those it showed and left open too. */
export function readVerdictForm(form: Form, standing: Standing): Read {
  const read = standing.pairs.candidates.flatMap(
    (candidate) => readOne(form, candidate, standing) ?? [],
  );
  const decisions = read.flatMap(({ decision }) => decision ?? []);
  const problems = read.flatMap((one): readonly Problem[] => one.problems);
  if (form.text("decision") !== "rest") {
    if (decisions.length > 0 || problems.length > 0) return { decisions, problems };
    const text = "Say something of at least one candidate: nothing was marked";
    return { decisions, problems: [{ field: null, text }] };
  }
  const why = form.text("rest");
  if (why.trim() === "") {
    const text = "Say why the rest is NO: every verdict has a reason";
    return { decisions, problems: [...problems, { field: "rest", text }] };
  }
  const shown = new Set(numbersIn(form.texts("shown")));
  const marked = new Set(decisions.flatMap(({ candidates }) => candidates));
  const rest = standing.open
    .map(({ number }) => number)
    .filter((number) => shown.has(number) && !marked.has(number));
  if (rest.length === 0) return { decisions, problems };
  return {
    decisions: [...decisions, { candidates: rest, verdict: "NO", causes: [], why }],
    problems,
  };
}
