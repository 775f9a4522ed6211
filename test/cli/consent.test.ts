import { beforeAll, describe, expect, test } from "vitest";
import type { Confidentiality } from "../../src/domain/bank/entry.ts";
import type { Prompts } from "../../src/domain/prompt/prompt.ts";
import { loadPrompts } from "../../src/infra/files/prompts.ts";
import { addOwnEntry } from "../support/add-entry.ts";
import { makeBankEntry } from "../support/make-bank.ts";
import { createHashingEmbedder } from "../support/hashing-embedder.ts";
import { addProduct, namePerson } from "../support/make-queue.ts";
import { useRecord } from "../support/record.ts";
import { makeScriptedModel } from "../support/scripted-model.ts";
import { runCommand } from "./support/commands.ts";

let prompts: Prompts;
beforeAll(async () => {
  prompts = await loadPrompts();
});

const record = useRecord({ engine: "PGlite" });
const price = { in: 2, out: 8, currency: "GBP" };

/** Commands of somebody who has a language model configured; `typed` is what the terminal says. */
async function open({ withModel = true, embedsAt = null as string | null } = {}) {
  const { model, asked } = makeScriptedModel(prompts, { budgetTokens: 600_000 });
  const embedder = { ...createHashingEmbedder(), sendsTo: embedsAt };
  const desk = await record().desk({
    embedder,
    ...(withModel ? { model: { ...model, price } } : {}),
  });
  await namePerson(desk);
  await addProduct(desk);
  const questions: string[] = [];
  const hazid = (words: string, typed: string | null = null) =>
    runCommand(desk.call, words.split(" "), {
      ask(question) {
        questions.push(question);
        return Promise.resolve(typed);
      },
    });
  const drafters = async () => (await desk.call("run.list", {})).map(({ drafter }) => drafter);
  return { desk, asked, questions, hazid, drafters };
}

const ofModel = /^model scripted-1 /u;
const byRules = /^offline /u;

describe("before anything is sent", () => {
  test("--offline asks nothing, says nothing and sends nothing", async () => {
    const { hazid, asked, questions, drafters } = await open();
    const { code, err } = await hazid("identify sablewick --offline", "y");
    expect(code).toBe(0);
    expect(err).not.toContain("models.example");
    expect([asked, questions]).toEqual([[], []]);
    expect(await drafters()).toEqual([expect.stringMatching(byRules)]);
  });

  test.each(["identify sablewick --offline", "identify sablewick"])(
    "%s says where vectors are made, when that is elsewhere",
    async (words) => {
      const { hazid } = await open({ embedsAt: "vectors.example" });
      const { err } = await hazid(words, "n");
      expect(err).toMatch(/Vectors are made at vectors\.example/u);
    },
  );

  test("--offline wins over --yes", async () => {
    const { hazid, asked, drafters } = await open();
    expect((await hazid("identify sablewick --offline --yes")).code).toBe(0);
    expect(asked).toEqual([]);
    expect(await drafters()).toEqual([expect.stringMatching(byRules)]);
  });

  test("--yes agrees to the host, which is named all the same, and asks nobody", async () => {
    const { hazid, desk, asked, questions, drafters } = await open();
    const { code, err } = await hazid("identify sablewick --yes");
    expect(code).toBe(0);
    expect(err).toContain("scripted-1 at models.example would draft. It would be sent:");
    expect(questions).toEqual([]);
    expect(asked.length).toBeGreaterThan(5);
    expect(await drafters()).toEqual([expect.stringMatching(ofModel)]);
    const started = (await desk.audit()).find(({ action }) => action === "run.start");
    expect(started?.details).toMatchObject({ sendsTo: "models.example" });
  });

  test("--limit leaves out what it says, and says how many", async () => {
    const { hazid } = await open();
    const { out } = await hazid("identify sablewick --offline --limit 3");
    expect(out).toMatch(/3 candidates[^]*\d+ less relevant candidates are\snot listed/u);
  });

  test("without a terminal it is refused with exit code 2, and there is no run", async () => {
    const { hazid, asked, questions, drafters } = await open();
    const { code, err } = await hazid("identify sablewick");
    expect(code).toBe(2);
    expect(err).toContain(
      "No language model was asked. Say --yes to agree to what is listed above",
    );
    expect(err).toContain("--offline to draft by rules alone");
    expect(questions).toEqual(["Send this to models.example? [y/N] "]);
    expect(asked).toEqual([]);
    expect(await drafters()).toEqual([]);
  });

  test.each(["y", "Y", "yes", " y "])("“%s” on a terminal agrees", async (typed) => {
    const { hazid, asked, drafters } = await open();
    expect((await hazid("identify sablewick", typed)).code).toBe(0);
    expect(asked.length).toBeGreaterThan(5);
    expect(await drafters()).toEqual([expect.stringMatching(ofModel)]);
  });

  test.each(["n", "no", "", " ", "yesterday", "models.example"])(
    "“%s” on a terminal does not: rules draft, and nothing is sent",
    async (typed) => {
      const { hazid, asked, drafters } = await open();
      const { code, err } = await hazid("identify sablewick", typed);
      expect(code).toBe(0);
      expect(err).toContain("No language model is asked: drafting by rules alone.");
      expect(asked).toEqual([]);
      expect(await drafters()).toEqual([expect.stringMatching(byRules)]);
    },
  );

  test("where no model is configured nobody is asked", async () => {
    const { hazid, questions } = await open({ withModel: false });
    const { code, err } = await hazid("identify sablewick");
    expect(code).toBe(0);
    expect(questions).toEqual([]);
    expect(err).not.toContain("would be sent");
  });

  test("it is said to whom, how much, what of one's own, and at about what price", async () => {
    const { hazid, desk, asked } = await open();
    const own = (id: string, kind: Confidentiality) =>
      addOwnEntry(record(), desk.organisation, kind, makeBankEntry({ id, name: `Note of ${id}` }));
    await own("own-leaving", "may-leave");
    await own("own-kept", "organisation");
    const { product, description } = await desk.call("product.show", { product: "sablewick" });
    const preview = await desk.call("run.preview", { product: product.id });
    const { calls, tokensIn, tokensOut, cost } = preview.estimate;
    const { err } = await hazid("identify sablewick --runs 2");
    const words = description.split(/\s+/u).filter((word) => /\w/u.test(word)).length;
    expect(Math.abs(preview.leaves.words - words)).toBeLessThan(10);
    const tokens = (tokensIn + tokensOut).toLocaleString("en-GB");
    expect(err.split("\n").slice(0, 5)).toEqual([
      "scripted-1 at models.example would draft. It would be sent:",
      `  the description, ${preview.leaves.words} words, and prior hazards of the shipped bank`,
      "  of your own bank, as they may leave: own-leaving",
      "  1 prior hazard of your own bank would stay here, as classed",
      `About ${calls} questions and ${tokens} tokens each; a run stops asking at 600,000. About ${(2 * (cost?.amount ?? 0)).toFixed(2)} GBP for 2 runs. Estimates; your server counts.`,
    ]);
    expect(cost?.amount).toBeGreaterThan(0.01);
    expect(asked).toEqual([]);
  });
});

describe("answer --identify", () => {
  const answered = ["answer", "sablewick", "children", "Yes, from 2 years."];
  test("drafts by rules, and sends nothing", async () => {
    const { desk, asked, drafters } = await open();
    const { code } = await runCommand(desk.call, [...answered, "--identify"]);
    expect(code).toBe(0);
    expect(asked).toEqual([]);
    expect(await drafters()).toEqual([expect.stringMatching(byRules)]);
  });
});
