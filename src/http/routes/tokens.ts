import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Call } from "../../app/use-cases.ts";
import { json, jsonBody, refusals, toAnswer, writeRefusals } from "../answers.ts";
import { readOptions, writeOptions } from "../call-options.ts";
import type { ApiEnv } from "../env.ts";
import { $NoQuery, $WriteHeaders } from "../schemas/fields.ts";
import { $CreatedToken, $ListedToken, $NewToken, $Token } from "../schemas/token.ts";

const tags = ["tokens"];

const listTokens = createRoute({
  method: "get",
  path: "/api/tokens",
  operationId: "listTokens",
  tags,
  summary: "Every token that was made, oldest first, without its secret",
  request: { query: $NoQuery },
  responses: { 200: json("Tokens", z.array($ListedToken)), ...refusals() },
});

const createToken = createRoute({
  method: "post",
  path: "/api/tokens",
  operationId: "createToken",
  tags,
  summary: "Make a token for a person: whoever has it acts as them; a CSO may",
  request: { query: $NoQuery, headers: $WriteHeaders, body: jsonBody($NewToken) },
  responses: {
    201: json("The token, with its secret this once", $CreatedToken),
    ...writeRefusals(),
  },
});

const revokeToken = createRoute({
  method: "post",
  path: "/api/tokens/{token}/revoke",
  operationId: "revokeToken",
  tags,
  summary: "End a token for good, and every browser session made from it",
  request: {
    query: $NoQuery,
    params: z.strictObject({ token: z.string().min(1).max(200) }),
    headers: $WriteHeaders,
  },
  responses: { 200: json("The token as it is now", $Token), ...writeRefusals(404) },
});

export function addTokenRoutes(api: OpenAPIHono<ApiEnv>, call: Call): void {
  api.openapi(listTokens, async (c) =>
    c.json(toAnswer(await call("token.list", {}, readOptions(c))), 200),
  );
  api.openapi(createToken, async (c) =>
    c.json(toAnswer(await call("token.create", c.req.valid("json"), writeOptions(c))), 201),
  );
  api.openapi(revokeToken, async (c) =>
    c.json(toAnswer(await call("token.revoke", c.req.valid("param"), writeOptions(c))), 200),
  );
}
