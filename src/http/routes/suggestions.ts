import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Call } from "../../app/use-cases.ts";
import { json, refusals, toAnswer } from "../answers.ts";
import { readOptions } from "../call-options.ts";
import type { ApiEnv } from "../env.ts";
import { entityTagOf } from "../if-match.ts";
import { $InProduct, $SuggestionRef } from "../schemas/fields.ts";
import {
  $QueueFilter,
  $QueueLine,
  $ShownSuggestion,
  $WithheldSuggestion,
} from "../schemas/suggestion.ts";

const tags = ["suggestions"];

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

export function addSuggestionRoutes(api: OpenAPIHono<ApiEnv>, call: Call): void {
  api.openapi(listSuggestions, async (c) =>
    c.json(toAnswer(await call("queue.list", c.req.valid("query"), readOptions(c))), 200),
  );
  api.openapi(showSuggestion, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("query") };
    const shown = await call("queue.show", input, readOptions(c));
    if (shown.kind === "shown") c.header("ETag", entityTagOf(shown.suggestion.hash));
    return c.json(toAnswer(shown), 200);
  });
}
