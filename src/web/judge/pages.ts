import { Hono, type Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AppError, faultSentence } from "../../app/errors.ts";
import type { Judging } from "../../app/evaluation/judging.ts";
import type { GoldPairs } from "../../domain/evaluation/open-pairs.ts";
import { createAssetRoutes, loadAssets, type Assets } from "../assets.ts";
import type { OnFault } from "../tools.ts";
import { presentRefusal } from "../errors.ts";
import { readForm, type Form } from "../form.ts";
import { frame, type Problem } from "../presenters/frame.ts";
import type { PageEnv } from "../render.ts";
import { countOpen, goldAt, nextOpen, presentGold } from "./present.ts";
import { readVerdictForm } from "./read-form.ts";
import { createRenderJudging, ownStyles, readOwnStyles } from "./render.ts";

export type JudgePagesDeps = { readonly judging: Judging; readonly onFault: OnFault };
type Kept = { readonly typed?: Form; readonly problems?: readonly Problem[] };
type Found = { readonly number: number; readonly pairs: GoldPairs };

/** Pages on which one person judges one result; made to be served on their own machine alone. */
export function createJudgePages({ judging, onFault }: JudgePagesDeps): Hono<PageEnv> {
  let assets: Promise<Assets> | null = null;
  const load = (): Promise<Assets> => (assets ??= loadAssets());
  const render = createRenderJudging(judging.judge.judge, load);
  const app = new Hono<PageEnv>();

  const problem = (c: Context, heading: string, sentence: string, status: ContentfulStatusCode) =>
    render(c, "problem", frame({ title: heading, section: null }), { heading, sentence }, status);

  const find = (c: Context): Found => {
    const number = Number(/^[1-9]\d{0,5}$/u.exec(c.req.param("number") ?? "")?.[0] ?? 0);
    const pairs = judging.golds[number - 1];
    if (pairs !== undefined) return { number, pairs };
    throw new AppError("not-found", `There are known hazards 1 to ${judging.golds.length}.`);
  };

  const show = (c: Context, { number, pairs }: Found, { typed, problems = [] }: Kept = {}) => {
    const kept = { problems, ...(typed === undefined ? {} : { typed }) };
    const around = frame({
      title: `Known hazard ${number} of ${judging.golds.length}`,
      section: null,
      problems,
      notice: c.req.query("notice") === "kept" ? "Saved." : null,
    });
    const status = problems.length === 0 ? 200 : 400;
    return render(c, "gold", around, presentGold(judging, number, pairs, kept), status);
  };

  app.onError(async (error, c) => {
    if (error instanceof AppError) {
      const { status, heading, sentence } = presentRefusal(error);
      return problem(c, heading, sentence, status);
    }
    const id = c.get("requestId") ?? "no id";
    onFault(error, id);
    return problem(c, "Something went wrong", faultSentence(id), 500);
  });
  app.route("/", createAssetRoutes(load));
  app.get(ownStyles, async (c) =>
    c.body(await readOwnStyles(), 200, { "content-type": "text/css; charset=utf-8" }),
  );

  app.get("/", (c) => {
    const open = nextOpen(judging, 0);
    if (open !== null) return c.redirect(goldAt(open), 302);
    const judged = judging.golds.reduce((sum, gold) => sum + judging.said(gold).size, 0);
    return render(c, "done", frame({ title: "Everything is judged", section: null }), { judged });
  });

  app.get("/gold/:number", (c) => show(c, find(c)));

  app.post("/gold/:number", async (c) => {
    const found = find(c);
    const { number, pairs } = found;
    const form = await readForm(c);
    const pressed = form.text("decision");
    if (pressed !== "save" && pressed !== "rest") {
      const text = "Choose Save, or The rest is NO: nothing is saved yet";
      return show(c, found, { typed: form, problems: [{ field: null, text }] });
    }
    const standing = { pairs, open: judging.open(pairs), said: judging.said(pairs) };
    const { decisions, problems } = readVerdictForm(form, standing);
    if (problems.length > 0) return show(c, found, { typed: form, problems });
    try {
      await judging.decide(pairs, decisions);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return show(c, found, { typed: form, problems: [{ field: null, text: error.message }] });
    }
    if (countOpen(judging) === 0) return c.redirect("/", 303);
    const on = judging.open(pairs).length > 0 ? number : (nextOpen(judging, number) ?? number);
    return c.redirect(`${goldAt(on)}?notice=kept`, 303);
  });

  app.post("/gold/:number/again", async (c) => {
    const { number, pairs } = find(c);
    const asked = (await readForm(c)).text("candidate");
    const candidate = pairs.candidates.find((one) => String(one.number) === asked);
    if (candidate === undefined) {
      throw new AppError(
        "invalid-input",
        "The form names a candidate that this page does not have.",
      );
    }
    judging.reopen(pairs, [candidate.key]);
    return c.redirect(`${goldAt(number)}#candidate-${candidate.number}`, 303);
  });

  app.all("*", (c) => problem(c, "Page not found", "There is no page at this address.", 404));
  return app;
}
