import type { AuditBody } from "./event.ts";

export const keptKinds = [
  "description",
  "step",
  "suggestion",
  "decision",
  "version",
  "score",
  "evaluation",
  "tombstone",
] as const;
export type KeptKind = (typeof keptKinds)[number];

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

/** What an event says that the record holds. */
function toldBy({ action, subject, details }: AuditBody): Told[] {
  const told: Told[] = [];
  const tell = (kind: KeptKind, id: string | null, hash: string | null): void => {
    if (id !== null) told.push({ kind, id, hash });
  };
  if (action === "product.add" || action === "product.describe") {
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
  if (action === "tombstone.add") {
    for (const { id, was, became } of listAt(details, "places")) {
      if (typeof id === "string") tell("tombstone", id, `${String(was)} ${String(became)}`);
    }
  }
  return told;
}

/** Whether tombstones lead from the text that was recorded to the one that stands there. */
function isBlotted(hash: string, actual: string, became: ReadonlyMap<string, string>): boolean {
  const seen = new Set<string>();
  for (let at: string | undefined = hash; at !== undefined && !seen.has(at); at = became.get(at)) {
    if (at === actual) return true;
    seen.add(at);
  }
  return false;
}

/**
 * Holds the record against the chain, both ways: what stands there is what was recorded, an event
 * tells of each thing, and nothing that an event tells of is gone. Gives a sentence for each breach.
 */
export function compareRecord(kept: readonly Kept[], events: Iterable<AuditBody>): string[] {
  const breaches: string[] = [];
  const told = new Map<string, Told & { sequence: number }>();
  for (const event of events) {
    for (const one of toldBy(event)) {
      told.set(`${one.kind} ${one.id}`, { ...one, sequence: event.sequence });
    }
  }
  const became = new Map(
    kept.flatMap(({ kind, hash }) => {
      const [was, now] = kind === "tombstone" ? hash.split(" ") : [];
      return was === undefined || now === undefined ? [] : [[was, now] as const];
    }),
  );
  for (const { kind, id, ref, hash, actual } of kept) {
    const event = told.get(`${kind} ${id}`);
    told.delete(`${kind} ${id}`);
    if (event === undefined) {
      breaches.push(`${ref} stands in the record, and no audit event tells of it.`);
    } else if (event.hash !== null && event.hash !== hash) {
      breaches.push(`${ref} is not what audit event ${event.sequence} tells of it.`);
    }
    if (!isBlotted(hash, actual, became)) {
      breaches.push(`${ref} does not say what was recorded: its text was changed.`);
    }
  }
  for (const { kind, id, sequence } of told.values()) {
    breaches.push(
      `Audit event ${sequence} tells of ${kind === "evaluation" ? "an" : "a"} ${kind} (${id}) that is missing in the record.`,
    );
  }
  return breaches;
}
