import { beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../../src/cli/program.ts";
import type { PresentedCandidate } from "../../src/app/run/present.ts";
import { loadPrompts } from "../../src/infra/files/prompts.ts";
import { makeCliDeps } from "../support/make-cli-deps.ts";
import { addProduct, makeQueue, namePerson } from "../support/make-queue.ts";
import { useRecord, type Desk } from "../support/record.ts";
import {
  honestAnswer,
  makeScriptedModel,
  noAnswer,
  type ScriptedQuestion,
} from "../support/scripted-model.ts";
import { widestLine } from "./support/commands.ts";

const say = async ({ call }: Desk, words: string): Promise<string> => {
  const out: string[] = [];
  const deps = makeCliDeps({
    out: (text) => void out.push(text),
    withCalls: (_command, work) => work(call),
  });
  expect(await runCli(deps, words.split(" "), String)).toBe(0);
  return out.join("\n");
};
/** Without the breaks of lines that a terminal's width makes. */
const flat = (text: string): string => text.replaceAll(/\s+/gu, " ");

describe("a run by a language model, printed", () => {
  const record = useRecord({ engine: "PGlite" });
  let desk: Desk;
  let candidates: readonly PresentedCandidate[];
  const refOf = (is: (drafter: PresentedCandidate["drafter"]) => boolean): string =>
    candidates.find(({ drafter }) => is(drafter))?.ref ?? "";

  beforeAll(async () => {
    const answer = (question: ScriptedQuestion): unknown =>
      question.task === "draft-lens" ? noAnswer() : honestAnswer(question);
    const scripted = makeScriptedModel(await loadPrompts(), { answer });
    desk = await record().desk({ model: scripted.model });
    await namePerson(desk);
    const product = await addProduct(desk);
    const input = { product: product.id, sendTo: "models.example" };
    ({ candidates } = await desk.call("run.identify", input));
  });

  test("lists what it asked, with totals, in 80 columns", async () => {
    const out = await say(desk, "run show R-1");
    const { calls } = await desk.call("run.show", { run: "R-1" });
    expect(widestLine(out)).toBeLessThanOrEqual(80);
    expect(flat(out)).toContain(
      `${calls.length} questions to a language model from 2026-03-02 09:00 UTC: scripted-1 at models.example; answers as json-schema`,
    );
    for (const { key, outcome } of calls) {
      expect(out).toMatch(new RegExp(`^09:00  ${key} +[\\d,]+ +[\\d,]+  ${outcome}$`, "mu"));
    }
    const answered = calls.filter(({ outcome }) => outcome === "answered").length;
    const totals = [answered * 1_000, answered * 200].map((n) => n.toLocaleString("en-GB"));
    expect(flat(out)).toContain(`total ${totals.join(" ")}`);
    const [first] = calls;
    expect(flat(out)).toContain(
      `${first?.prompt.id}@${first?.prompt.version} ${first?.prompt.hash.slice(0, 12)}`,
    );
    expect(flat(out)).toContain("draft-lens life-cycle: The language model's server at");
    expect(out).not.toContain("busy");
  });

  test("a suggestion says who drafted it", async () => {
    const own = await say(desk, `queue show ${refOf(({ id }) => id === "scripted-1")}`);
    expect(flat(own)).toContain("drafted by the language model scripted-1; nobody has checked it");
    const stand = await say(desk, `queue show ${refOf(({ standsIn }) => standsIn !== undefined)}`);
    expect(flat(stand)).toContain(
      "drafted by rules in place of the language model: The language model's server",
    );
    expect(Math.max(widestLine(own), widestLine(stand))).toBeLessThanOrEqual(80);
  });

  test("so does each line of the queue", async () => {
    const out = await say(desk, "queue list");
    expect(out).toMatch(/^rank +ref +state +drafted +product +hazard$/mu);
    expect(out).toContain("by model");
    expect(out).toContain("by rules");
  });

  test("provenance fits too", async () => {
    const ref = refOf(({ id }) => id === "scripted-1");
    const out = await say(desk, `provenance ${ref}`);
    expect(flat(out)).toContain(`the language model scripted-1 (drafter version 1) wrote ${ref}`);
    expect(widestLine(out)).toBeLessThanOrEqual(80);
  });
});

describe("a run by rules, printed", () => {
  const record = useRecord({ engine: "PGlite" });

  test("lists what its limit left out, with place and nearness, and the coverage tells where", async () => {
    const desk = await record().desk();
    await addProduct(desk);
    await desk.call("run.identify", { product: "sablewick", limit: 3 });
    const { beyond } = await desk.call("run.show", { run: "R-1" });
    expect(beyond).toHaveLength(4);
    const out = await say(desk, "run show R-1");
    expect(flat(out)).toContain(
      "4 relevant candidates beyond the limit of 3, and not in the queue: identify with --limit lists more",
    );
    for (const { title, cell, nearness } of beyond) {
      expect(flat(out)).toContain(`${title} (${cell} · ${nearness ?? ""}`);
    }
    expect(widestLine(out)).toBeLessThanOrEqual(90);
    const coverage = flat(await say(desk, "coverage show sablewick"));
    expect(coverage).toContain("R-1 looked here. 1 candidate here was beyond the limit of R-1.");
    expect(coverage).toContain("4 relevant candidates beyond the limit of 3 of R-1");
    const place = flat(await say(desk, `coverage show sablewick ${beyond[0]?.cell ?? ""}`));
    expect(place).toContain(`Beyond the limit of a run: ${beyond[0]?.title ?? ""}`);
    await desk.call("run.identify", { product: "sablewick" });
    expect(await say(desk, "run show R-1")).not.toContain("beyond");
    expect(await say(desk, "queue list")).toMatch(/^rank +of +ref +state +product +hazard$/mu);
    expect(flat(await say(desk, "queue show S-1"))).toContain("1 of 3 in R-1 ·");
  });

  test("asks nothing, and its queue has no column for what is all alike", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    const out = await say(desk, "run show R-1");
    expect(out).toContain("queue");
    expect(out).not.toMatch(/question|token|Prompts/u);
    expect(await say(desk, "queue list")).toMatch(/^rank +ref +state +product +hazard$/mu);
    expect(flat(await say(desk, "queue show S-1"))).toContain(
      "drafted by rules from prior hazards · ",
    );
  });
});
