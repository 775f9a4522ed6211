import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Call } from "../../app/use-cases.ts";
import { json, refusals, toAnswer } from "../answers.ts";
import { readOptions } from "../call-options.ts";
import type { ApiEnv } from "../env.ts";
import { $BankSearch, $BankStats, $FoundEntry } from "../schemas/bank.ts";
import { $NoQuery } from "../schemas/fields.ts";

const tags = ["bank"];

const searchBank = createRoute({
  method: "get",
  path: "/api/bank/search",
  operationId: "searchBank",
  tags,
  summary: "Prior hazards nearest to a text",
  request: { query: $BankSearch },
  responses: { 200: json("Entries, nearest first", z.array($FoundEntry)), ...refusals(404) },
});

const showBankStats = createRoute({
  method: "get",
  path: "/api/bank/stats",
  operationId: "showBankStats",
  tags,
  summary: "Counts of the shipped bank",
  request: { query: $NoQuery },
  responses: { 200: json("Counts", $BankStats), ...refusals() },
});

export function addBankRoutes(api: OpenAPIHono<ApiEnv>, call: Call): void {
  api.openapi(searchBank, async (c) =>
    c.json(toAnswer(await call("bank.search", c.req.valid("query"), readOptions(c))), 200),
  );
  api.openapi(showBankStats, async (c) =>
    c.json(toAnswer(await call("bank.stats", {}, readOptions(c))), 200),
  );
}
