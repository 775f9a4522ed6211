import type { Hazard } from "../../src/domain/hazard/hazard.ts";
import { seenOf } from "./hazards.ts";
import { makeQueue, namePerson, type Queue } from "./make-queue.ts";
import type { Desk, SteadyClock } from "./record.ts";

export type History = Queue & {
  /** From S-1, edited on acceptance, with a cause of S-2, scored and evaluated. */
  readonly hazard: Hazard;
  /** Written by hand. */
  readonly written: Hazard;
  /** From S-3, undone. */
  readonly undone: Hazard;
  readonly rejected: string;
};

/** A record in which nearly everything that people can decide was decided, a minute apart. */
export async function makeHistory(desk: Desk, clock: SteadyClock): Promise<History> {
  const tick = (): void => {
    clock.advance(60_000);
  };
  const queue = await makeQueue(desk);
  const { first, second, candidates, product } = queue;
  const [, , third, fourth, fifth] = candidates;
  if (third === undefined || fourth === undefined || fifth === undefined) {
    throw new Error(`Expected five candidates; found ${candidates.length}.`);
  }
  const decideOn = ({ id, hash }: { id: string; hash: string }) => ({ suggestion: id, seen: hash });
  tick();
  await desk.call("queue.defer", { ...decideOn(second), text: "Ask the maker about the vendor." });
  tick();
  let hazard = await desk.call("queue.accept", {
    ...decideOn(first),
    causes: [1, 2],
    controls: [1],
    edits: {
      hazard: "The note lists a medicine as current that was stopped.",
      causes: [{ number: 2, text: "The clinician does not read the draft to its end." }],
      controls: [],
    },
  });
  tick();
  hazard = await desk.call("queue.add-cause", {
    ...decideOn(second),
    hazard: hazard.id,
    hazardSeen: hazard.hash,
    causes: [1],
  });
  tick();
  const undone = await desk.call("queue.accept", { ...decideOn(third), causes: [1] });
  tick();
  await desk.call("queue.undo", { ...decideOn(third), text: "It belongs to another product." });
  tick();
  await desk.call("queue.reject", {
    ...decideOn(fourth),
    reason: "out-of-scope",
    text: "Section 2 leaves it out.",
  });
  tick();
  await desk.call("queue.merge", {
    ...decideOn(fifth),
    into: hazard.ref,
    intoSeen: hazard.hash,
  });
  tick();
  await namePerson(desk, "contributor", "Bram Vance");
  hazard = await desk.call("hazard.edit", {
    ...seenOf(hazard),
    edits: {
      addCauses: [{ text: "The microphone is muted.", kind: "environment" }],
      causes: [{ number: 3, text: "Reworded after the workshop." }],
      controls: [],
    },
    text: "Workshop of March.",
  });
  tick();
  hazard = await desk.call("hazard.confirm", { ...seenOf(hazard), controls: [1] });
  tick();
  hazard = await desk.call("hazard.edit", { ...seenOf(hazard), edits: { removeCauses: [4] } });
  tick();
  hazard = await desk.call("hazard.score", {
    ...seenOf(hazard),
    severity: "considerable",
    likelihood: "low",
  });
  tick();
  hazard = await desk.call("hazard.evaluate", {
    ...seenOf(hazard),
    stage: "initial",
    acceptable: true,
    reason: "Low, and the control was seen to work.",
    present: ["Bram Vance", "Asha Kinloch"],
  });
  tick();
  const written = await desk.call("hazard.add", {
    product: product.id,
    content: {
      name: "Printer out of paper",
      hazard: "The letter is never printed.",
      effect: "The patient does not get the letter.",
      harm: "Treatment is late.",
      causes: [{ text: "Nobody refills the tray.", kind: "human" }],
      controls: [
        {
          text: "Ring the ward when a job waits.",
          type: "design",
          owner: "maker",
          actsOn: [1],
        },
      ],
    },
  });
  tick();
  const gone = await desk.call("hazard.withdraw", {
    ...seenOf(written),
    text: "Not of this product.",
  });
  return { ...queue, hazard, written: gone, undone, rejected: fourth.ref };
}
