import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { Call } from "../../app/use-cases.ts";
import { json, jsonBody, refusals, toAnswer, writeRefusals } from "../answers.ts";
import { readOptions, writeOptions } from "../call-options.ts";
import type { ApiEnv } from "../env.ts";
import { $Account, $NewAccount } from "../schemas/account.ts";
import { $NoQuery, $WriteHeaders } from "../schemas/fields.ts";
import { orNull } from "../schemas/named.ts";

const tags = ["account"];

const showAccount = createRoute({
  method: "get",
  path: "/api/account",
  operationId: "showAccount",
  tags,
  summary: "Who is named at this machine; null before anybody is",
  request: { query: $NoQuery },
  responses: { 200: json("The person", orNull($Account)), ...refusals() },
});

const setAccount = createRoute({
  method: "put",
  path: "/api/account",
  operationId: "setAccount",
  tags,
  summary: "Name the person whose decisions these are; changed details make a new account",
  request: { query: $NoQuery, headers: $WriteHeaders, body: jsonBody($NewAccount) },
  responses: { 200: json("The person", $Account), ...writeRefusals() },
});

export function addAccountRoutes(api: OpenAPIHono<ApiEnv>, call: Call): void {
  api.openapi(showAccount, async (c) =>
    c.json(toAnswer(await call("account.show", {}, readOptions(c))), 200),
  );
  api.openapi(setAccount, async (c) =>
    c.json(toAnswer(await call("account.set", c.req.valid("json"), writeOptions(c))), 200),
  );
}
