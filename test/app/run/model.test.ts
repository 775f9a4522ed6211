import { beforeAll, describe, expect, test } from "vitest";
import type { LanguageModel } from "../../../src/app/ports.ts";
import { NoAnswer } from "../../../src/app/no-answer.ts";
import type { IdentifyResult } from "../../../src/app/run/present.ts";
import type { Prompts } from "../../../src/domain/prompt/prompt.ts";
import { loadPrompts } from "../../../src/infra/files/prompts.ts";
import { addOwnEntry } from "../../support/add-entry.ts";
import { fixtureBank, makeBankEntry } from "../../support/make-bank.ts";
import { addProduct, namePerson } from "../../support/make-queue.ts";
import { refusalOf, useRecord, type Desk } from "../../support/record.ts";
import {
  honestAnswer,
  makeScriptedModel,
  noAnswer,
  partOf,
  type Scripted,
  type ScriptedQuestion,
} from "../../support/scripted-model.ts";
import { opened } from "../../support/opened.ts";

let prompts: Prompts;
beforeAll(async () => {
  prompts = await loadPrompts();
});

const record = useRecord({ engine: "PGlite" });
const host = "models.example";

type Ran = { desk: Desk; result: IdentifyResult } & Scripted;

async function runWith(options: Parameters<typeof makeScriptedModel>[1] = {}): Promise<Ran> {
  const scripted = makeScriptedModel(prompts, options);
  const desk = await record().desk({ model: scripted.model });
  await namePerson(desk);
  const product = await addProduct(desk);
  const result = await desk.call("run.identify", { product: product.id, sendTo: host });
  return { desk, result, ...scripted };
}

const callsOf = (desk: Desk, run: string) =>
  record().sql<{ key: string; outcome: string; prompt_id: string; problem: string | null }>(
    "select key, outcome, prompt_id, problem from model_call where organisation_id = $1 and run_id = $2 order by key",
    [desk.organisation, run],
  );

describe("a run that a language model drafts", () => {
  let honest: Ran;
  beforeAll(async () => {
    honest = await runWith();
  });

  test("queues grounded candidates of the model, each named as its own", async () => {
    const { result, desk } = honest;
    expect(result.run.drafter).toBe("model scripted-1 1 64000 at models.example");
    const own = result.candidates.filter(({ drafter }) => drafter.id === "scripted-1");
    expect(own.length).toBeGreaterThan(10);
    for (const { evidence, drafter } of own) {
      expect(evidence.product.length).toBeGreaterThan(0);
      expect(drafter.standsIn).toBeUndefined();
    }
    const [first] = result.candidates;
    const { suggestion } = opened(await desk.call("queue.show", { suggestion: first?.id ?? "" }));
    expect(suggestion.hash).toBe(first?.hash);
  });

  test("records each call once, with its prompt, before its answer counts", async () => {
    const { result, desk, asked } = honest;
    const calls = await callsOf(desk, result.run.id);
    expect(calls).toHaveLength(asked.length);
    expect(new Set(calls.map(({ prompt_id }) => prompt_id))).toEqual(
      new Set(asked.map(({ task }) => task)),
    );
    expect(calls.filter(({ outcome }) => outcome !== "answered")).toEqual([]);
    const told = (await desk.audit()).filter(({ action }) => action === "run.call");
    expect(told.map(({ details }) => details["key"]).sort()).toEqual(calls.map(({ key }) => key));
  });

  test("keeps every task apart: profile, functions, lenses, interactions, gaps, check, merge, rank", () => {
    const tasks = new Set(honest.asked.map(({ task }) => task));
    expect([...tasks].sort()).toEqual([
      "check",
      "draft-function",
      "draft-interactions",
      "draft-lens",
      "gaps",
      "merge",
      "profile",
      "rank",
      ...(tasks.has("wording") ? ["wording"] : []),
    ]);
  });

  test("comes out of its record byte for byte, and asks nobody", async () => {
    const { desk, result, asked } = honest;
    const before = asked.length;
    const replayed = await desk.call("run.replay", { run: result.run.id });
    expect(replayed.steps.filter(({ same }) => same !== true)).toEqual([]);
    expect(replayed.steps).toHaveLength(8);
    expect(replayed).toMatchObject({ same: true, calls: before });
    expect(asked).toHaveLength(before);
  });

  test("is verified with the audit", async () => {
    expect(await honest.desk.call("audit.verify", {})).toMatchObject({
      breaches: [],
      record: [],
      journal: [],
    });
  });
});

describe("where the model does not answer", () => {
  const failing =
    (task: string, said: () => unknown) =>
    (question: ScriptedQuestion): unknown =>
      question.task === task ? said() : honestAnswer(question);

  test.each<[string, () => unknown, string]>([
    ["no answer", () => noAnswer(), "failed (503)"],
    ["prose", () => "I would rather not.", "cannot be used"],
    ["another schema", () => ({ hazards: [] }), "cannot be used"],
    ["a score", () => ({ candidates: [{ severity: "Major" }] }), "cannot be used"],
  ])("%s: rules stand in for its cells, and each such candidate says so", async (_, said, why) => {
    const { desk, result } = await runWith({ answer: failing("draft-lens", said) });
    const stands = result.candidates.filter(({ drafter }) => drafter.standsIn !== undefined);
    expect(stands.length).toBeGreaterThan(0);
    for (const { drafter, lens } of stands) {
      expect(drafter).toMatchObject({ id: "offline" });
      expect(drafter.standsIn).toContain(why);
      expect(lens).not.toBe("function");
    }
    const calls = await callsOf(desk, result.run.id);
    const failed = calls.filter(({ outcome }) => outcome !== "answered");
    expect(failed.length).toBeGreaterThan(0);
    expect(
      failed.every(({ problem, prompt_id }) => problem !== null && prompt_id === "draft-lens"),
    ).toBe(true);
    const replayed = await desk.call("run.replay", { run: result.run.id });
    expect(replayed.same).toBe(true);
  });

  test.each(["profile", "check", "merge", "rank", "gaps", "wording"])(
    "of %s: the run goes on by rules there",
    async (task) => {
      const { result, asked } = await runWith({ answer: failing(task, () => noAnswer()) });
      const own = result.candidates.filter(({ drafter }) => drafter.id === "scripted-1");
      expect(own.length).toBeGreaterThan(10);
      expect(asked.filter((question) => question.task === "rank")).toHaveLength(1);
    },
  );

  test("at all: it is the run by rules, said on each candidate", async () => {
    const { desk, result } = await runWith({ answer: () => noAnswer() });
    expect(result.candidates.length).toBeGreaterThan(0);
    for (const { drafter } of result.candidates) {
      expect(drafter.id).toBe("offline");
      expect(drafter.standsIn).toContain("failed (503)");
    }
    const { run } = await desk.call("run.show", { run: result.run.id });
    expect(run.state).toBe("done");
  });

  test("when the budget is spent: what is left is not asked", async () => {
    const { desk, result, asked } = await runWith({ budgetTokens: 40_000 });
    const calls = await callsOf(desk, result.run.id);
    const unasked = calls.filter(({ outcome }) => outcome === "unasked");
    expect(unasked.length).toBeGreaterThan(0);
    expect(asked).toHaveLength(calls.length - unasked.length);
    expect(unasked[0]?.problem).toContain("budget of 40,000 tokens");
    expect(
      result.candidates.some(({ drafter }) => drafter.standsIn?.includes("budget") === true),
    ).toBe(true);
  });
});

describe("the budget of a run", () => {
  const late = new NoAnswer("The server was late.", {
    reason: "timed-out",
    status: null,
    tries: 1,
    raw: null,
  });

  test("counts what was sent and came to nothing, over all steps", async () => {
    const budgetTokens = 40_000;
    const { desk, result } = await runWith({ answer: () => late, budgetTokens });
    const { calls } = await desk.call("run.show", { run: result.run.id });
    const spent = calls.reduce((sum, { tokensIn, tokensOut }) => sum + tokensIn + tokensOut, 0);
    expect(spent).toBeGreaterThan(20_000);
    expect(spent).toBeLessThanOrEqual(budgetTokens);
    const unasked = calls.filter(({ outcome }) => outcome === "unasked");
    expect(new Set(unasked.map(({ step }) => step))).toEqual(new Set(["draft", "merge", "rank"]));
  });

  test("is not touched by a question that fits into no context", async () => {
    const { desk, result, asked } = await runWith({ contextTokens: 1_000 });
    const { calls } = await desk.call("run.show", { run: result.run.id });
    expect(asked).toEqual([]);
    expect(new Set(calls.map(({ outcome }) => outcome))).toEqual(new Set(["unasked"]));
    expect(calls[0]?.problem).toContain("does not fit into 1,000 tokens");
    expect(result.candidates.length).toBeGreaterThan(5);
  });
});

describe("a run that stops half-way", () => {
  test("pays for nothing twice when it is resumed", async () => {
    const stop = new AbortController();
    const scripted = makeScriptedModel(prompts, {
      answer(question) {
        if (question.task === "check") stop.abort();
        return honestAnswer(question);
      },
    });
    const desk = await record().desk({ model: scripted.model });
    await namePerson(desk);
    const product = await addProduct(desk);
    const input = { product: product.id, sendTo: host };
    const refusal = await refusalOf(desk.call("run.identify", input, { signal: stop.signal }));
    expect(refusal.code).toBe("run-failed");
    const before = scripted.asked.map(({ task, text }) => `${task} ${text}`);
    const result = await desk.call("run.resume", { run: "R-1", product: product.id });
    expect(result.candidates.length).toBeGreaterThan(10);
    const after = scripted.asked.slice(before.length);
    const again = after.filter(({ task, text }) => before.includes(`${task} ${text}`));
    // What was stopped at the check was never answered; nothing else is asked a second time.
    expect(new Set(again.map(({ task }) => task))).toEqual(new Set(["check"]));
    expect((await desk.call("run.replay", { run: result.run.id })).same).toBe(true);
  });

  test("stops asking when it is cancelled", async () => {
    const scripted = makeScriptedModel(prompts, { latencyMs: 30 });
    const desk = await record().desk({ model: scripted.model });
    await namePerson(desk);
    const product = await addProduct(desk);
    const running = refusalOf(desk.call("run.identify", { product: product.id, sendTo: host }));
    while (scripted.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await desk.call("run.cancel", { run: "R-1", product: product.id });
    expect((await running).message).toMatch(/cancelled/u);
    const asked = scripted.asked.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(scripted.asked).toHaveLength(asked);
  });

  test.each<[string, (model: LanguageModel) => LanguageModel]>([
    ["size of context", (model) => ({ ...model, contextTokens: 16_000 })],
    ["host", (model) => ({ ...model, chat: { ...model.chat, sendsTo: "elsewhere.example" } })],
    ["model", (model) => ({ ...model, chat: { ...model.chat, id: "scripted-2" } })],
  ])("is not resumed with another %s", async (_what, change) => {
    const stop = new AbortController();
    const answer = (question: ScriptedQuestion): unknown => {
      stop.abort();
      return honestAnswer(question);
    };
    const { model } = makeScriptedModel(prompts, { answer });
    const desk = await record().desk({ model });
    await namePerson(desk);
    const product = await addProduct(desk);
    const input = { product: product.id, sendTo: host };
    await refusalOf(desk.call("run.identify", input, { signal: stop.signal }));
    const other = makeScriptedModel(prompts);
    const { organisation } = desk;
    const second = await record().desk({ organisation, model: change(other.model) });
    const refusal = await refusalOf(second.call("run.resume", { run: "R-1" }));
    expect(refusal.message).toContain("begun with another language model");
    expect(other.asked).toEqual([]);
    // It is as it was: whoever has the right model can take it up.
    const { run, steps } = await desk.call("run.show", { run: "R-1" });
    expect(run.state).toBe("stopped");
    expect(steps.filter(({ state }) => state === "failed")).toHaveLength(1);
  });
});

describe("a model cannot put out of sight", () => {
  const hazardsOf = ({ result }: Ran): string[] => result.candidates.map(({ hazard }) => hazard);

  test("what rules draft, by saying nothing", async () => {
    const silent = await runWith({
      answer: (question) =>
        question.task.startsWith("draft-") || question.task === "gaps"
          ? { candidates: [] }
          : honestAnswer(question),
    });
    const desk = await record().desk();
    const product = await addProduct(desk);
    const { candidates } = await desk.call("run.identify", { product: product.id });
    expect(candidates.length).toBeGreaterThan(5);
    expect(hazardsOf(silent)).toEqual(
      expect.arrayContaining(candidates.map(({ hazard }) => hazard)),
    );
  });

  test("the first half of the list, by its order", async () => {
    const honest = await runWith();
    const [limit, half] = [5, 3];
    const hidesFirst = (question: ScriptedQuestion): unknown => {
      const said = honestAnswer(question);
      if (question.task !== "rank") return said;
      const { order } = said as { order: number[] };
      return { order: [...order.slice(half), ...order.slice(0, half)] };
    };
    const { model } = makeScriptedModel(prompts, { answer: hidesFirst });
    const desk = await record().desk({ model });
    await namePerson(desk);
    const product = await addProduct(desk);
    const input = { product: product.id, sendTo: host, limit };
    const { candidates } = await desk.call("run.identify", input);
    const first = hazardsOf(honest).slice(0, half);
    expect(candidates).toHaveLength(limit);
    expect(candidates.slice(0, 2).map(({ hazard }) => first.includes(hazard))).toEqual([
      false,
      false,
    ]);
    expect(candidates.map(({ hazard }) => hazard)).toEqual(expect.arrayContaining(first));
  });

  test("whose words they are: what it reworded and what it joined is said on the candidate", async () => {
    type Told = { readonly candidate: number; readonly hazard: string };
    const reworded = (text: string): unknown => {
      const [one] = JSON.parse(partOf(text, "candidates") ?? "[]") as Told[];
      if (one === undefined) return { wordings: [] };
      const hazard = `Otherwise: ${one.hazard}`;
      const quotes = ["an AI scribe", "clinic", "note"];
      const said = { title: "T", hazard, effect: "E.", causes: [] };
      return { wordings: [{ candidate: one.candidate, quotes, ...said }] };
    };
    const { desk, result } = await runWith({
      answer(question) {
        if (question.task === "wording") return reworded(question.text);
        return question.task.startsWith("draft-") || question.task === "gaps"
          ? { candidates: [] }
          : honestAnswer(question);
      },
    });
    const worded = result.candidates.filter(({ drafter }) => drafter.wordedBy !== undefined);
    expect(worded.map(({ hazard }) => hazard)).toEqual([
      expect.stringMatching(/^Otherwise: \w+/u) as string,
    ]);
    expect(worded[0]?.drafter).toMatchObject({ id: "offline", wordedBy: "scripted-1" });

    // Rejecting the model's words does not reject the prior hazard: the next run queues it again.
    const [rejected] = worded;
    const seen = { suggestion: rejected?.id ?? "", seen: rejected?.hash ?? "" };
    await desk.call("queue.reject", { ...seen, reason: "too-vague", text: "Says nothing." });
    const again = await desk.call("run.identify", { product: result.product.id });
    const own = rejected?.evidence.bank[0]?.id;
    const found = again.candidates.find(({ evidence }) => evidence.bank[0]?.id === own);
    expect(found).toMatchObject({ existing: null });
  });
});

describe("what may be sent, and where", () => {
  test("nothing, unless the host is named that it goes to", async () => {
    const scripted = makeScriptedModel(prompts);
    const desk = await record().desk({ model: scripted.model });
    await namePerson(desk);
    const product = await addProduct(desk);
    const elsewhere = { product: product.id, sendTo: "other.example" };
    const refusal = await refusalOf(desk.call("run.identify", elsewhere));
    expect(refusal.message).toContain("would be sent to models.example, not to other.example");
    const result = await desk.call("run.identify", { product: product.id });
    expect(result.run.drafter).toMatch(/^offline /u);
    expect(scripted.asked).toEqual([]);
  });

  test("nothing of a prior hazard that stays, and its provenance says so", async () => {
    const scripted = makeScriptedModel(prompts);
    const desk = await record().desk({ model: scripted.model });
    await namePerson(desk);
    const product = await addProduct(desk);
    const [like] = fixtureBank;
    const entry = { ...makeBankEntry(like), id: "own-kept", name: "Quuxville note" };
    await addOwnEntry(record(), desk.organisation, "organisation", entry);
    const input = { product: product.id, sendTo: host };
    const { candidates } = await desk.call("run.identify", input);
    const own = candidates.find(({ evidence }) =>
      evidence.bank.some(({ id }) => id === "own-kept"),
    );
    expect(own?.drafter.id).toBe("offline");
    expect(scripted.asked.filter(({ text }) => text.includes("own-kept"))).toEqual([]);
    const told = JSON.stringify(await desk.call("provenance.show", { ref: own?.id ?? "" }));
    expect(told).toContain('"asked":{"drafted":[],"standsInFor":null,"whole":[{"id":"profile"');
    expect(told).not.toMatch(/"whole":\[[^\]]*"id":"(?:check|merge|rank)"/u);
  });

  test("nowhere, where no model is configured", async () => {
    const desk = await record().desk();
    await namePerson(desk);
    const product = await addProduct(desk);
    const refusal = await refusalOf(
      desk.call("run.identify", { product: product.id, sendTo: host }),
    );
    expect(refusal.message).toContain("No language model is configured");
    expect(await desk.call("run.preview", { product: product.id })).toMatchObject({ model: null });
  });

  test("is said before: to whom, how much, at about what price", async () => {
    const scripted = makeScriptedModel(prompts);
    const model = { ...scripted.model, price: { in: 2, out: 8, currency: "GBP" } };
    const desk = await record().desk({ model });
    await namePerson(desk);
    const product = await addProduct(desk);
    const preview = await desk.call("run.preview", { product: product.id });
    expect(preview.model).toMatchObject({ id: "scripted-1", sendsTo: host });
    expect(preview.leaves).toMatchObject({ mayLeave: [], stays: 0 });
    expect(preview.leaves.words).toBeGreaterThan(50);
    expect(preview.estimate.calls).toBeGreaterThan(10);
    const { tokensIn, tokensOut, cost } = preview.estimate;
    expect(cost?.amount).toBeCloseTo((tokensIn * 2 + tokensOut * 8) / 1_000_000, 6);
    expect(scripted.asked).toEqual([]);
  });
});
