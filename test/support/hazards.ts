import { expect } from "vitest";
import type { z } from "zod";
import type { $WrittenHazard } from "../../src/domain/hazard/edits.ts";
import { hashOf } from "../../src/domain/hash/canonical.ts";
import type { Hazard } from "../../src/domain/hazard/hazard.ts";
import type { Desk } from "./record.ts";

type WrittenInput = z.input<typeof $WrittenHazard>;

/** What a person who was shown a hazard says about it: which one, and the hash of what they saw. */
export async function shownHazard(
  { call }: Pick<Desk, "call">,
  hazard: string,
  product?: string,
): Promise<{ hazard: string; seen: string }> {
  const shown = await call("hazard.show", { hazard, product });
  return { hazard: shown.hazard.id, seen: shown.hazard.hash };
}

/** The same of a hazard at hand. */
export const seenOf = ({ id, hash }: Hazard): { hazard: string; seen: string } => ({
  hazard: id,
  seen: hash,
});

/** A hazard in a person's own words, with two causes and a control of each. */
export const writtenHazard: WrittenInput = {
  name: "Draft signed under another clinician's name",
  hazard: "The note is signed under the name of whoever used the room before.",
  effect: "Questions about the note reach somebody who never saw the patient.",
  harm: "Treatment is delayed while the right clinician is sought.",
  causes: [
    { text: "The session of the clinician before stays open.", kind: "software" },
    { text: "Nobody reads the name above the note.", kind: "human" },
  ],
  controls: [
    {
      text: "End a session when its room is left.",
      type: "design",
      owner: "maker",
      worksIf: "No test shows the session before.",
      actsOn: [1],
    },
    {
      text: "Train clinicians to read the name.",
      type: "training",
      owner: "deployer",
      actsOn: [2],
    },
  ],
};

type Candidate = { readonly id: string; readonly hash: string };

/** Takes a candidate into the log with its first cause, and whatever else is said. */
export const acceptCandidate = (
  { call }: Pick<Desk, "call">,
  { id, hash }: Candidate,
  choice: { causes?: number[]; controls?: number[] } = {},
): Promise<Hazard> => call("queue.accept", { suggestion: id, seen: hash, causes: [1], ...choice });

/** Writes a hazard by hand, with an action of the maker's that waits. */
export async function writeHazard(
  { call }: Pick<Desk, "call">,
  product: string,
  content: Partial<WrittenInput> = {},
): Promise<Hazard> {
  const made = await call("hazard.add", { product, content: { ...writtenHazard, ...content } });
  return call("hazard.add-action", {
    ...seenOf(made),
    summary: "Write the test of the session",
    owner: "Test lead",
    party: "maker",
  });
}

/** That one decision made one version and one event of what it says, and nothing else. */
export async function expectOneChange(
  { call, audit }: Pick<Desk, "call" | "audit">,
  before: Hazard,
  after: Hazard,
  verb: string,
  changes: readonly unknown[],
): Promise<void> {
  const shown = await call("hazard.show", { hazard: before.id });
  expect(shown.hazard).toEqual(after);
  expect(after.version).toBe(before.version + 1);
  expect(shown.decisions).toHaveLength(after.version);
  const decision = shown.decisions.at(-1);
  expect(decision).toMatchObject({
    verb,
    hazard: before.id,
    hazardSeen: before.hash,
    by: { name: "Asha Kinloch" },
    changes,
  });
  const version = shown.versions.at(-1);
  expect(version).toMatchObject({ decision: decision?.id, hash: after.hash });
  expect(hashOf(version?.content)).toBe(after.hash);
  const event = (await audit()).at(-1);
  expect(event).toMatchObject({
    action: `hazard.${verb}`,
    actor: { kind: "person", name: "Asha Kinloch" },
    subject: { kind: "hazard", id: before.id, ref: before.ref },
    product: before.product,
    details: { decision: decision?.id, seen: before.hash, content: after.hash },
  });
  expect(event?.details["changed"]).toEqual(decision?.changes.map(({ path }) => path.join(".")));
}
