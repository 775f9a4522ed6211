import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Call } from "../../app/use-cases.ts";
import { json, jsonBody, refusals, toAnswer, writeRefusals } from "../answers.ts";
import { readOptions, writeOptions } from "../call-options.ts";
import type { ApiEnv } from "../env.ts";
import { $IdentifyResult } from "../schemas/candidate.ts";
import { $InProduct, $NoQuery, $ProductRef, $RunRef, $WriteHeaders } from "../schemas/fields.ts";
import { $NewRun, $ReplayedRun, $Run, $RunPreview, $ShownRun } from "../schemas/run.ts";

const tags = ["runs"];
const ofProduct = z.strictObject({ product: $ProductRef });
const oneRun = z.strictObject({ run: $RunRef });

const startRun = createRoute({
  method: "post",
  path: "/api/products/{product}/runs",
  operationId: "identify",
  tags,
  summary: "Identify hazards: start a run for the latest description and work it to its end",
  request: {
    query: $NoQuery,
    params: ofProduct,
    headers: $WriteHeaders,
    body: jsonBody($NewRun),
  },
  responses: {
    201: json("The run is done; its new candidates wait in the queue", $IdentifyResult),
    ...writeRefusals(404, 502),
  },
});

const previewRun = createRoute({
  method: "get",
  path: "/api/products/{product}/runs/preview",
  operationId: "previewRun",
  tags,
  summary: "What a run drafted by the configured language model would send, and where",
  request: { query: $NoQuery, params: ofProduct },
  responses: { 200: json("No language model was asked", $RunPreview), ...refusals(404) },
});

const replayRun = createRoute({
  method: "get",
  path: "/api/runs/{run}/replay",
  operationId: "replayRun",
  tags,
  summary: "Work a run out again from its record, with no network, and compare",
  request: { query: $InProduct, params: oneRun },
  responses: { 200: json("What came out, step by step", $ReplayedRun), ...refusals(404, 409) },
});

const listRuns = createRoute({
  method: "get",
  path: "/api/products/{product}/runs",
  operationId: "listRuns",
  tags,
  summary: "Runs of a product, newest first",
  request: { query: $NoQuery, params: ofProduct },
  responses: { 200: json("Runs", z.array($Run)), ...refusals(404) },
});

const showRun = createRoute({
  method: "get",
  path: "/api/runs/{run}",
  operationId: "showRun",
  tags,
  summary: "A run with its steps; outputs by hash",
  request: { query: $InProduct, params: oneRun },
  responses: { 200: json("The run", $ShownRun), ...refusals(404) },
});

const resumeRun = createRoute({
  method: "post",
  path: "/api/runs/{run}/resume",
  operationId: "resumeRun",
  tags,
  summary: "Take an unfinished run up at its first unfinished step; of a done run, its candidates",
  request: { query: $InProduct, params: oneRun, headers: $WriteHeaders },
  responses: { 200: json("The run is done", $IdentifyResult), ...writeRefusals(404, 502) },
});

const cancelRun = createRoute({
  method: "post",
  path: "/api/runs/{run}/cancel",
  operationId: "cancelRun",
  tags,
  summary: "Stop a run, whoever works it; what was done is kept, and it can be resumed",
  request: { query: $InProduct, params: oneRun, headers: $WriteHeaders },
  responses: { 200: json("The run, stopped", $Run), ...writeRefusals(404) },
});

export function addRunRoutes(api: OpenAPIHono<ApiEnv>, call: Call): void {
  api.openapi(startRun, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("json") };
    const result = await call("run.identify", input, writeOptions(c));
    c.header("Location", `/api/runs/${result.run.id}`);
    return c.json(toAnswer(result), 201);
  });
  api.openapi(previewRun, async (c) =>
    c.json(toAnswer(await call("run.preview", c.req.valid("param"), readOptions(c))), 200),
  );
  api.openapi(replayRun, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("query") };
    return c.json(toAnswer(await call("run.replay", input, readOptions(c))), 200);
  });
  api.openapi(listRuns, async (c) =>
    c.json(toAnswer(await call("run.list", c.req.valid("param"), readOptions(c))), 200),
  );
  api.openapi(showRun, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("query") };
    return c.json(toAnswer(await call("run.show", input, readOptions(c))), 200);
  });
  api.openapi(cancelRun, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("query") };
    return c.json(toAnswer(await call("run.cancel", input, writeOptions(c))), 200);
  });
  api.openapi(resumeRun, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("query") };
    return c.json(toAnswer(await call("run.resume", input, writeOptions(c))), 200);
  });
}
