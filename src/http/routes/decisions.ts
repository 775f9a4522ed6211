import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Call } from "../../app/use-cases.ts";
import { toAnswer } from "../answers.ts";
import { writeOptions } from "../call-options.ts";
import { aboutSuggestion } from "../decision-route.ts";
import type { ApiEnv } from "../env.ts";
import { requireHazardSeen, requireIfMatch } from "../if-match.ts";
import { $Hazard } from "../schemas/hazard.ts";
import {
  $Acceptance,
  $CauseAddition,
  $Decision,
  $Deferral,
  $Merger,
  $Rejection,
  $Suggestion,
  $Undoing,
} from "../schemas/suggestion.ts";

const acceptSuggestion = aboutSuggestion("accept", {
  operationId: "acceptSuggestion",
  summary:
    "Take a suggestion into the log, with only the causes and controls chosen, and edits of its words",
  body: $Acceptance,
  answer: ["The hazard it became", $Hazard],
});
const rejectSuggestion = aboutSuggestion("reject", {
  operationId: "rejectSuggestion",
  summary: "Reject a suggestion with a coded reason; both are kept",
  body: $Rejection,
  answer: ["The decision", $Decision],
});
const addAsCause = aboutSuggestion("add-cause", {
  operationId: "addSuggestionAsCause",
  summary:
    "Add the chosen causes and controls of a suggestion to a hazard of the log, which was seen too",
  body: $CauseAddition,
  answer: ["The hazard as it stands now", $Hazard],
});
const mergeSuggestion = aboutSuggestion("merge", {
  operationId: "mergeSuggestion",
  summary: "Put a suggestion under another, or under a hazard, that says the same",
  body: $Merger,
  answer: ["The decision", $Decision],
});
const deferSuggestion = aboutSuggestion("defer", {
  operationId: "deferSuggestion",
  summary: "Put a suggestion off; it can be decided at any time",
  body: $Deferral,
  answer: ["The decision", $Decision],
});
const undoDecision = aboutSuggestion("undo", {
  operationId: "undoDecision",
  summary:
    "Take the newest decision about a suggestion back: it waits again, an unscored hazard that it made is withdrawn, and both decisions are kept",
  body: $Undoing,
  answer: ["The suggestion, which waits again", $Suggestion],
});

/** Each takes the hash of the suggestion from If-Match, and from nowhere else. */
export function addDecisionRoutes(api: OpenAPIHono<ApiEnv>, call: Call): void {
  const seenIn = (headers: { "if-match"?: string | undefined }): { seen: string } => ({
    seen: requireIfMatch("suggestion", headers["if-match"]),
  });
  api.openapi(acceptSuggestion, async (c) => {
    const where = { ...c.req.valid("param"), ...c.req.valid("query") };
    const input = { ...where, ...c.req.valid("json"), ...seenIn(c.req.valid("header")) };
    return c.json(toAnswer(await call("queue.accept", input, writeOptions(c))), 200);
  });
  api.openapi(rejectSuggestion, async (c) => {
    const where = { ...c.req.valid("param"), ...c.req.valid("query") };
    const input = { ...where, ...c.req.valid("json"), ...seenIn(c.req.valid("header")) };
    return c.json(toAnswer(await call("queue.reject", input, writeOptions(c))), 200);
  });
  api.openapi(addAsCause, async (c) => {
    const where = { ...c.req.valid("param"), ...c.req.valid("query") };
    const seen = seenIn(c.req.valid("header"));
    const hazardSeen = requireHazardSeen(c.req.valid("json").hazardSeen);
    const input = { ...where, ...c.req.valid("json"), ...seen, hazardSeen };
    return c.json(toAnswer(await call("queue.add-cause", input, writeOptions(c))), 200);
  });
  api.openapi(mergeSuggestion, async (c) => {
    const where = { ...c.req.valid("param"), ...c.req.valid("query") };
    const input = { ...where, ...c.req.valid("json"), ...seenIn(c.req.valid("header")) };
    return c.json(toAnswer(await call("queue.merge", input, writeOptions(c))), 200);
  });
  api.openapi(deferSuggestion, async (c) => {
    const where = { ...c.req.valid("param"), ...c.req.valid("query") };
    const input = { ...where, ...c.req.valid("json"), ...seenIn(c.req.valid("header")) };
    return c.json(toAnswer(await call("queue.defer", input, writeOptions(c))), 200);
  });
  api.openapi(undoDecision, async (c) => {
    const where = { ...c.req.valid("param"), ...c.req.valid("query") };
    const { hazardSeen, ...body } = c.req.valid("json");
    const input = {
      ...where,
      ...body,
      ...seenIn(c.req.valid("header")),
      ...(hazardSeen === undefined ? {} : { hazardSeen: requireHazardSeen(hazardSeen) }),
    };
    return c.json(toAnswer(await call("queue.undo", input, writeOptions(c))), 200);
  });
}
