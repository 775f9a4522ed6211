import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Call } from "../../app/use-cases.ts";
import { json, jsonBody, refusals, toAnswer, writeRefusals } from "../answers.ts";
import { readOptions, writeOptions } from "../call-options.ts";
import type { ApiEnv } from "../env.ts";
import { entityTagOf, requireIfMatch } from "../if-match.ts";
import { $InProduct, $SuggestionRef, $WriteHeaders } from "../schemas/fields.ts";
import { $Hazard } from "../schemas/hazard.ts";
import {
  $Acceptance,
  $Decision,
  $QueueFilter,
  $QueueLine,
  $Rejection,
  $ShownSuggestion,
} from "../schemas/suggestion.ts";

const tags = ["suggestions"];
const oneSuggestion = z.strictObject({ suggestion: $SuggestionRef });
const ifMatch = z
  .string()
  .optional()
  .openapi({
    description:
      "the ETag of the suggestion as it was seen; never defaulted, and * is refused, since it names no content",
    // Missing, it is refused with 428 (RFC 6585 §3), not as a header that does not fit.
    param: { required: true },
  });
const $DecisionHeaders = z.object({ ...$WriteHeaders.shape, "if-match": ifMatch });

const listSuggestions = createRoute({
  method: "get",
  path: "/api/suggestions",
  operationId: "listSuggestions",
  tags,
  summary: "The queue: suggestions in order of rank, those that wait first",
  request: { query: $QueueFilter },
  responses: { 200: json("Lines of the queue", z.array($QueueLine)), ...refusals(404) },
});

const showSuggestion = createRoute({
  method: "get",
  path: "/api/suggestions/{suggestion}",
  operationId: "showSuggestion",
  tags,
  summary: "One suggestion with everything that a decision about it rests on",
  request: { query: $InProduct, params: oneSuggestion },
  responses: {
    200: {
      ...json("The suggestion", $ShownSuggestion),
      headers: z.object({
        ETag: z.string().openapi({ description: "of the content shown; what If-Match sends back" }),
      }),
    },
    ...refusals(404),
  },
});

const acceptSuggestion = createRoute({
  method: "post",
  path: "/api/suggestions/{suggestion}/accept",
  operationId: "acceptSuggestion",
  tags,
  summary: "Take a suggestion into the log, with only the causes and controls chosen",
  request: {
    query: $InProduct,
    params: oneSuggestion,
    headers: $DecisionHeaders,
    body: jsonBody($Acceptance),
  },
  responses: { 200: json("The hazard it became", $Hazard), ...writeRefusals(404, 412, 428) },
});

const rejectSuggestion = createRoute({
  method: "post",
  path: "/api/suggestions/{suggestion}/reject",
  operationId: "rejectSuggestion",
  tags,
  summary: "Reject a suggestion with a coded reason; both are kept",
  request: {
    query: $InProduct,
    params: oneSuggestion,
    headers: $DecisionHeaders,
    body: jsonBody($Rejection),
  },
  responses: { 200: json("The decision", $Decision), ...writeRefusals(404, 412, 428) },
});

export function addSuggestionRoutes(api: OpenAPIHono<ApiEnv>, call: Call): void {
  api.openapi(listSuggestions, async (c) =>
    c.json(toAnswer(await call("queue.list", c.req.valid("query"), readOptions(c))), 200),
  );
  api.openapi(showSuggestion, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("query") };
    const shown = await call("queue.show", input, readOptions(c));
    c.header("ETag", entityTagOf(shown.suggestion.hash));
    return c.json(toAnswer(shown), 200);
  });
  api.openapi(acceptSuggestion, async (c) => {
    const seen = requireIfMatch(c.req.valid("header")["if-match"]);
    const where = { ...c.req.valid("param"), ...c.req.valid("query") };
    const input = { ...where, ...c.req.valid("json"), seen };
    return c.json(toAnswer(await call("queue.accept", input, writeOptions(c))), 200);
  });
  api.openapi(rejectSuggestion, async (c) => {
    const seen = requireIfMatch(c.req.valid("header")["if-match"]);
    const where = { ...c.req.valid("param"), ...c.req.valid("query") };
    const input = { ...where, ...c.req.valid("json"), seen };
    return c.json(toAnswer(await call("queue.reject", input, writeOptions(c))), 200);
  });
}
