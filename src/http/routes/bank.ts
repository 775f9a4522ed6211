import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Call } from "../../app/use-cases.ts";
import { json, refusals, toAnswer } from "../answers.ts";
import { readOptions } from "../call-options.ts";
import type { ApiEnv } from "../env.ts";
import {
  $AskedEntry,
  $BankGrid,
  $BankSearch,
  $BankStats,
  $FoundEntry,
  $ShownEntry,
} from "../schemas/bank.ts";
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

const showBankGrid = createRoute({
  method: "get",
  path: "/api/bank/grid",
  operationId: "showBankGrid",
  tags,
  summary: "What the shipped bank covers: capabilities by failure modes",
  request: { query: $NoQuery },
  responses: { 200: json("Every place", $BankGrid), ...refusals() },
});

const showBankEntry = createRoute({
  method: "get",
  path: "/api/bank/entries/{id}",
  operationId: "showBankEntry",
  tags,
  summary: "A prior hazard as it is now, or one version of it that was imported here",
  request: { query: $AskedEntry, params: z.strictObject({ id: z.string().min(1).max(100) }) },
  responses: { 200: json("The prior hazard", $ShownEntry), ...refusals(404) },
});

export function addBankRoutes(api: OpenAPIHono<ApiEnv>, call: Call): void {
  api.openapi(searchBank, async (c) =>
    c.json(toAnswer(await call("bank.search", c.req.valid("query"), readOptions(c))), 200),
  );
  api.openapi(showBankGrid, async (c) =>
    c.json(toAnswer(await call("bank.grid", {}, readOptions(c))), 200),
  );
  api.openapi(showBankEntry, async (c) => {
    const asked = { ...c.req.valid("param"), ...c.req.valid("query") };
    return c.json(toAnswer(await call("bank.show", asked, readOptions(c))), 200);
  });
  api.openapi(showBankStats, async (c) =>
    c.json(toAnswer(await call("bank.stats", {}, readOptions(c))), 200),
  );
}
