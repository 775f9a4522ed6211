import { z } from "zod";
import { decisionHash } from "../../domain/audit/record-hash.ts";
import { diff } from "../../domain/diff/diff.ts";
import {
  hazardHash,
  $HazardContent,
  type HazardContent,
  type HazardVerb,
} from "../../domain/hazard/content.ts";
import { isRefused, type Refused } from "../../domain/hazard/edits.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { withSideEffects, type ControlAnswers } from "../../domain/hazard/side-effects.ts";
import { AppError } from "../errors.ts";
import { personOf } from "../person.ts";
import { toDecision } from "../../domain/decision/decision.ts";
import { requireHazard } from "../require.ts";
import { requireSeen } from "../seen.ts";
import type { Scope } from "../use-case.ts";
import { holdProduct } from "./hold.ts";

/** What every decision about a hazard says. */
export const hazardInput = {
  hazard: z.string(),
  product: z.string().optional(),
  /** Hash of the hazard as it was shown; never defaulted. */
  seen: z.string().optional(),
  /** Account to whom it was shown, where a page knows it. */
  as: z.string().optional(),
} as const;
type HazardInput = {
  hazard: string;
  product?: string | undefined;
  seen?: string | undefined;
  as?: string | undefined;
};

const $Content = z.object($HazardContent.shape);
/** What stands of a hazard, without what is known about it. */
export const contentOf = (hazard: Hazard): HazardContent => $Content.parse(hazard);

/** Refuses a change of what was not shown, or of what is withdrawn. */
export function requireChangeable(hazard: Hazard, seen: string | undefined): void {
  requireSeen(hazard.ref, hazard.hash, seen);
  if (hazard.status !== "withdrawn") return;
  throw new AppError(
    "conflict",
    `${hazard.ref} is withdrawn: it keeps its number and is not changed any more.`,
  );
}

/** The hazard as it stands, nobody else changing it meanwhile, when that is what the person was shown. */
export async function requireShown({ tx }: Scope, input: HazardInput): Promise<Hazard> {
  const { id, product } = await requireHazard(tx, input.hazard, input.product);
  await holdProduct(tx, product);
  const hazard = await requireHazard(tx, id);
  requireChangeable(hazard, input.seen);
  return hazard;
}

/** A score rests on what was scored, so that nobody takes it away from under it (DESIGN §4). */
export function requireUnscored(hazard: Hazard, what: string, since = 1): void {
  const scored = [hazard.initial, hazard.residual].find(
    (score) => score !== null && score.hazardVersion >= since,
  );
  if (scored === undefined || scored === null) return;
  throw new AppError(
    "conflict",
    `${hazard.ref} was scored by ${scored.by} on ${scored.at.slice(0, 10)}, so that ${what} is refused: edit ${hazard.ref}, or close it, and score it again. Nothing was changed.`,
  );
}

/** Adds the version that a decision made; refuses when somebody else was faster. Gives its hash. */
export async function nextVersion(
  { tx }: Scope,
  hazard: Hazard,
  made: HazardContent,
  decision: string,
  at: string,
): Promise<string> {
  const content = { ...made, version: hazard.version + 1 };
  const hash = hazardHash(content);
  if (await tx.hazards.addVersion({ hazard: hazard.id, content, hash, decision, at })) return hash;
  const others = (await tx.decisions.ofHazard(hazard.id)).filter(({ id }) => id !== decision);
  const last = others.at(-1);
  const who = last === undefined ? "somebody" : last.by.name;
  throw new AppError(
    "conflict",
    `${hazard.ref} was changed by ${who} while you decided: show it again, read it, and decide on that. Nothing was changed.`,
  );
}

export type HazardChange = {
  readonly verb: Exclude<HazardVerb, "add">;
  /** What the hazard becomes, or why not. */
  readonly make: (content: HazardContent, hazard: Hazard) => HazardContent | Refused;
  /** Why the person changed it, where they said so. */
  readonly text?: string | null;
  /** What they answered about controls that it adds (DCB0129 6.1.2, 6.1.3). */
  readonly answers?: (content: HazardContent) => readonly ControlAnswers[];
};

/** A named person changes a hazard that they were shown: one decision, one version, one event. */
export const changeHazard = async (
  scope: Scope,
  input: HazardInput,
  change: HazardChange,
): Promise<Hazard> => (await decideChange(scope, input, change)).hazard;

/** The same, with the decision that it made. */
export async function decideChange(
  scope: Scope,
  input: HazardInput,
  { verb, make, text = null, answers }: HazardChange,
): Promise<{ readonly hazard: Hazard; readonly decision: string }> {
  const { tx, at, newId, audit } = scope;
  const hazard = await requireShown(scope, input);
  const before = contentOf(hazard);
  const made = make(before, hazard);
  if (isRefused(made)) throw new AppError("invalid-input", made.refused);
  const changes = diff(before, made);
  if (changes.length === 0) {
    throw new AppError("conflict", `${hazard.ref} says so already: nothing was changed.`);
  }
  const answered = answers?.(before) ?? [];
  const decision = toDecision({
    id: newId(),
    verb,
    hazard: hazard.id,
    hazardSeen: hazard.hash,
    by: personOf(scope, input.as),
    at,
    text: withSideEffects(text, answered),
    controls: answered.map(({ control }) => control),
    changes,
  });
  await tx.decisions.add(decision);
  const content = await nextVersion(scope, hazard, made, decision.id, at);
  await audit({
    action: `hazard.${verb}`,
    subject: { kind: "hazard", id: hazard.id, ref: hazard.ref },
    product: hazard.product,
    details: {
      decision: decision.id,
      record: decisionHash(decision),
      seen: hazard.hash,
      content,
      changed: changes.map(({ path }) => path.join(".")),
    },
  });
  return { hazard: await requireHazard(tx, hazard.id), decision: decision.id };
}
