import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Call } from "../../app/use-cases.ts";
import { json, jsonBody, refusals, toAnswer, writeRefusals } from "../answers.ts";
import { readOptions, writeOptions } from "../call-options.ts";
import type { ApiEnv } from "../env.ts";
import { requireIfMatch } from "../if-match.ts";
import {
  $InProduct,
  $NoQuery,
  $ProductRef,
  $SuggestionRef,
  $SuggestionSeenHeaders,
  $WriteHeaders,
} from "../schemas/fields.ts";
import {
  $NewAgreement,
  $NewView,
  $NewViewSample,
  $OwnView,
  $ViewList,
  $ViewSample,
} from "../schemas/view.ts";

const tags = ["views"];
const ofSuggestion = z.strictObject({ suggestion: $SuggestionRef });
const ofProduct = z.strictObject({ product: $ProductRef });

// Without If-Match: it is written before anything of the suggestion is seen.
const writeView = createRoute({
  method: "post",
  path: "/api/suggestions/{suggestion}/view",
  operationId: "writeOwnView",
  tags,
  summary: "Write your own view of a suggestion that asks for it; then it opens to you",
  request: {
    query: $InProduct,
    params: ofSuggestion,
    headers: $WriteHeaders,
    body: jsonBody($NewView),
  },
  responses: { 200: json("Your view", $OwnView), ...writeRefusals(404) },
});

const agreeView = createRoute({
  method: "post",
  path: "/api/suggestions/{suggestion}/agreement",
  operationId: "compareOwnView",
  tags,
  summary: "Say how near your own view was to the suggestion that was then shown",
  request: {
    query: $InProduct,
    params: ofSuggestion,
    headers: $SuggestionSeenHeaders,
    body: jsonBody($NewAgreement),
  },
  responses: {
    200: json("Your view, with what you said of it", $OwnView),
    ...writeRefusals(404, 412, 428),
  },
});

const listViews = createRoute({
  method: "get",
  path: "/api/products/{product}/views",
  operationId: "listOwnViews",
  tags,
  summary:
    "Which suggestions ask for the own view first, who wrote one, and how near they found it",
  request: { query: $NoQuery, params: ofProduct },
  responses: { 200: json("The views", $ViewList), ...refusals(404) },
});

const setSample = createRoute({
  method: "post",
  path: "/api/products/{product}/view-sample",
  operationId: "setViewSample",
  tags,
  summary: "Say of how many suggestions one asks for the own view first",
  request: {
    query: $NoQuery,
    params: ofProduct,
    headers: $WriteHeaders,
    body: jsonBody($NewViewSample),
  },
  responses: { 200: json("The sample", $ViewSample), ...writeRefusals(404) },
});

export function addViewRoutes(api: OpenAPIHono<ApiEnv>, call: Call): void {
  api.openapi(writeView, async (c) => {
    const where = { ...c.req.valid("param"), ...c.req.valid("query") };
    const input = { ...where, ...c.req.valid("json") };
    return c.json(toAnswer(await call("view.write", input, writeOptions(c))), 200);
  });
  api.openapi(agreeView, async (c) => {
    const where = { ...c.req.valid("param"), ...c.req.valid("query") };
    const seen = requireIfMatch("suggestion", c.req.valid("header")["if-match"]);
    const input = { ...where, ...c.req.valid("json"), seen };
    return c.json(toAnswer(await call("view.agree", input, writeOptions(c))), 200);
  });
  api.openapi(listViews, async (c) =>
    c.json(toAnswer(await call("view.list", c.req.valid("param"), readOptions(c))), 200),
  );
  api.openapi(setSample, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("json") };
    return c.json(toAnswer(await call("view.sample", input, writeOptions(c))), 200);
  });
}
