import { $AuditBody } from "../../domain/audit/event.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { provenanceFormat } from "../../domain/provenance/record.ts";
import type {
  Described,
  Event,
  Logged,
  Prior,
  Provenance,
  RunFacts,
  Suggested,
} from "../../domain/provenance/record.ts";
import { onlyNamed } from "../../domain/provenance/only-named.ts";
import type { Tx } from "../ports.ts";
import type { Decision } from "../../domain/decision/decision.ts";
import type { Suggestion } from "../records.ts";
import { requireProduct, requireRun } from "../require.ts";
import { askedOf, readRunCalls, toCalled, type RunCalls } from "./calls.ts";

const byId = <T extends { id: string }>(things: readonly T[]): T[] => [
  ...new Map(things.map((thing) => [thing.id, thing])).values(),
];
const present = <T>(values: readonly (T | null)[]): T[] =>
  values.flatMap((value) => (value === null ? [] : [value]));

async function suggestionsOf(tx: Tx, ids: readonly string[]): Promise<Suggestion[]> {
  const found: Suggestion[] = [];
  for (const id of new Set(ids)) found.push(...(await tx.suggestions.find(id)));
  return found;
}

async function eventsAbout(tx: Tx, ids: readonly string[]): Promise<Event[]> {
  const events = await tx.audit.about(ids);
  return events.map(({ text, hash }) => ({ ...$AuditBody.parse(JSON.parse(text)), hash }));
}

async function priorOf(tx: Tx, { content, product }: Suggestion): Promise<Prior[]> {
  const cited = content.evidence.bank;
  const held = await tx.bank.entries(cited, product);
  return cited.map(({ id, version, nearness }) => {
    const found = held.find(({ entry }) => entry.id === id && entry.version === version);
    return {
      id,
      version,
      nearness,
      hash: found?.hash ?? null,
      confidentiality: found?.confidentiality ?? null,
      entry: found?.entry ?? null,
      withheld: found === undefined ? "withheld: not in the bank" : null,
    };
  });
}

async function suggestedOf(
  tx: Tx,
  suggestion: Suggestion,
  runs: readonly GatheredRun[],
): Promise<Suggested> {
  const { id, ref, run, productVersion, rank, state, hash, content } = suggestion;
  const { cell, drafter } = content;
  const facts = { id, ref, run, productVersion, rank, state, hash, cell, drafter };
  const prior = await priorOf(tx, suggestion);
  const asking = runs.find(({ facts }) => facts.id === run)?.asking ?? null;
  const asked = asking === null ? {} : { asked: askedOf(asking, suggestion, prior) };
  return { ...facts, ...asked, content, withheld: null, prior };
}

type GatheredRun = { readonly facts: RunFacts; readonly asking: RunCalls | null };

async function runOf(tx: Tx, id: string, events: readonly Event[]): Promise<GatheredRun> {
  const { product: _product, fence: _fence, ...run } = await requireRun(tx, id);
  const start = events.find(({ action, subject }) => action === "run.start" && subject.id === id);
  const text = (key: string): string | null => {
    const said = start?.details[key];
    return typeof said === "string" ? said : null;
  };
  const steps = await tx.runs.steps(id);
  const asking = readRunCalls(run.drafter, await tx.runs.modelCalls(id), steps);
  const facts = {
    ...run,
    embedderArtefact: text("embedder"),
    sentTo: text("sendsTo"),
    steps: steps.map(({ output: _output, ...step }) => step),
  };
  if (asking === null) return { facts, asking };
  const calls = asking.calls.map((call) => toCalled(call, id, events));
  return { facts: { ...facts, calls }, asking };
}

async function loggedOf(
  tx: Tx,
  { id, ref, status, origin }: Hazard,
  whole: boolean,
  decisions: readonly Decision[],
): Promise<Logged> {
  const versions = await tx.hazards.versions(id);
  const made = new Set(decisions.map((decision) => decision.id));
  return {
    id,
    ref,
    status,
    suggestion: origin.suggestion,
    versions: versions
      .filter(({ decision }) => whole || made.has(decision))
      .map(({ content, hash, decision, at }) => ({
        version: content.version,
        hash,
        decision,
        at,
        content,
      })),
    scores: whole ? (await tx.hazards.scores(id)).toReversed() : [],
    evaluations: whole ? (await tx.hazards.evaluations(id)).toReversed() : [],
  };
}

type Told = {
  readonly about: Provenance["about"];
  readonly product: string;
  readonly suggestions: readonly Suggestion[];
  /** The hazard told of whole; null when only what became of a suggestion is. */
  readonly hazard: Hazard | null;
};

/** Everything recorded about these, with what decisions about them name. */
async function assemble(tx: Tx, told: Told): Promise<Provenance> {
  const { hazard } = told;
  const decisions: Decision[] = hazard === null ? [] : await tx.decisions.ofHazard(hazard.id);
  for (const { id } of told.suggestions) decisions.push(...(await tx.decisions.ofSuggestion(id)));
  const ofThese = byId(decisions);
  const runIds = [...new Set(told.suggestions.map(({ run }) => run))];
  const subjects = [...told.suggestions.map(({ id }) => id), ...runIds];
  if (hazard !== null) subjects.push(hazard.id);
  const versions = present(
    await inTurn(
      byId(told.suggestions.map(({ productVersion }) => ({ id: productVersion }))),
      (v) => tx.products.version(v.id),
    ),
  );
  const descriptions: Described[] = versions
    .map(({ id, number, hash }) => ({ id, number, hash }))
    .sort((a, b) => a.number - b.number);
  const events = (await eventsAbout(tx, [...subjects, told.product])).filter(
    ({ subject, details }) =>
      subject.id !== told.product ||
      descriptions.some(
        ({ hash, number }) => details["description"] === hash && details["version"] === number,
      ),
  );
  const place = (id: string): number =>
    events.find(({ details }) => details["decision"] === id)?.sequence ?? Number.MAX_SAFE_INTEGER;
  const hazardIds = new Set(present(ofThese.map((decision) => decision.hazard)));
  const hazards = (await inTurn([...hazardIds], (id) => tx.hazards.find(id))).flat();
  const whole = hazard === null ? hazards : [hazard];
  const included = new Set([...told.suggestions, ...whole].map(({ id }) => id));
  const merged = await suggestionsOf(tx, present(ofThese.map(({ into }) => into)));
  const runs = await inTurn(runIds, (id) => runOf(tx, id, events));
  const suggestions = await inTurn(told.suggestions, (one) => suggestedOf(tx, one, runs));
  return {
    format: provenanceFormat,
    about: told.about,
    audience: "organisation",
    withheld: { entries: 0, suggestions: 0, words: 0 },
    product: await requireProduct(tx, told.product),
    descriptions,
    runs: runs.map(({ facts }) => onlyNamed(facts, suggestions)),
    suggestions,
    decisions: ofThese.toSorted((a, b) => place(a.id) - place(b.id)),
    hazards: await inTurn(whole, (one) => loggedOf(tx, one, hazard !== null, ofThese)),
    item: null,
    mentioned: byId([...hazards, ...merged])
      .filter(({ id }) => !included.has(id))
      .map(({ id, ref }) => ({ id, ref })),
    events,
  };
}

/** One after another: a transaction has one connection. */
async function inTurn<T, R>(things: readonly T[], act: (thing: T) => Promise<R>): Promise<R[]> {
  const made: R[] = [];
  for (const thing of things) made.push(await act(thing));
  return made;
}

export const gatherSuggestion = (tx: Tx, suggestion: Suggestion): Promise<Provenance> =>
  assemble(tx, {
    about: { kind: "suggestion", ref: suggestion.ref },
    product: suggestion.product,
    suggestions: [suggestion],
    hazard: null,
  });

/** A hazard with every suggestion that it came from, took causes of, or had merged into it. */
export async function gatherHazard(tx: Tx, hazard: Hazard): Promise<Provenance> {
  const decisions = await tx.decisions.ofHazard(hazard.id);
  const own = await suggestionsOf(
    tx,
    present([hazard.origin.suggestion, ...decisions.map(({ suggestion }) => suggestion)]),
  );
  const merged = await inTurn([hazard, ...own], ({ id }) => tx.suggestions.mergedInto(id));
  return assemble(tx, {
    about: { kind: "hazard", ref: hazard.ref },
    product: hazard.product,
    suggestions: byId([...own, ...merged.flat()]),
    hazard,
  });
}
