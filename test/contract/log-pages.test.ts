import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { readLog } from "../../src/app/log/pages.ts";
import { toDecision } from "../../src/domain/decision/decision.ts";
import { hazardHash, type HazardContent } from "../../src/domain/hazard/content.ts";
import { addProduct, namePerson } from "../support/make-queue.ts";
import { onEachEngine, useRecord, type Desk } from "../support/record.ts";

const at = "2026-03-02T09:00:00.000Z";
const content = (name: string): HazardContent => ({
  version: 1,
  name,
  hazard: "H",
  effect: "E",
  harm: "A",
  exposed: "",
  condition: "normal",
  status: "open",
  controls: [],
  actions: [],
  causes: [{ number: 1, text: "C", kind: "human", from: null }],
  taken: { causes: 1, controls: 0, actions: 0 },
});

onEachEngine("a log of several pages", (engine) => {
  const record = useRecord({ engine });

  async function fill(desk: Desk, product: string, numbers: readonly number[]): Promise<void> {
    await record().store.transaction(desk.organisation, async (tx) => {
      const by = await tx.accounts.current();
      if (by === null) throw new Error("expected somebody");
      for (const number of numbers) {
        const [id, decision] = [randomUUID(), randomUUID()];
        const made = content(`Hazard ${number}`);
        await tx.hazards.add({ id, number, product, suggestion: null }, at);
        await tx.decisions.add(toDecision({ id: decision, verb: "add", hazard: id, by, at }));
        await tx.hazards.addVersion({
          ...{ hazard: id, content: made, hash: hazardHash(made), decision, at },
        });
      }
    });
  }
  const refs = (desk: Desk, product: string): Promise<string[][]> =>
    record().store.transaction(desk.organisation, async (tx) => {
      const pages: string[][] = [];
      for await (const { hazards } of readLog(tx, product)) {
        pages.push(hazards.map(({ ref }) => ref));
      }
      return pages;
    });

  test.each([0, 1, 199, 200, 201, 430])(
    "is read whole, once and in order: %i hazards, with numbers that are missing",
    async (count) => {
      const desk = await record().desk();
      await namePerson(desk);
      const product = await addProduct(desk);
      const other = await addProduct(desk, "Other");
      const numbers = Array.from({ length: count }, (_none, i) => 1 + i * 3);
      await fill(desk, product.id, numbers);
      await fill(desk, other.id, [1, 2, 3]);
      const pages = await refs(desk, product.id);
      expect(pages.flat()).toEqual(numbers.map((number) => `H-${number}`));
      expect(pages.every((page) => page.length > 0 && page.length <= 200)).toBe(true);
      expect(pages.flat()).toEqual(
        (await desk.call("log.show", { product: product.id })).hazards.map(({ ref }) => ref),
      );
    },
    60_000,
  );

  test("shows no organisation the log of another", async () => {
    const desk = await record().desk();
    await namePerson(desk);
    const product = await addProduct(desk);
    await fill(desk, product.id, [1, 2]);
    const stranger = await record().desk();
    expect(await refs(stranger, product.id)).toEqual([]);
  });
});
