import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Call } from "../../app/use-cases.ts";
import { json, jsonBody, refusals, toAnswer, writeRefusals } from "../answers.ts";
import { readOptions, writeOptions } from "../call-options.ts";
import { aboutHazard } from "../decision-route.ts";
import type { ApiEnv } from "../env.ts";
import { entityTagOf, requireIfMatch } from "../if-match.ts";
import { $HazardRef, $InProduct, $NoQuery, $ProductRef, $WriteHeaders } from "../schemas/fields.ts";
import {
  $ActionDone,
  $Confirmation,
  $ControlLink,
  $Hazard,
  $HazardEdit,
  $NewAction,
  $NewEvaluation,
  $NewHazard,
  $NewScore,
  $NewStatus,
  $ShownHazard,
  $Withdrawal,
} from "../schemas/hazard.ts";

const tags = ["hazards"];
const asItStands = ["The hazard as it stands now", $Hazard] as const;

const showHazard = createRoute({
  method: "get",
  path: "/api/hazards/{hazard}",
  operationId: "showHazard",
  tags,
  summary: "One hazard with everything that a decision about it rests on",
  request: { query: $InProduct, params: z.strictObject({ hazard: $HazardRef }) },
  responses: {
    200: {
      ...json("The hazard", $ShownHazard),
      headers: z.object({
        ETag: z.string().openapi({ description: "of what stands; what If-Match sends back" }),
      }),
    },
    ...refusals(404),
  },
});
const addHazard = createRoute({
  method: "post",
  path: "/api/products/{product}/hazards",
  operationId: "addHazard",
  tags,
  summary: "Write a hazard into the log by hand, from no suggestion",
  request: {
    query: $NoQuery,
    params: z.strictObject({ product: $ProductRef }),
    headers: $WriteHeaders,
    body: jsonBody($NewHazard),
  },
  responses: { 201: json("The hazard", $Hazard), ...writeRefusals(404) },
});
const editHazard = aboutHazard("edit", {
  operationId: "editHazard",
  summary: "Word a hazard anew, add and remove causes and controls; earlier versions are kept",
  body: $HazardEdit,
  answer: asItStands,
});
const confirmControls = aboutHazard("confirm", {
  operationId: "confirmControls",
  summary: "Confirm that controls exist, or take that back",
  body: $Confirmation,
  answer: asItStands,
});
const linkControl = aboutHazard("link", {
  operationId: "linkControl",
  summary: "Say that a control acts on a cause",
  body: $ControlLink,
  answer: asItStands,
});
const unlinkControl = aboutHazard("unlink", {
  operationId: "unlinkControl",
  summary: "Say that a control does not act on a cause; it keeps another one",
  body: $ControlLink,
  answer: asItStands,
});
const addAction = aboutHazard("add-action", {
  operationId: "addAction",
  summary: "Add something that somebody has to do",
  body: $NewAction,
  answer: asItStands,
});
const finishAction = aboutHazard("finish-action", {
  operationId: "finishAction",
  summary: "Say that an action is done, or not done after all",
  body: $ActionDone,
  answer: asItStands,
});
const setStatus = aboutHazard("status", {
  operationId: "setHazardStatus",
  summary: "Declare a hazard open, transferred or closed",
  body: $NewStatus,
  answer: asItStands,
});
const withdrawHazard = aboutHazard("withdraw", {
  operationId: "withdrawHazard",
  summary: "Take an unscored hazard that was written by hand back out; its number is retired",
  body: $Withdrawal,
  answer: asItStands,
});
const scoreHazard = aboutHazard("scores", {
  operationId: "scoreHazard",
  summary: "A named person estimates severity and likelihood; the level is looked up",
  body: $NewScore,
  answer: ["The hazard as scored", $Hazard],
});
const evaluateHazard = aboutHazard("evaluations", {
  operationId: "evaluateHazard",
  summary: "People decide whether a scored risk is acceptable, why, and who was present",
  body: $NewEvaluation,
  answer: ["The hazard as evaluated", $Hazard],
});

/** Each write takes the hash of the hazard from If-Match, and from nowhere else. */
export function addHazardRoutes(api: OpenAPIHono<ApiEnv>, call: Call): void {
  const seenIn = (headers: { "if-match"?: string | undefined }): { seen: string } => ({
    seen: requireIfMatch("hazard", headers["if-match"]),
  });
  api.openapi(showHazard, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("query") };
    const shown = await call("hazard.show", input, readOptions(c));
    c.header("ETag", entityTagOf(shown.hazard.hash));
    return c.json(toAnswer(shown), 200);
  });
  api.openapi(addHazard, async (c) => {
    const input = { ...c.req.valid("param"), content: c.req.valid("json") };
    const hazard = await call("hazard.add", input, writeOptions(c));
    c.header("Location", `/api/hazards/${hazard.id}`);
    return c.json(toAnswer(hazard), 201);
  });
  api.openapi(editHazard, async (c) => {
    const where = { ...c.req.valid("param"), ...c.req.valid("query") };
    const input = { ...where, ...c.req.valid("json"), ...seenIn(c.req.valid("header")) };
    return c.json(toAnswer(await call("hazard.edit", input, writeOptions(c))), 200);
  });
  api.openapi(confirmControls, async (c) => {
    const where = { ...c.req.valid("param"), ...c.req.valid("query") };
    const input = { ...where, ...c.req.valid("json"), ...seenIn(c.req.valid("header")) };
    return c.json(toAnswer(await call("hazard.confirm", input, writeOptions(c))), 200);
  });
  api.openapi(linkControl, async (c) => {
    const where = { ...c.req.valid("param"), ...c.req.valid("query") };
    const input = { ...where, ...c.req.valid("json"), ...seenIn(c.req.valid("header")) };
    return c.json(toAnswer(await call("hazard.link", input, writeOptions(c))), 200);
  });
  api.openapi(unlinkControl, async (c) => {
    const where = { ...c.req.valid("param"), ...c.req.valid("query") };
    const input = { ...where, ...c.req.valid("json"), ...seenIn(c.req.valid("header")) };
    return c.json(toAnswer(await call("hazard.unlink", input, writeOptions(c))), 200);
  });
  api.openapi(addAction, async (c) => {
    const where = { ...c.req.valid("param"), ...c.req.valid("query") };
    const input = { ...where, ...c.req.valid("json"), ...seenIn(c.req.valid("header")) };
    return c.json(toAnswer(await call("hazard.add-action", input, writeOptions(c))), 200);
  });
  api.openapi(finishAction, async (c) => {
    const where = { ...c.req.valid("param"), ...c.req.valid("query") };
    const input = { ...where, ...c.req.valid("json"), ...seenIn(c.req.valid("header")) };
    return c.json(toAnswer(await call("hazard.finish-action", input, writeOptions(c))), 200);
  });
  api.openapi(setStatus, async (c) => {
    const where = { ...c.req.valid("param"), ...c.req.valid("query") };
    const input = { ...where, ...c.req.valid("json"), ...seenIn(c.req.valid("header")) };
    return c.json(toAnswer(await call("hazard.status", input, writeOptions(c))), 200);
  });
  api.openapi(withdrawHazard, async (c) => {
    const where = { ...c.req.valid("param"), ...c.req.valid("query") };
    const input = { ...where, ...c.req.valid("json"), ...seenIn(c.req.valid("header")) };
    return c.json(toAnswer(await call("hazard.withdraw", input, writeOptions(c))), 200);
  });
  api.openapi(scoreHazard, async (c) => {
    const where = { ...c.req.valid("param"), ...c.req.valid("query") };
    const input = { ...where, ...c.req.valid("json"), ...seenIn(c.req.valid("header")) };
    return c.json(toAnswer(await call("hazard.score", input, writeOptions(c))), 200);
  });
  api.openapi(evaluateHazard, async (c) => {
    const where = { ...c.req.valid("param"), ...c.req.valid("query") };
    const input = { ...where, ...c.req.valid("json"), ...seenIn(c.req.valid("header")) };
    return c.json(toAnswer(await call("hazard.evaluate", input, writeOptions(c))), 200);
  });
}
