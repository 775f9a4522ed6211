import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { suggestionStates } from "../../domain/suggestion/suggestion.ts";
import type { Call } from "../../app/use-cases.ts";
import { json, refusals, toAnswer } from "../answers.ts";
import { readOptions } from "../call-options.ts";
import type { ApiEnv } from "../env.ts";
import { entityTagOf } from "../if-match.ts";
import { $InProduct, $SuggestionRef } from "../schemas/fields.ts";
import {
  $NearSuggestions,
  $QueuePage,
  $QueueQuery,
  $ShownSuggestion,
  $WithheldSuggestion,
} from "../schemas/suggestion.ts";

const tags = ["suggestions"];

const listSuggestions = createRoute({
  method: "get",
  path: "/api/suggestions",
  operationId: "listSuggestions",
  tags,
  summary: "A page of the queue: suggestions in order of rank, those that wait",
  request: { query: $QueueQuery },
  responses: { 200: json("A page of the queue", $QueuePage), ...refusals(404) },
});

const showSuggestion = createRoute({
  method: "get",
  path: "/api/suggestions/{suggestion}",
  operationId: "showSuggestion",
  tags,
  summary:
    "One suggestion with everything that a decision about it rests on; or, where you are asked for your own view first, only where it arises",
  request: { query: $InProduct, params: z.strictObject({ suggestion: $SuggestionRef }) },
  responses: {
    200: {
      ...json("The suggestion", z.union([$ShownSuggestion, $WithheldSuggestion])),
      headers: z.object({
        ETag: z.string().optional().openapi({
          description: "of the content shown; what If-Match sends back. Absent of what is withheld",
        }),
      }),
    },
    ...refusals(404),
  },
});

const listNearSuggestions = createRoute({
  method: "get",
  path: "/api/suggestions/{suggestion}/nearest",
  operationId: "listNearSuggestions",
  tags,
  summary:
    "The suggestions worded most like this one that can still be decided: what it may be merged into",
  request: { query: $InProduct, params: z.strictObject({ suggestion: $SuggestionRef }) },
  responses: {
    200: json(
      "The suggestions, most alike first; at the end, by number, what waits for your own view",
      $NearSuggestions,
    ),
    ...refusals(404, 409),
  },
});

export function addSuggestionRoutes(api: OpenAPIHono<ApiEnv>, call: Call): void {
  api.openapi(listSuggestions, async (c) => {
    const { state = "pending", untailored, ...query } = c.req.valid("query");
    const input = {
      ...query,
      states: state === "all" ? [...suggestionStates] : [state],
      untailored: untailored === undefined ? undefined : untailored === "true",
    };
    return c.json(toAnswer(await call("queue.page", input, readOptions(c))), 200);
  });
  api.openapi(listNearSuggestions, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("query") };
    return c.json(toAnswer(await call("queue.nearest", input, readOptions(c))), 200);
  });
  api.openapi(showSuggestion, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("query") };
    const shown = await call("queue.show", input, readOptions(c));
    if (shown.kind === "shown") c.header("ETag", entityTagOf(shown.suggestion.hash));
    return c.json(toAnswer(shown), 200);
  });
}
