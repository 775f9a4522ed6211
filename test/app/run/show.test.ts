import { describe, expect, test } from "vitest";
import { loadPrompts } from "../../../src/infra/files/prompts.ts";
import { makeModelCall, makeUnasked, addModelCalls } from "../../support/make-model-call.ts";
import { addProduct, makeQueue, namePerson } from "../../support/make-queue.ts";
import { useRecord } from "../../support/record.ts";
import { makeScriptedModel } from "../../support/scripted-model.ts";

describe("run.show", () => {
  const record = useRecord({ engine: "PGlite" });

  test("names each question of a run by a language model, in the order of their answers", async () => {
    const { model, asked } = makeScriptedModel(await loadPrompts());
    const desk = await record().desk({ model });
    await namePerson(desk);
    const product = await addProduct(desk);
    await desk.call("run.identify", { product: product.id, sendTo: "models.example" });
    const { run, calls } = await desk.call("run.show", { run: "R-1" });
    expect(run.drafter).toBe("model scripted-1 1 64000 at models.example");
    expect(calls).toHaveLength(asked.length);
    expect(new Set(calls.map(({ key }) => key)).size).toBe(calls.length);
    for (const call of calls) {
      expect(call).toMatchObject({ model: "scripted-1", sendsTo: "models.example" });
      expect(call).toMatchObject({ outcome: "answered", problem: null, format: "json-schema" });
      expect(call).toMatchObject({ tokensIn: 1_000, tokensOut: 200 });
      expect(call.key.startsWith(call.prompt.id)).toBe(true);
    }
  });

  test("hands out no answer, neither as it was said nor as it was read", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    const made = [makeModelCall(), makeUnasked({ leftOut: "2 of 9 passages were left out." })];
    await addModelCalls(record(), desk, made);
    const { calls } = await desk.call("run.show", { run: "R-1" });
    const shown = made.map(({ raw: _raw, value: _value, ...call }) => call);
    expect(calls).toHaveLength(2);
    expect(calls).toEqual(expect.arrayContaining(shown));
    expect(JSON.stringify(calls)).not.toContain("A dose is read out twice");
  });

  test("names none in a run that rules drafted", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    expect((await desk.call("run.show", { run: "R-1" })).calls).toEqual([]);
  });
});
