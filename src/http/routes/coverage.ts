import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Call } from "../../app/use-cases.ts";
import { requirePlace } from "../../app/coverage/require.ts";
import { json, jsonBody, refusals, toAnswer, writeRefusals } from "../answers.ts";
import { readOptions, writeOptions } from "../call-options.ts";
import type { ApiEnv } from "../env.ts";
import { entityTagOf, requireIfMatch } from "../if-match.ts";
import { $Coverage, $CoverageDecision, $Place, $PlaceDecision } from "../schemas/coverage.ts";
import { $NoQuery, $PlaceSeenHeaders, $ProductRef } from "../schemas/fields.ts";

const tags = ["coverage"];
const ofProduct = z.strictObject({ product: $ProductRef });
const onePlace = z.strictObject({
  product: $ProductRef,
  cell: z.string().min(1).max(200).openapi({
    description: "key of a place, its slash as %2F",
    example: "F1/late",
  }),
});

const showCoverage = createRoute({
  method: "get",
  path: "/api/products/{product}/coverage",
  operationId: "showCoverage",
  tags,
  summary: "Where was looked for hazards, and what stands in each place: no score, no percentage",
  request: { query: $NoQuery, params: ofProduct },
  responses: { 200: json("Every place", $Coverage), ...refusals(404) },
});

const showPlace = createRoute({
  method: "get",
  path: "/api/products/{product}/coverage/{cell}",
  operationId: "showPlace",
  tags,
  summary: "One place with everything that a decision about it rests on",
  request: { query: $NoQuery, params: onePlace },
  responses: {
    200: {
      ...json("The place", $Place),
      headers: z.object({
        ETag: z.string().openapi({ description: "of the place shown; what If-Match sends back" }),
      }),
    },
    ...refusals(404),
  },
});

const decide = <V extends "none" | "reopen", I extends string>(
  verb: V,
  operationId: I,
  summary: string,
) =>
  createRoute({
    method: "post",
    path: `/api/products/{product}/coverage/{cell}/${verb}`,
    operationId,
    tags,
    summary,
    request: {
      query: $NoQuery,
      params: onePlace,
      headers: $PlaceSeenHeaders,
      body: jsonBody($PlaceDecision),
    },
    responses: { 200: json("The decision", $CoverageDecision), ...writeRefusals(404, 412, 428) },
  });
const considerNone = decide(
  "none",
  "considerNone",
  "Record that a person considered a place and no hazard can arise there",
);
const reopenPlace = decide("reopen", "reopenPlace", "Take that back; both decisions are kept");

export function addCoverageRoutes(api: OpenAPIHono<ApiEnv>, call: Call): void {
  const seenIn = (headers: { "if-match"?: string | undefined }): { seen: string } => ({
    seen: requireIfMatch("place", headers["if-match"]),
  });
  api.openapi(showCoverage, async (c) =>
    c.json(toAnswer(await call("coverage.show", c.req.valid("param"), readOptions(c))), 200),
  );
  api.openapi(showPlace, async (c) => {
    const asked = c.req.valid("param");
    const place = requirePlace(await call("coverage.show", asked, readOptions(c)), asked.cell);
    c.header("ETag", entityTagOf(place.seen));
    return c.json(toAnswer(place), 200);
  });
  api.openapi(considerNone, async (c) => {
    const said = { ...c.req.valid("json"), ...seenIn(c.req.valid("header")) };
    const input = { ...c.req.valid("param"), ...said };
    return c.json(toAnswer(await call("coverage.none", input, writeOptions(c))), 200);
  });
  api.openapi(reopenPlace, async (c) => {
    const said = { ...c.req.valid("json"), ...seenIn(c.req.valid("header")) };
    const input = { ...c.req.valid("param"), ...said };
    return c.json(toAnswer(await call("coverage.reopen", input, writeOptions(c))), 200);
  });
}
