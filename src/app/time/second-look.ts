import { z } from "zod";
import type { OwnDecision } from "../records.ts";
import { look } from "../use-case.ts";
import { findOwnBatches } from "./batches.ts";

export type FastBatch = {
  readonly decisions: readonly OwnDecision[];
  readonly seconds: number;
};

/** Batches of one's own decisions of the last day that ask for a second look; of nobody else, ever. */
export const takeSecondLook = look({
  summary: "Looking again at fast decisions",
  right: "look",
  $input: z.strictObject({}),
  run: ({ tx, actor, at }): Promise<readonly FastBatch[]> =>
    actor.kind === "person" ? findOwnBatches({ tx, at }, actor.account.id) : Promise.resolve([]),
});
