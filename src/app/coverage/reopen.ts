import type { CoverageDecision } from "../../domain/coverage/coverage.ts";
import type { Vocabulary } from "../../domain/facet/vocabulary.ts";
import { write } from "../use-case.ts";
import { $placeDecision, decidePlace } from "./decide.ts";

/** Takes “considered: none” about a place back, with the reason; both decisions are kept. */
export const createReopenPlace = (vocabulary: Vocabulary) =>
  write({
    summary: "Opening a place again",
    right: "decide",
    needsPerson: true,
    $input: $placeDecision,
    run: (scope, input): Promise<CoverageDecision> =>
      decidePlace(vocabulary, scope, "reopen", input, ({ key, decisions }) =>
        decisions[0]?.verb === "none"
          ? null
          : `Nobody has recorded that ${key} was considered: there is nothing to open again.`,
      ),
  });
