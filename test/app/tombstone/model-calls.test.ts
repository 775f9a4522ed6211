/** What a language model said is blotted out with the rest, one call for itself. */
import { expect, test } from "vitest";
import { canonicalText } from "../../../src/domain/hash/canonical.ts";
import { $CandidateChecks } from "../../../src/domain/prompt/answers/check.ts";
import { makeDescription } from "../../support/make-description.ts";
import { addModelCalls, makeModelCall, makeUnasked } from "../../support/make-model-call.ts";
import { makeQueue, namePerson } from "../../support/make-queue.ts";
import { onEachEngine, useRecord, type Desk, type OpenRecord } from "../../support/record.ts";
import { tamper } from "../../support/tamper.ts";

const name = "Zoë Ashdown";
/** Of a model, a name of a cell is what it likes. */
const said = { harm: `As happened to ${name}.`, id: "F1", cell: `F1 for ${name}` };
const spoiled = [
  makeModelCall({ raw: JSON.stringify(said), value: canonicalText(said) }),
  makeModelCall({
    key: "draft-function F2",
    outcome: "unusable",
    problem: `Unrecognized key: "${name}"`,
    leftOut: `What ${name} told`,
    raw: String.raw`{"harm": "As happened to Zo\u00eb\nAshdown`,
    value: null,
  }),
  makeUnasked({ key: "draft-function F3" }),
];

async function takeOut({ call }: Desk, text = name): Promise<readonly string[]> {
  const found = await call("tombstone.find", { product: "sablewick", text });
  const reason = "A patient was named.";
  await call("tombstone.add", { product: "sablewick", text, reason, seen: found.seen });
  return found.places.map(({ place, ref }) => `${place} ${ref}`);
}

async function makeSpoiled(record: OpenRecord): Promise<{ desk: Desk; run: string }> {
  const desk = await record.desk();
  await makeQueue(desk);
  return { desk, run: await addModelCalls(record, desk, spoiled) };
}

onEachEngine("a tombstone for what a model said", (engine) => {
  const record = useRecord({ engine });
  const read = ({ organisation }: Desk, run: string) =>
    record().store.transaction(organisation, (tx) => tx.runs.modelCalls(run));
  const recordOf = async ({ call }: Desk) => (await call("audit.verify", {})).record;

  test("reaches the reply, however it is escaped, and everything made of it", async () => {
    const { desk, run } = await makeSpoiled(record());
    expect(await takeOut(desk)).toEqual([
      "model_call.left_out R-1 draft-function F2",
      "model_call.problem R-1 draft-function F2",
      "model_call.raw R-1 draft-function F1",
      "model_call.raw R-1 draft-function F2",
      "model_call.value R-1 draft-function F1",
    ]);
    const [one, two, three] = await read(desk, run);
    const blotted = { ...said, harm: "As happened to ███ ███████.", cell: "F1 for ███ ███████" };
    expect(one).toEqual({
      ...spoiled[0],
      raw: JSON.stringify(blotted),
      value: canonicalText(blotted),
    });
    expect(two).toMatchObject({
      problem: 'Unrecognized key: "███ ███████"',
      leftOut: "What ███ ███████ told",
      raw: `{"harm": "As happened to ${"█".repeat(17)}`,
    });
    expect(three).toEqual(spoiled[2]);
    expect(await recordOf(desk)).toEqual([]);
  });

  test("is for the calls before it: the same said again is taken out again", async () => {
    const { desk } = await makeSpoiled(record());
    await takeOut(desk);
    await addModelCalls(
      record(),
      desk,
      spoiled.map((call) => ({ ...call, key: `${call.key} again` })),
    );
    expect(await recordOf(desk)).toEqual([]);
    expect(await takeOut(desk)).toHaveLength(5);
    expect(await recordOf(desk)).toEqual([]);
  });

  test("opens its own call alone, and shows where a text is put back or changed", async () => {
    const { desk } = await makeSpoiled(record());
    await takeOut(desk);
    const edit = (what: string) =>
      `update model_call set ${what} where organisation_id = $1 and key = 'draft-function F1'`;
    const back = edit(`raw = replace(raw, '███ ███████', '${name}')`);
    await expect(record().sql(back, [desk.organisation])).rejects.toThrow(/no tombstone says/u);
    const breach = [expect.stringMatching(/^Call draft-function F1 of R-1 is not what audit/u)];
    await tamper(record(), "model_call", back, desk);
    expect(await recordOf(desk)).toEqual(breach);
    await tamper(record(), "model_call", edit("raw = replace(raw, 'Zoë', '███')"), desk);
    await tamper(record(), "model_call", edit("raw = replace(raw, 'Ashdown', '███████')"), desk);
    expect(await recordOf(desk)).toEqual([]);
    await tamper(record(), "model_call", edit("value = replace(value, 'As', 'is')"), desk);
    expect(await recordOf(desk)).toEqual(breach);
  });
});

const named = "record of Edith Crowther of 12 Elm Street";
const quote = "shown with the record of Edith Crowther";
const checks = {
  checks: [
    {
      candidate: 1,
      facts: [
        { fact: "It says whose.", said: "said", quote },
        { fact: "It says more.", said: "denied", quote: "Elm Street – who came in spring" },
        {
          fact: "It is ambient.",
          said: "said",
          quote: "is an ambient voice documentation product",
        },
      ],
      causes: [{ cause: 1, bringsAbout: "by-itself", why: `It says “${quote}”.` }],
      presupposed: [{ words: "the record of", assumption: "There is one." }],
    },
  ],
};
const answer = JSON.stringify(checks, null, 1).replace("with the", String.raw`with\n\u0074he`);
const quoting = [
  makeModelCall({ key: "check 1", raw: `\`\`\`json\n${answer}`, value: canonicalText(checks) }),
  makeModelCall({
    key: "check 2",
    outcome: "unusable",
    problem: `It was cut off after "${quote}".`,
    raw: answer.slice(0, answer.indexOf("Crowther") + 4),
    value: null,
  }),
  makeModelCall({
    key: "check 3",
    outcome: "no-answer",
    raw: JSON.stringify({ choices: [{ message: { content: answer } }] }),
    value: null,
  }),
  makeModelCall({ key: "check 4" }),
];

async function makeQuoting(record: OpenRecord): Promise<{ desk: Desk; run: string }> {
  const desk = await record.desk();
  await namePerson(desk);
  const line = `\nThe visit is shown with the ${named} – who came in spring.`;
  const text = makeDescription("Sablewick", [line]);
  const product = await desk.call("product.add", { text, name: "Sablewick" });
  await desk.call("run.identify", { product: product.id });
  return { desk, run: await addModelCalls(record, desk, quoting) };
}

onEachEngine("a tombstone for what a model quoted", (engine) => {
  const record = useRecord({ engine });
  const read = ({ organisation }: Desk, run: string) =>
    record().store.transaction(organisation, (tx) => tx.runs.modelCalls(run));

  test("reaches quotations that only overlap it, whether the answer could be read or not", async () => {
    const { desk, run } = await makeQuoting(record());
    const places = await takeOut(desk, named);
    expect(places.filter((place) => place.startsWith("model_call"))).toEqual([
      "model_call.problem R-1 check 2",
      "model_call.raw R-1 check 1",
      "model_call.raw R-1 check 2",
      "model_call.raw R-1 check 3",
      "model_call.value R-1 check 1",
    ]);
    const calls = await read(desk, run);
    expect(JSON.stringify(calls)).not.toMatch(/edith|crow|elm|street/iu);
    expect(calls.at(-1)).toEqual(quoting.at(-1));
    const { breaches, record: found } = await desk.call("audit.verify", {});
    expect([breaches, found]).toEqual([[], []]);
    await expect(takeOut(desk, named)).rejects.toMatchObject({ code: "not-found" });
  });

  test("leaves an answer that can be read, and what it quotes besides", async () => {
    const { desk, run } = await makeQuoting(record());
    await takeOut(desk, named);
    const [one] = await read(desk, run);
    const blotted = $CandidateChecks.parse(JSON.parse(one?.value ?? ""));
    expect(blotted.checks[0]).toMatchObject({
      facts: [
        { said: "said", quote: "shown with the ██████ ██ █████ ████████" },
        { said: "denied", quote: "███ ██████ – who came in spring" },
        { said: "said", quote: "is an ambient voice documentation product" },
      ],
      causes: [
        { bringsAbout: "by-itself", why: "It says “shown with the ██████ ██ █████ ████████”." },
      ],
    });
    const raw = one?.raw?.replace("```json", "") ?? "";
    expect($CandidateChecks.parse(JSON.parse(raw)).checks[0]?.facts[0]?.quote).toBe(
      "shown with\nthe ██████ ██ █████ ████████",
    );
  });
});
