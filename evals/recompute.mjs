// Works every figure out again from what was run, matched and assessed: node evals/recompute.mjs RESULT.json
import { readFileSync } from "node:fs";
import { likeness } from "../src/domain/text/likeness.ts"; // of two sentences, for `worded-alike`: all else stands here
const { arms, assessed, bootstrap, cases, figures, matches } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const sum = (list, of) => list.reduce((total, one, i) => total + Number(of(one, i)), 0);
const [isCore, isKind] = [(gold) => gold.core, (kind) => (gold) => gold.core && gold.kinds.includes(kind)];
const textsOf = (c) => [c.title, c.hazard, c.effect, c.harm, c.exposed, ...c.causes, ...c.assumptions];
const says = (c, words) => textsOf(c).join("\n").toLowerCase().includes(words.toLowerCase());
const causesOf = (gold) => gold.causes.map((_, i) => [gold, i + 1]);
const keysOf = (run) => new Set(run.candidates.map(({ key }) => key));
const scorers = { // of one repeat: the things that are counted, and how much each adds to the hits
  "recall-strict": (r) => [r.golds.filter(isCore), r.strict], "recall-strict-all": (r) => [r.golds, r.strict],
  "recall-lenient": (r) => [r.golds.filter(isCore), r.found], "recall-lenient-all": (r) => [r.golds, r.found],
  interaction: (r) => [r.golds.filter(isKind("interaction")), r.found],
  "more-exposed": (r) => [r.golds.filter(isKind("more-exposed")), r.found],
  causes: (r) => [r.golds.filter((gold) => gold.core && r.found(gold)).flatMap(causesOf), r.names],
  "would-accept": (r) => [r.judged, (a) => a.accept === "accept"],
  "would-accept-edited": (r) => [r.judged, (a) => a.accept !== "no"],
  duplicates: (r) => [r.judged, (a, i) => r.judged.slice(0, i).some((b) => b.candidate === a.sameAs)],
  "invented-facts": (r) => [r.judged, (a) => a.invented],
  quotes: (r) => [r.own.flatMap((c) => c.quotes), (quote) => quote.resolves],
  citations: (r) => [r.own.flatMap((c) => c.citations), (prior) => prior.resolves],
  untailored: (r) => [r.own.filter((c) => c.untailored !== null), (c) => c.untailored],
  "worded-alike": (r) => [r.own, (c, i) => r.own.slice(0, i).some((b) => likeness(b.hazard, c.hazard) >= 0.6)],
  "said-what-it-must-not": (r) => [r.mustNot.length > 0 ? r.own : [], (c) => r.mustNot.some((words) => says(c, words))],
  stability: (r) => [[...r.before.union(keysOf(r.run))], (key) => r.before.has(key) && keysOf(r.run).has(key)],
  failed: (r) => [[r.run], (run) => run.error !== null], candidates: (r) => [[r.run], (run) => run.candidates.length],
  seconds: (r) => [[r.run], (run) => run.seconds], tokens: (r) => [[r.run], (run) => run.tokens.in + run.tokens.out],
  padding: (r) => [r.most === undefined ? [] : [r.run], (run) => Math.max(0, run.candidates.length - r.most)],
};
function tallyOf({ arm, scorer, at, by }, { name, hazards: golds, mustNot, sensibleMaximum: most }) {
  const repeats = arms.filter((one) => one.arm === arm).sort((a, b) => a.repeat - b.repeat);
  const runs = repeats.flatMap((one) => one.cases.filter((run) => run.case === name));
  const all = runs.map((run, i) => {
    const own = run.candidates.filter(({ rank }) => rank <= (at ?? Infinity));
    const judged = own.flatMap(({ key }) => assessed.findLast((a) => a.case === name && a.candidate === key) ?? []);
    const has = (match) => match.case === name && own.some(({ key }) => key === match.candidate);
    const matched = (matches[by] ?? []).filter(has);
    const found = (gold) => matched.some((match) => match.gold === gold.id);
    const strict = (gold) => matched.some((match) => match.gold === gold.id && match.level === "STRICT");
    const names = ([gold, cause]) => matched.some((match) => match.gold === gold.id && match.causes.includes(cause));
    const before = keysOf(runs[i - 1] ?? run);
    const repeat = { run, before, own, golds, judged, mustNot, most, found, strict, names };
    const [list, adds] = scorers[scorer](repeat);
    return { hits: sum(list, adds), of: list.length };
  });
  const scored = scorer === "stability" ? all.slice(1) : all.filter(({ of }) => of > 0);
  return scored.length === 0 ? [] : { hits: sum(scored, ({ hits }) => hits), of: sum(scored, ({ of }) => of) };
}
function ratioOf(tallies) {
  const of = sum(tallies, (tally) => tally.of);
  return of === 0 ? null : sum(tallies, ({ hits }) => hits) / of;
}
function intervalOf(tallies) {
  if (tallies.length < 2) return [null, null];
  let state = bootstrap.seed >>> 0;
  function chance() { // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const draw = () => ratioOf(tallies.map(() => tallies[Math.floor(chance() * tallies.length)]));
  const drawn = Array.from({ length: bootstrap.resamples }, draw).filter((n) => n !== null).sort((a, b) => a - b);
  return [drawn[Math.floor(0.025 * drawn.length)] ?? null, drawn[Math.ceil(0.975 * drawn.length) - 1] ?? null];
}
const isSame = (a, b) => a === b || (a !== null && b !== null && Math.abs(a - b) <= 1e-9);
const wrong = figures.flatMap((figure) => {
  const tallies = scorers[figure.scorer] === undefined ? [] : cases.flatMap((one) => tallyOf(figure, one));
  const [value, [low, high]] = [ratioOf(tallies), intervalOf(tallies)];
  const differs = Object.entries({ value, low, high }).filter(([name, n]) => !isSame(n, figure[name]));
  const place = `${figure.arm} ${figure.scorer} at ${figure.at ?? "all"} by ${figure.by ?? "the run"}`;
  if (scorers[figure.scorer] === undefined) return `${place}: no such scorer`;
  return differs.map(([name, n]) => `${place}: ${name} is ${figure[name]}, worked out anew ${n}`);
});
process.stdout.write([...wrong, `${figures.length} figures, ${wrong.length} differences`, ""].join("\n"));
process.exitCode = wrong.length === 0 && figures.length > 0 ? 0 : 1;
