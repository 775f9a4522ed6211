import { expect, test } from "vitest";
import { acceptCandidate, seenOf, writeHazard } from "../../support/hazards.ts";
import { addProduct, makeQueue, namePerson } from "../../support/make-queue.ts";
import { opened } from "../../support/opened.ts";
import { onEachEngine, refusalOf, useRecord } from "../../support/record.ts";

onEachEngine("a part of the hazard log", (engine) => {
  const record = useRecord({ engine });
  const open = async () => {
    const desk = await record().desk();
    await namePerson(desk);
    return { desk, product: (await addProduct(desk)).id };
  };

  test("holds what the filter leaves, page by page, and counts the whole", async () => {
    const { desk, product } = await open();
    for (const name of ["Bear", "Ant", "Zebra"]) await writeHazard(desk, product, { name });
    const page = (number: number) =>
      desk.call("log.page", { product, filter: { sort: "name" }, size: 2, page: number });
    const [first, second, third] = [await page(1), await page(2), await page(3)];
    expect(first.entries.map(({ hazard }) => hazard.name)).toEqual(["Ant", "Bear"]);
    expect(second.entries.map(({ hazard }) => hazard.name)).toEqual(["Zebra"]);
    expect(third.entries).toEqual([]);
    expect(first).toMatchObject({ found: 3, pages: 2, counts: { all: 3, needs: { unscored: 3 } } });
    expect(first.entries[0]?.needs.map(({ kind }) => kind)).toEqual([
      ...["unscored", "training-alone", "action-without-day"],
    ]);
  });

  test("nothing is overdue on the day that it is due", async () => {
    const { desk, product } = await open();
    const hazard = await writeHazard(desk, product);
    const { at } = await desk.call("log.page", { product });
    const action = {
      summary: "Look.",
      owner: "CSO",
      party: "maker",
      due: at.slice(0, 10),
    } as const;
    await desk.call("hazard.add-action", { ...seenOf(hazard), ...action });
    const overdue = { product, filter: { needs: "action-overdue" } } as const;
    expect((await desk.call("log.page", overdue)).found).toBe(0);
  });

  test("knows the place that a hazard came from; one by hand has none", async () => {
    const desk = await record().desk();
    const { product, first } = await makeQueue(desk);
    const hazard = await acceptCandidate(desk, first);
    await writeHazard(desk, product.id);
    const { cell } = opened(await desk.call("queue.show", { suggestion: first.id })).suggestion
      .content;
    const inPlace = async (place: string) =>
      (await desk.call("log.page", { product: product.id, filter: { place } })).entries.map(
        (entry) => entry.hazard.id,
      );
    expect(await inPlace(cell)).toEqual([hazard.id]);
    expect(await inPlace("F99/late")).toEqual([]);
  });

  test("a filter that there is not is refused", async () => {
    const { desk, product } = await open();
    const asked = { product, filter: { needs: "money" } };
    expect(await refusalOf(desk.call("log.page", asked as never))).toMatchObject({
      code: "invalid-input",
    });
    expect(await refusalOf(desk.call("log.depends", { product, gone: {} as never }))).toMatchObject(
      {
        code: "invalid-input",
      },
    );
  });

  test("what depends on a control is worked out of the hazards that stand", async () => {
    const { desk, product } = await open();
    await writeHazard(desk, product);
    const gone = { on: "end a session" };
    const shown = await desk.call("log.depends", { product, gone });
    expect(shown).toMatchObject({
      ...{ hazards: 1, kept: [] },
      losing: [{ bare: [{ number: 1, controls: [1] }], nothingLeft: false }],
    });
    expect((await desk.call("log.depends", { product })).asked).toBeNull();
  });
});
