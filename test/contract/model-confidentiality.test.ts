import { beforeAll, expect, test } from "vitest";
import type { Confidentiality } from "../../src/domain/bank/entry.ts";
import type { Prompts } from "../../src/domain/prompt/prompt.ts";
import { loadPrompts } from "../../src/infra/files/prompts.ts";
import { addOwnEntry } from "../support/add-entry.ts";
import { makeBankEntry } from "../support/make-bank.ts";
import { addProduct, namePerson, withoutSample } from "../support/make-queue.ts";
import { onEachEngine, useRecord } from "../support/record.ts";
import {
  honestAnswer,
  makeScriptedModel,
  noAnswer,
  type ScriptedQuestion,
} from "../support/scripted-model.ts";

/** A word that stands in every text of one entry and nowhere else. */
const words = { product: "zirconia", organisation: "marmoset", leaving: "lemming" } as const;
type Word = keyof typeof words;
const markers = Object.keys(words) as Word[];
const told = (text: string): Word[] =>
  markers.filter((marker) => text.toLowerCase().includes(words[marker]));

const markedEntry = (marker: Word) => {
  const word = words[marker];
  return makeBankEntry({
    id: `entry-${markers.indexOf(marker)}`,
    name: `The ${word} on the note`,
    situation: `The note ${{ product: "of a visit shows a", organisation: "lacks each", leaving: "is given twice as a" }[marker]} ${word}.`,
    effects: [`The ${word} is not noticed.`],
    harms: [`A harm by ${word} reaches the patient.`],
    causes: [
      { id: "c1", kind: "model", text: `The first ${word} mechanism drops a word.` },
      { id: "c2", kind: "human", text: `The second ${word} mechanism is overlooked.` },
    ],
    controls: [
      {
        id: "k1",
        type: "design",
        owner: "maker",
        text: `The ${word} control shows the words.`,
        actsOn: ["c1", "c2"],
        worksIf: `The ${word} sample opens.`,
      },
      {
        id: "k2",
        type: "training",
        owner: "deployer",
        text: `The ${word} training is given.`,
        actsOn: ["c2"],
        worksIf: `An audit of ${word} finds it.`,
      },
    ],
    paraphrases: [1, 2, 3].map((n) => `The ${word} was reported ${n} times.`),
  });
};

let prompts: Prompts;
beforeAll(async () => {
  prompts = await loadPrompts();
});

const silent =
  (task: ScriptedQuestion["task"]) =>
  (question: ScriptedQuestion): unknown =>
    question.task === task ? noAnswer() : honestAnswer(question);

onEachEngine("what a language model is sent of an organisation's own bank", (engine) => {
  const record = useRecord({ engine });

  async function identify(answer: (question: ScriptedQuestion) => unknown) {
    const { model, asked } = makeScriptedModel(prompts, { answer });
    const desk = await record().desk({ model });
    await namePerson(desk);
    const product = await addProduct(desk);
    await withoutSample(desk, product.id);
    const own = (marker: Word, kind: Confidentiality, of: string | null = null) =>
      addOwnEntry(record(), desk.organisation, kind, markedEntry(marker), of);
    await own("product", "product-only", product.id);
    await own("organisation", "organisation");
    await own("leaving", "may-leave");
    const preview = await desk.call("run.preview", { product: product.id });
    const result = await desk.call("run.identify", {
      product: product.id,
      sendTo: "models.example",
    });
    return { desk, asked, result, preview };
  }

  test.each<[string, (question: ScriptedQuestion) => unknown]>([
    ["where it answers everything", honestAnswer],
    ["where rules stand in for functions", silent("draft-function")],
    ["where rules stand in for lenses", silent("draft-lens")],
    ["where it looks for no gaps", silent("gaps")],
    ["where it checks nothing", silent("check")],
  ])("is what may leave alone, at every task: %s", async (_, answer) => {
    const { desk, asked, result, preview } = await identify(answer);
    expect(preview.leaves).toMatchObject({ mayLeave: ["entry-2"], stays: 2 });
    for (const { task, text } of asked) {
      expect(
        told(text).filter((marker) => marker !== "leaving"),
        task,
      ).toEqual([]);
    }
    expect(asked.some(({ text }) => told(text).includes("leaving"))).toBe(true);
    const tasks = new Set(asked.map(({ task }) => task));
    for (const task of ["draft-function", "gaps", "check", "merge", "rank"] as const) {
      expect(tasks, task).toContain(task);
    }
    // What stays is drafted by rules, and queued.
    const queued = new Set(result.candidates.flatMap((one) => told(JSON.stringify(one))));
    expect(queued).toEqual(new Set(["product", "organisation", "leaving"]));
    expect(await desk.call("run.replay", { run: result.run.id })).toMatchObject({ same: true });
  });

  test("is the same when all that was found stays", async () => {
    const { model, asked } = makeScriptedModel(prompts, { answer: () => noAnswer() });
    const desk = await record().desk({ model });
    await namePerson(desk);
    const product = await addProduct(desk);
    await addOwnEntry(record(), desk.organisation, "organisation", markedEntry("organisation"));
    await desk.call("run.identify", { product: product.id, sendTo: "models.example" });
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.flatMap(({ text }) => told(text))).toEqual([]);
  });
});
