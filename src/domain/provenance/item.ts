import type { Change } from "../diff/diff.ts";
import { canonicalText } from "../hash/canonical.ts";
import type { HazardContent, LoggedCause, LoggedControl } from "../hazard/content.ts";
import { onlyNamed } from "./only-named.ts";
import { refOfItem, type ItemRef } from "./about.ts";
import type { Event, Item, ItemState, Provenance, Version } from "./record.ts";

type Thing = LoggedCause | LoggedControl;

function thingIn(content: HazardContent, { kind, number }: ItemRef): Thing | null {
  const list: readonly Thing[] = kind === "cause" ? content.causes : content.controls;
  return list.find((thing) => thing.number === number) ?? null;
}

export function historyOf(versions: readonly Version[], ref: ItemRef): ItemState[] {
  const states: ItemState[] = [];
  let before: Thing | null = null;
  for (const { version, decision, content } of versions) {
    if (content === null) continue;
    const now = thingIn(content, ref);
    const what = before === null ? "added" : now === null ? "removed" : "changed";
    if (canonicalText(now) !== canonicalText(before)) states.push({ version, decision, what, now });
    before = now;
  }
  return states;
}

function linkedTo(content: HazardContent | null, { kind, number }: ItemRef): number[] {
  if (content === null) return [];
  return kind === "cause"
    ? content.controls.filter(({ actsOn }) => actsOn.includes(number)).map((c) => c.number)
    : (content.controls.find((control) => control.number === number)?.actsOn ?? []);
}

/** Every cause or control that a hazard ever had, by its number. */
export const numbersOf = (versions: readonly Version[], kind: ItemRef["kind"]): number[] => {
  const numbers = versions.flatMap(({ content }) =>
    (kind === "cause" ? (content?.causes ?? []) : (content?.controls ?? [])).map((t) => t.number),
  );
  return [...new Set(numbers)].sort((a, b) => a - b);
};

/** Whether a change is one of this thing, or of the whole hazard's standing. */
const isAbout = ([list, number]: Change["path"], ref: ItemRef): boolean =>
  list === "status" || (list === `${ref.kind}s` && number === ref.number);

const named = ({ details }: Event, key: string): string => {
  const id = details[key];
  return typeof id === "string" ? id : "";
};

/** Only what concerns one cause or control of a hazard; null when it never had that one. */
export function narrowTo(whole: Provenance, ref: ItemRef): Provenance | null {
  const [hazard] = whole.hazards;
  if (hazard === undefined) return null;
  const history = historyOf(hazard.versions, ref);
  if (history.length === 0) return null;
  const from = new Set(history.flatMap(({ now }) => now?.from?.suggestion ?? []));
  const suggestions = whole.suggestions.filter(({ id }) => from.has(id));
  const runs = whole.runs
    .filter(({ id }) => suggestions.some(({ run }) => run === id))
    .map((run) => onlyNamed(run, suggestions));
  const read = new Set(runs.map(({ productVersion }) => productVersion));
  const descriptions = whole.descriptions.filter(({ id }) => read.has(id));
  const made = new Set(history.map(({ decision }) => decision));
  const withdrawn = hazard.versions
    .filter(({ content }) => content?.status === "withdrawn")
    .map(({ decision }) => decision);
  const decisions = whole.decisions
    .filter(
      ({ id, suggestion }) =>
        made.has(id) || withdrawn.includes(id) || (suggestion !== null && from.has(suggestion)),
    )
    .map((decision) => ({
      ...decision,
      changes:
        decision.hazard === hazard.id
          ? decision.changes.filter(({ path }) => isAbout(path, ref))
          : [],
    }));
  const kept = new Set(decisions.map(({ id }) => id));
  const versions = hazard.versions
    .filter(({ decision }) => kept.has(decision))
    .map((version) => ({ ...version, content: null }));
  const item: Item = {
    ...ref,
    history,
    linked: linkedTo(hazard.versions.at(-1)?.content ?? null, ref),
  };
  return {
    ...whole,
    about: { kind: ref.kind, ref: refOfItem(hazard.ref, ref) },
    descriptions,
    runs,
    suggestions,
    decisions,
    hazards: [{ ...hazard, versions, scores: [], evaluations: [] }],
    item,
    mentioned: [
      ...whole.mentioned,
      ...whole.suggestions
        .filter(({ id }) => !from.has(id))
        .map(({ id, ref: r }) => ({ id, ref: r })),
    ],
    events: whole.events.filter(
      (event) =>
        kept.has(named(event, "decision")) ||
        runs.some(({ id }) => id === event.subject.id) ||
        (event.subject.id === whole.product.id &&
          descriptions.some(({ hash }) => hash === named(event, "description"))),
    ),
  };
}
