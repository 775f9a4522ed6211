import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Call } from "../../app/use-cases.ts";
import { json, refusals, toAnswer } from "../answers.ts";
import { readOptions } from "../call-options.ts";
import type { ApiEnv } from "../env.ts";
import { $NoQuery, $ProductRef } from "../schemas/fields.ts";
import { $ShownInsight } from "../schemas/insight.ts";

const tags = ["insight"];

const showInsight = createRoute({
  method: "get",
  path: "/api/insight",
  operationId: "showInsight",
  tags,
  summary: "What was decided about drafts of all products, in counts",
  request: { query: $NoQuery },
  responses: { 200: json("Counts", $ShownInsight), ...refusals() },
});

const showProductInsight = createRoute({
  method: "get",
  path: "/api/products/{product}/insight",
  operationId: "showProductInsight",
  tags,
  summary: "What was decided about drafts of a product, in counts",
  request: { query: $NoQuery, params: z.strictObject({ product: $ProductRef }) },
  responses: { 200: json("Counts", $ShownInsight), ...refusals(404) },
});

export function addInsightRoutes(api: OpenAPIHono<ApiEnv>, call: Call): void {
  api.openapi(showInsight, async (c) =>
    c.json(toAnswer(await call("insight.show", {}, readOptions(c))), 200),
  );
  api.openapi(showProductInsight, async (c) =>
    c.json(toAnswer(await call("insight.show", c.req.valid("param"), readOptions(c))), 200),
  );
}
