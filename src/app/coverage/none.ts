import type { CoverageDecision } from "../../domain/coverage/coverage.ts";
import { sayUndecided } from "../../domain/coverage/say.ts";
import type { Vocabulary } from "../../domain/facet/vocabulary.ts";
import { write } from "../use-case.ts";
import { $placeDecision, decidePlace, sayWho } from "./decide.ts";
import type { ShownPlace } from "./read.ts";

/** Records that a person considered a place and found no hazard there, with the reason (DESIGN §3). */
export const createConsiderNone = (vocabulary: Vocabulary) =>
  write({
    summary: "Recording that a place was considered",
    right: "decide",
    needsPerson: true,
    $input: $placeDecision,
    run: (scope, input): Promise<CoverageDecision> =>
      decidePlace(vocabulary, scope, "none", input, refuseNone),
  });

function refuseNone({ key, standing, suggestions, hazards, decisions }: ShownPlace): string | null {
  switch (standing.state) {
    case "suggested":
      return `In ${key}, ${sayUndecided(suggestions)}: decide that first, then say that nothing else is there.`;
    case "hazard":
      return `${key} holds ${hazards.map(({ ref }) => ref).join(", ")}: a place with a hazard is not without one.`;
    case "none": {
      const [last] = decisions;
      if (standing.outdated.length > 0 || last === undefined) return null;
      return `${key} was considered already by ${sayWho(last)}. Open it again first if that is wrong.`;
    }
    case "open":
    case "not-run":
      return null;
  }
}
