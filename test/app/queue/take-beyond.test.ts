import { expect, test } from "vitest";
import { toProv } from "../../../src/domain/provenance/prov/to-prov.ts";
import { tellStory } from "../../../src/domain/provenance/story.ts";
import { addProduct, namePerson, withoutSample } from "../../support/make-queue.ts";
import { opened } from "../../support/opened.ts";
import { onEachEngine, refusalIn, useRecord } from "../../support/record.ts";

const product = "sablewick";
const limit = 3;

onEachEngine("what the limit of a run left out", (engine) => {
  const record = useRecord({ engine });
  const open = async () => {
    const desk = await record().desk();
    await addProduct(desk);
    await namePerson(desk);
    await withoutSample(desk, product);
    await desk.call("run.identify", { product, limit });
    const beyondOf = async () => (await desk.call("run.show", { run: "R-1", product })).beyond;
    const take = async (keys: readonly string[]) =>
      desk.call("queue.take-beyond", {
        product,
        candidates: keys.map((key) => ({ run: "R-1", key })),
      });
    return { desk, beyondOf, take, before: await beyondOf() };
  };

  test("comes into the queue one by one as it was drafted, with a rank behind its run's", async () => {
    const { desk, beyondOf, take, before } = await open();
    const [first, second] = before;
    const key = second?.key ?? "";
    const made = await take([key, key]);
    expect(made.map(({ ref, before: was }) => [ref, was])).toEqual([
      ...[
        ["S-4", false],
        ["S-4", false],
      ],
    ]);
    const shown = opened(await desk.call("queue.show", { suggestion: "S-4", product }));
    expect(shown).toMatchObject({
      ...{ of: limit, run: "R-1", beyondLimit: true, takenOutOf: null },
      suggestion: { state: "pending", rank: limit + 2, content: { title: second?.title } },
    });
    expect(await beyondOf()).toEqual(before.filter((one) => one !== second));
    expect(await take([key])).toMatchObject([{ ref: "S-4", before: true }]);
    expect(await take([first?.key ?? ""])).toMatchObject([{ ref: "S-5", before: false }]);
    const list = await desk.call("queue.list", { product });
    expect(list.map(({ ref, beyondLimit }) => [ref, beyondLimit])).toEqual([
      ...[
        ["S-1", false],
        ["S-2", false],
        ["S-3", false],
      ],
      ...[
        ["S-5", true],
        ["S-4", true],
      ],
    ]);
    const { run } = await desk.call("run.identify", { product, limit: 200 });
    const { result } = await desk.call("run.follow", { run: run.id });
    expect(result).toMatchObject({ queued: before.length - 2, existing: limit + 2 });
  });

  test("is a person's request in the chain, the story and the export", async () => {
    const { desk, take, before } = await open();
    const key = before[0]?.key ?? "";
    const [made] = await take([key]);
    expect((await desk.audit()).at(-1)).toMatchObject({
      action: "suggestion.take-beyond",
      subject: { kind: "suggestion", id: made?.id, ref: "S-4" },
      actor: { kind: "person", name: "Asha Kinloch" },
      details: { runRef: "R-1", limit, key },
    });
    const found = await desk.call("provenance.show", { ref: "S-4", product });
    expect(JSON.stringify(tellStory(found).moments)).toContain(
      "The limit of the run had left it out; Asha Kinloch",
    );
    expect(JSON.stringify(toProv(found))).toContain("hazid:TakingBeyondLimit");
    const { record: held, breaches } = await desk.call("audit.verify", {});
    expect([held, breaches]).toEqual([[], []]);
  });

  test("is refused where it is no candidate of that run, all of what was asked", async () => {
    const { desk, before } = await open();
    const candidates = [before[0]?.key ?? "", "F1/late nothing"].map((key) => ({
      run: "R-1",
      key,
    }));
    const refused = () =>
      refusalIn(desk, () => desk.call("queue.take-beyond", { product, candidates }));
    expect(await refused()).toMatchObject({ code: "invalid-input", changed: [] });
    await namePerson(desk, "viewer");
    expect(await refused()).toMatchObject({ code: "forbidden", changed: [] });
  });
});
