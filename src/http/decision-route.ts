import { createRoute, z } from "@hono/zod-openapi";
import { json, jsonBody, writeRefusals } from "./answers.ts";
import {
  $HazardRef,
  $HazardSeenHeaders,
  $InProduct,
  $SuggestionRef,
  $SuggestionSeenHeaders,
} from "./schemas/fields.ts";

type Said<I extends string, B extends z.ZodType, A extends z.ZodType> = {
  readonly operationId: I;
  readonly summary: string;
  readonly body: B;
  /** What is answered, and its schema. */
  readonly answer: readonly [string, A];
};

/** A decision about one suggestion, which If-Match says was seen. */
export const aboutSuggestion = <
  P extends string,
  I extends string,
  B extends z.ZodType,
  A extends z.ZodType,
>(
  verb: P,
  { operationId, summary, body, answer: [answered, $Answer] }: Said<I, B, A>,
) =>
  createRoute({
    method: "post",
    path: `/api/suggestions/{suggestion}/${verb}`,
    operationId,
    tags: ["suggestions"],
    summary,
    request: {
      query: $InProduct,
      params: z.strictObject({ suggestion: $SuggestionRef }),
      headers: $SuggestionSeenHeaders,
      body: jsonBody(body),
    },
    responses: { 200: json(answered, $Answer), ...writeRefusals(404, 412, 428) },
  });

/** A decision about one hazard, which If-Match says was seen. */
export const aboutHazard = <
  P extends string,
  I extends string,
  B extends z.ZodType,
  A extends z.ZodType,
>(
  verb: P,
  { operationId, summary, body, answer: [answered, $Answer] }: Said<I, B, A>,
) =>
  createRoute({
    method: "post",
    path: `/api/hazards/{hazard}/${verb}`,
    operationId,
    tags: ["hazards"],
    summary,
    request: {
      query: $InProduct,
      params: z.strictObject({ hazard: $HazardRef }),
      headers: $HazardSeenHeaders,
      body: jsonBody(body),
    },
    responses: { 200: json(answered, $Answer), ...writeRefusals(404, 412, 428) },
  });
