/** What a language model said is blotted out with the rest, one call for itself. */
import { expect, test } from "vitest";
import { canonicalText } from "../../../src/domain/hash/canonical.ts";
import { addModelCalls, makeModelCall, makeUnasked } from "../../support/make-model-call.ts";
import { makeQueue } from "../../support/make-queue.ts";
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

async function takeOut({ call }: Desk): Promise<readonly string[]> {
  const found = await call("tombstone.find", { product: "sablewick", text: name });
  const reason = "A patient was named.";
  await call("tombstone.add", { product: "sablewick", text: name, reason, seen: found.seen });
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
