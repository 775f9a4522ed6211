import type { z } from "zod";
import type { $WrittenHazard } from "../../src/domain/hazard/edits.ts";
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
