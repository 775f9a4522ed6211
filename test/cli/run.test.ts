import { beforeAll, describe, expect, test } from "vitest";
import type { Prompts } from "../../src/domain/prompt/prompt.ts";
import { loadPrompts } from "../../src/infra/files/prompts.ts";
import { fixtureBank } from "../support/make-bank.ts";
import { addProduct, namePerson, withoutSample } from "../support/make-queue.ts";
import { useRecord, type Desk } from "../support/record.ts";
import {
  honestAnswer,
  makeScriptedModel,
  type ScriptedQuestion,
} from "../support/scripted-model.ts";
import { tamper } from "../support/tamper.ts";
import { runCommand } from "./support/commands.ts";
import { opened } from "../support/opened.ts";

let prompts: Prompts;
beforeAll(async () => {
  prompts = await loadPrompts();
});

const record = useRecord({ engine: "PGlite" });

async function open(
  answer?: (question: ScriptedQuestion, run: number) => unknown,
  { sample = false } = {},
) {
  let run = 0;
  const told =
    answer &&
    ((question: ScriptedQuestion) => {
      if (question.task === "profile") run += 1;
      return answer(question, run);
    });
  const { model, asked } = makeScriptedModel(prompts, told === undefined ? {} : { answer: told });
  const desk = await record().desk({ model });
  await namePerson(desk);
  const product = await addProduct(desk);
  if (!sample) await withoutSample(desk, product.id);
  const hazid = (words: string) => runCommand(desk.call, words.split(" "));
  return { desk, asked, hazid };
}

/** The hazards of the queue, and how many runs told of them. */
async function queued(desk: Desk): Promise<string[]> {
  const lines = await desk.call("queue.list", { product: "sablewick" });
  return Promise.all(
    lines.map(async ({ id }) => {
      const { suggestion } = opened(await desk.call("queue.show", { suggestion: id }));
      return suggestion.content.hazard;
    }),
  );
}

type Answered = { readonly candidates: readonly { readonly hazard: string }[] };
const isDrafting = (value: unknown): value is Answered =>
  typeof value === "object" && value !== null && "candidates" in value;

/** Words each hazard anew in each run by one word of six and more: the situation stays. */
function reworded(question: ScriptedQuestion, run: number): unknown {
  const said = honestAnswer(question);
  if (!isDrafting(said)) return said;
  return {
    candidates: said.candidates.map((one) => ({
      ...one,
      hazard: one.hazard.replace(
        "the clinician",
        ["the clinician", "a nurse", "somebody"][run - 1] ?? "",
      ),
    })),
  };
}

/** Every other hazard is told of anew in each run. */
function halfAnew(question: ScriptedQuestion, run: number): unknown {
  const said = honestAnswer(question);
  if (!isDrafting(said) || question.task === "gaps") return said;
  const other = ["elsewhere", "yesterday", "upstairs"][run - 1] ?? "";
  return {
    candidates: said.candidates.map((one, i) =>
      i % 2 === 0
        ? one
        : { ...one, hazard: `${one.hazard.split(" ").slice(1, 6).join(`${other} `)}${other}.` },
    ),
  };
}

describe("identify --runs", () => {
  test("by rules alone, runs are alike: 1.00, and the queue grows once", async () => {
    const { hazid, desk, asked } = await open();
    const { code, out, err } = await hazid("identify sablewick --offline --runs 3");
    expect(code).toBe(0);
    expect(err).toMatch(/Run 1 of 3[^]*Run 2 of 3[^]*Run 3 of 3/u);
    const hazards = await queued(desk);
    expect(out.replaceAll(/\s+/gu, " ")).toContain(
      `The 3 lists hold ${hazards.length} situations together. Any two have 1.00 of theirs in common on average (1.00: all of them); what a list leaves out is not compared. The queue holds each situation once.`,
    );
    expect(new Set(hazards).size).toBe(hazards.length);
    expect(asked).toEqual([]);
  });

  test("a model that only words hazards otherwise tells the same: each is queued once", async () => {
    const { hazid, desk } = await open(reworded);
    const { code, out } = await hazid("identify sablewick --yes --runs 3");
    expect(code).toBe(0);
    expect(out).toMatch(/Any two have\s1\.00\sof theirs/u);
    const [, situations = ""] = /3 lists hold (\d+) situations/u.exec(out) ?? [];
    expect(await queued(desk)).toHaveLength(Number(situations));
  });

  test("what asks for the own view first is not compared, and that is said", async () => {
    const { hazid, desk } = await open(reworded, { sample: true });
    const { code, out } = await hazid("identify sablewick --yes --runs 2");
    expect(code).toBe(0);
    expect(out).toContain("Not shown yet: S-10, S-20.");
    expect(out.replaceAll(/\s+/gu, " ")).toContain(
      "what a list leaves out or does not show yet is not compared.",
    );
    const [, situations = ""] = /2 lists hold (\d+) situations/u.exec(out) ?? [];
    const lines = await desk.call("queue.list", { product: "sablewick" });
    expect(lines.filter(({ hazard }) => hazard === null).map(({ ref }) => ref)).toEqual([
      "S-10",
      "S-20",
    ]);
    expect(Number(situations)).toBe(lines.length - 2);
  });

  test("a model that tells half of them anew shares less, and what it repeats is queued once", async () => {
    const { hazid, desk } = await open(halfAnew);
    const { code, out } = await hazid("identify sablewick --yes --runs 3 --limit 200 --json -");
    expect(code).toBe(0);
    const { stability, runs } = JSON.parse(out) as {
      stability: { meanJaccard: number; situations: number };
      runs: { candidates: { ref: string; existing: string | null }[] }[];
    };
    expect(runs).toHaveLength(3);
    expect(stability.meanJaccard).toBeGreaterThan(0.2);
    expect(stability.meanJaccard).toBeLessThan(0.8);
    const hazards = await queued(desk);
    expect(hazards).toHaveLength(stability.situations);
    const fresh = runs.flatMap(({ candidates }) => candidates.filter((c) => c.existing === null));
    expect(fresh).toHaveLength(hazards.length);
  });

  test("what a model told in a prior hazard's words is not queued again by rules", async () => {
    const prior = fixtureBank.map(({ situation }) => situation);
    const { hazid, desk } = await open((question) => {
      const said = honestAnswer(question);
      if (!isDrafting(said)) return said;
      const hazard = (i: number) => prior[i] ?? "";
      return {
        candidates: said.candidates.map((one, i) => ({ ...one, citations: [], hazard: hazard(i) })),
      };
    });
    await hazid("identify sablewick --yes");
    const first = await queued(desk);
    expect(first).toContain(prior[0]);
    const { code } = await hazid("identify sablewick --offline");
    expect(code).toBe(0);
    const hazards = await queued(desk);
    expect(new Set(hazards).size).toBe(hazards.length);
  });

  test.each(["0", "11", "x", "-1", "1.5"])(
    "%s runs are refused before anything runs",
    async (runs) => {
      const { hazid, desk } = await open();
      expect((await hazid(`identify sablewick --yes --runs ${runs}`)).code).toBe(2);
      expect(await desk.count("run")).toBe(0);
    },
  );
});

describe("run replay", () => {
  const steps = ["profile", "plan", "retrieve", "draft", "check", "merge", "rank", "queue"];

  test("prints each step of a run by a model, and sends nothing", async () => {
    const { hazid, asked } = await open();
    await hazid("identify sablewick --yes");
    const before = asked.length;
    const { code, out } = await hazid("run replay R-1");
    expect(code).toBe(0);
    expect(out).toContain(`${before} recorded answers read, nothing sent.`);
    for (const step of steps) expect(out).toMatch(new RegExp(`^${step} +the same`, "mu"));
    expect(asked).toHaveLength(before);
    const json = await hazid("run replay sablewick/R-1 --json");
    expect(JSON.parse(json.out)).toMatchObject({ same: true, calls: before });
  });

  test("holds for a run by rules", async () => {
    const { hazid } = await open();
    await hazid("identify sablewick --offline");
    const { code, out } = await hazid("run replay R-1");
    expect(code).toBe(0);
    expect(out).toContain("0 recorded answers read");
  });

  test("of no run is refused", async () => {
    const { hazid } = await open();
    expect((await hazid("run replay R-7")).code).toBe(3);
  });

  test.each<[string, string, string]>([
    ["a word of a draft", "draft", "replace(output, 'clinician', 'porter')"],
    ["a word of what was checked", "check", "replace(output, 'clinician', 'porter')"],
    ["an order", "rank", "replace(output, '\"near\":', '\"near\":1')"],
    ["all of the plan", "plan", "'[]'"],
    ["what is no JSON", "merge", "'gone'"],
    ["what is another thing", "profile", "'[]'"],
  ])("names the step of which %s was changed in the database", async (_what, step, to) => {
    const { hazid, desk } = await open();
    await hazid("identify sablewick --yes");
    const sql = `update run_step set output = ${to} where organisation_id = $1 and step = '${step}'`;
    await tamper(record(), "run_step", sql, desk);
    const { code, out, err } = await hazid("run replay R-1");
    expect(code).toBe(4);
    expect(out).toMatch(new RegExp(`^${step} +DIFFERS +what is recorded of it was changed`, "mu"));
    expect(out.match(/DIFFERS/gu)).toHaveLength(1);
    expect(err).toContain("Run R-1 does not come out as recorded.");
  });

  test.each([
    ["another answer", `replace(value, 'clinician', 'porter')`],
    ["no answer of the kind", `'{"nothing":1}'`],
  ])("names the steps that come out otherwise of %s of the model", async (_what, to) => {
    const { hazid, desk } = await open();
    await hazid("identify sablewick --yes");
    const sql = `update model_call set value = ${to} where organisation_id = $1 and step = 'draft'`;
    await tamper(record(), "model_call", sql, desk);
    const { code, out } = await hazid("run replay R-1");
    expect(code).toBe(4);
    expect(out).toMatch(/^draft +DIFFERS/mu);
    expect(out).toMatch(/^profile +the same/mu);
  });

  test("says that text was taken out, and calls nothing other for it", async () => {
    const { hazid, desk } = await open();
    await hazid("identify sablewick --yes");
    const text = "room microphone";
    const { seen } = await desk.call("tombstone.find", { product: "sablewick", text });
    const reason = "It should not stand there.";
    await desk.call("tombstone.add", { product: "sablewick", text, seen, reason });
    const { code, out } = await hazid("run replay R-1");
    expect(code).toBe(0);
    for (const step of steps) {
      expect(out).toMatch(
        new RegExp(`^${step} +as recorded, not worked out again +text was`, "mu"),
      );
    }
  });
});
