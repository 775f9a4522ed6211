import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Call } from "../../app/use-cases.ts";
import { json, jsonBody, toAnswer, writeRefusals } from "../answers.ts";
import { readOptions, writeOptions } from "../call-options.ts";
import type { ApiEnv } from "../env.ts";
import { $NoQuery, $ProductRef, $WriteHeaders } from "../schemas/fields.ts";
import { $FoundPlaces, $NewTombstone, $SoughtText, $Tombstone } from "../schemas/tombstone.ts";

const tags = ["tombstones"];
const params = z.strictObject({ product: $ProductRef });

// A body, not a query: the text itself must not stay in logs of addresses.
const findText = createRoute({
  method: "post",
  path: "/api/products/{product}/unlawful-text",
  operationId: "findUnlawfulText",
  tags,
  summary: "Where a text stands in what is kept about a product; nothing is changed",
  request: { query: $NoQuery, params, body: jsonBody($SoughtText) },
  responses: { 200: json("The places", $FoundPlaces), ...writeRefusals(404) },
});

const addTombstone = createRoute({
  method: "post",
  path: "/api/products/{product}/tombstones",
  operationId: "addTombstone",
  tags,
  summary: "Blot unlawful text out of every place where it stands; who, why and the hashes stay",
  request: { query: $NoQuery, params, headers: $WriteHeaders, body: jsonBody($NewTombstone) },
  responses: {
    200: json("The tombstones, one a place", z.array($Tombstone)),
    ...writeRefusals(404, 412, 428),
  },
});

export function addTombstoneRoutes(api: OpenAPIHono<ApiEnv>, call: Call): void {
  api.openapi(findText, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("json") };
    return c.json(toAnswer(await call("tombstone.find", input, readOptions(c))), 200);
  });
  api.openapi(addTombstone, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("json") };
    return c.json(toAnswer(await call("tombstone.add", input, writeOptions(c))), 200);
  });
}
