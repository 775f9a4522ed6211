import { eventNaming, type Provenance } from "../../../domain/provenance/record.ts";
import { tellStory } from "../../../domain/provenance/story.ts";
import { sayTime } from "../words.ts";

export type StoryMoment = {
  readonly at: string;
  readonly event: string;
  readonly sentences: readonly string[];
};

/** How a hazard came into the log: up to the decision that put it there. What came after is its history. */
export function presentStory(found: Provenance, decision: string): StoryMoment[] {
  const entered = eventNaming(found, "decision", decision)?.sequence ?? 0;
  return tellStory(found).moments.flatMap(({ at, event, sentences }) =>
    event === null || event.sequence > entered
      ? []
      : [{ at: sayTime(at), event: `audit event ${event.sequence}`, sentences }],
  );
}
