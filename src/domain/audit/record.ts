import type { AuditBody } from "./event.ts";
import { tombstoneHash } from "./record-hash.ts";

export const keptKinds = [
  "description",
  "step",
  "call",
  "suggestion",
  "decision",
  "version",
  "score",
  "evaluation",
  "coverage",
  "view",
  "agreement",
  "sample",
  "scheme",
  "declaration",
  "baseline",
  "workbook",
  "proposal",
  "proposal-decision",
  "tombstone",
] as const;
export type KeptKind = (typeof keptKinds)[number];

/** Of those that “a” and the kind do not name well. */
const kindWords: Readonly<Partial<Record<KeptKind, string>>> = {
  evaluation: "an evaluation",
  coverage: "a decision about a place",
  agreement: "an agreement",
  scheme: "a risk scheme",
  declaration: "a declaration of a risk scheme",
  workbook: "a returned workbook",
  "proposal-decision": "a decision about a proposal",
};

/** Something that stands in the record and that an audit event tells of. */
export type Kept = {
  readonly kind: KeptKind;
  /** What the event calls it. */
  readonly id: string;
  /** What a person calls it. */
  readonly ref: string;
  /** Hash that the record keeps with it. */
  readonly hash: string;
  /** Hash of what stands there. */
  readonly actual: string;
  /** Place and row by which a tombstone names it; null for what is no text by itself. */
  readonly where: string | null;
};
type Told = { readonly kind: KeptKind; readonly id: string; readonly hash: string | null };

const textAt = (details: AuditBody["details"], key: string): string | null => {
  const value = details[key];
  return typeof value === "string" ? value : null;
};
const numberAt = (details: AuditBody["details"], key: string): string => {
  const value = details[key];
  return typeof value === "number" ? String(value) : "";
};
const listAt = (
  details: AuditBody["details"],
  key: string,
): Readonly<Record<string, unknown>>[] => {
  const value = details[key];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) =>
    typeof item === "object" && item !== null && !Array.isArray(item) ? [item] : [],
  );
};

/** A text that was taken out of one place, as an event tells of it. */
type Blot = {
  readonly id: string;
  readonly where: string;
  readonly was: string;
  readonly became: string;
  /** Of the whole tombstone. */
  readonly hash: string;
  readonly sequence: number;
};

function blotsIn({ action, actor, at, sequence, details }: AuditBody): Blot[] {
  if (action !== "tombstone.add") return [];
  const reason = textAt(details, "reason") ?? "";
  const account = actor.account ?? "";
  return listAt(details, "places").map((told) => {
    const say = (key: string): string => String(told[key]);
    const [id, place, row] = [say("id"), say("place"), say("row")];
    const [was, became] = [say("was"), say("became")];
    const hash = tombstoneHash({ id, place, row, was, became, reason, account, at });
    return { id, where: `${place} ${row}`, was, became, hash, sequence };
  });
}

/** What adds a version of a product's description. */
const describes: ReadonlySet<string> = new Set([
  "product.add",
  "product.describe",
  "product.answer",
  "product.correct",
]);

/** Acts by what each leaves in the record, under its name in the event's details. */
const acts = [
  ["view", "view.write"],
  ["agreement", "view.agree"],
  ["sample", "view.sample"],
  ["scheme", "scheme.add"],
  ["declaration", "scheme.declare"],
  ["baseline", "baseline.approve"],
  ["workbook", "workbook.take"],
] as const satisfies readonly (readonly [KeptKind, string])[];

/** What an event says that the record holds. */
function toldBy({ action, subject, details }: AuditBody, blots: readonly Blot[]): Told[] {
  const told: Told[] = [];
  const tell = (kind: KeptKind, id: string | null, hash: string | null): void => {
    if (id !== null) told.push({ kind, id, hash });
  };
  if (describes.has(action)) {
    tell(
      "description",
      `${subject.id} ${numberAt(details, "version")}`,
      textAt(details, "description"),
    );
  }
  if (action === "run.step" || action === "run.fail") {
    const id = `${subject.id} ${textAt(details, "step") ?? ""} ${numberAt(details, "attempt")}`;
    tell("step", id, textAt(details, "output"));
  }
  if (action === "run.call") {
    tell("call", `${subject.id} ${textAt(details, "key") ?? ""}`, textAt(details, "record"));
  }
  for (const { id, hash } of listAt(details, "suggestions")) {
    if (typeof id === "string" && typeof hash === "string") tell("suggestion", id, hash);
  }
  const decision = textAt(details, "decision");
  tell("decision", decision, textAt(details, "record"));
  // Before hazards had versions, an acceptance told of the decision alone.
  if (action === "suggestion.accept" || textAt(details, "content") !== null) {
    tell("version", decision, textAt(details, "content"));
  }
  tell(
    "score",
    action === "hazard.score" ? textAt(details, "score") : null,
    textAt(details, "record"),
  );
  tell("evaluation", textAt(details, "evaluation"), textAt(details, "record"));
  tell("coverage", textAt(details, "coverage"), textAt(details, "record"));
  for (const [kind, verb] of acts) {
    if (action === verb) tell(kind, textAt(details, kind), textAt(details, "record"));
  }
  for (const { id, record } of listAt(details, "proposals")) {
    if (typeof id === "string" && typeof record === "string") tell("proposal", id, record);
  }
  for (const { id, record } of listAt(details, "proposalDecisions")) {
    if (typeof id === "string" && typeof record === "string") {
      tell("proposal-decision", id, record);
    }
  }
  for (const { id, hash } of blots) tell("tombstone", id, hash);
  return told;
}

/** The hashes that a text has had, oldest first, as the tombstones of its very place replaced it. */
function hashesOf(hash: string, blots: readonly Blot[]): string[] {
  const hashes = [hash];
  for (const { was, became } of blots) if (was === hashes.at(-1)) hashes.push(became);
  return hashes;
}

/**
 * Holds the record against the chain, both ways: what stands there is what was recorded, an event
 * tells of each thing, and nothing that an event tells of is gone. Gives a sentence for each breach.
 */
export function compareRecord(kept: readonly Kept[], events: Iterable<AuditBody>): string[] {
  const breaches: string[] = [];
  const told = new Map<string, Told & { sequence: number }>();
  const blots = new Map<string, Blot[]>();
  for (const event of events) {
    const blotted = blotsIn(event);
    for (const blot of blotted) {
      blots.set(blot.where, [...(blots.get(blot.where) ?? []), blot]);
    }
    for (const one of toldBy(event, blotted)) {
      told.set(`${one.kind} ${one.id}`, { ...one, sequence: event.sequence });
    }
  }
  for (const { kind, id, ref, hash, actual, where } of kept) {
    const event = told.get(`${kind} ${id}`);
    told.delete(`${kind} ${id}`);
    if (event === undefined) {
      breaches.push(`${ref} stands in the record, and no audit event tells of it.`);
    } else if (event.hash !== null && event.hash !== hash) {
      breaches.push(`${ref} is not what audit event ${event.sequence} tells of it.`);
    }
    // A tombstone is for what stood there before it, and not for the same text written anew.
    const since = (blots.get(where ?? "") ?? []).filter(
      ({ sequence }) => sequence > (event?.sequence ?? 0),
    );
    const hashes = hashesOf(hash, since);
    if (actual === hashes.at(-1)) continue;
    breaches.push(
      hashes.includes(actual)
        ? `${ref} says again what a tombstone took out of it.`
        : `${ref} does not say what was recorded: its text was changed.`,
    );
  }
  for (const { kind, id, sequence } of told.values()) {
    breaches.push(
      `Audit event ${sequence} tells of ${kindWords[kind] ?? `a ${kind}`} (${id}) that is missing in the record.`,
    );
  }
  return breaches;
}
