/** How far a tombstone reaches: to every place of one product, and no farther. */
import { expect, test } from "vitest";
import { seenOf } from "../../support/hazards.ts";
import { makeDescription } from "../../support/make-description.ts";
import { makeQueue, namePerson } from "../../support/make-queue.ts";
import { onEachEngine, refusalIn, useRecord, type Desk } from "../../support/record.ts";
import { writtenHazard } from "../../support/writes.ts";

const name = "Winifred Ashdown";
const reason = "Somebody was named.";
const spoiled = (more = "") =>
  `${makeDescription("Tarnbeck")}\n\n${name} tried it in the spring.${more}`;

const find = ({ call }: Desk, product: string, text = name) =>
  call("tombstone.find", { product, text });
async function takeOut(desk: Desk, product: string): Promise<void> {
  const { seen } = await find(desk, product);
  await desk.call("tombstone.add", { product, text: name, reason, seen });
  expect((await desk.call("audit.verify", {})).record).toEqual([]);
}

onEachEngine("a tombstone", (engine) => {
  const record = useRecord({ engine });
  const descriptions = async ({ organisation }: Desk) =>
    (
      await record().sql<{ description: string }>(
        "select description from product_version where organisation_id = $1 order by id",
        [organisation],
      )
    ).map(({ description }) => description.split(name).length - 1);
  const answers = async ({ organisation }: Desk) =>
    (
      await record().sql<{ answer: string }>(
        "select answer from idempotency_key where organisation_id = $1",
        [organisation],
      )
    ).map(({ answer }) => answer.includes(name));

  test("reaches what a person wrote of a hazard that was never a suggestion, and why a risk is acceptable", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    const content = { ...writtenHazard, harm: `As ${name} was.` };
    const added = await desk.call("hazard.add", { product: "sablewick", content });
    const scored = await desk.call("hazard.score", {
      ...seenOf(added),
      severity: "major",
      likelihood: "low",
      stage: "residual",
    });
    await desk.call("hazard.evaluate", {
      ...seenOf(scored),
      stage: "residual",
      acceptable: false,
      reason: `${name} is well.`,
      benefit: `It helped ${name} too.`,
      present: ["Asha Kinloch"],
    });
    await desk.call("hazard.edit", {
      ...seenOf(scored),
      edits: { effect: "It is not read." },
      text: `${name} told us`,
    });
    const { places } = await find(desk, "sablewick");
    expect([...new Set(places.map(({ place }) => place))].sort()).toEqual([
      "decision.text",
      "hazard_version.content",
      "risk_evaluation.benefit",
      "risk_evaluation.reason",
    ]);
    await takeOut(desk, "sablewick");
    await expect(find(desk, "sablewick")).rejects.toMatchObject({ code: "not-found" });
  });

  test("reaches the drafts of a run and the queue that was made of them", async () => {
    const desk = await record().desk();
    const { first } = await makeQueue(desk);
    const { places } = await find(desk, "sablewick", first.title);
    expect(new Set(places.map(({ place }) => place))).toEqual(
      new Set(["run_step.output", "suggestion.content"]),
    );
  });

  test("reaches each time that a name stands in one text", async () => {
    const desk = await record().desk();
    await namePerson(desk);
    const { id } = await desk.call("product.add", { text: spoiled(` Ask ${name}.`) });
    expect((await find(desk, id)).places).toMatchObject([{ occurrences: 2 }]);
    await takeOut(desk, id);
    expect(await descriptions(desk)).toEqual([0]);
  });

  test("reaches the answer that is kept for a request sent again", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    const content = { ...writtenHazard, harm: `As ${name} was.` };
    const add = () =>
      desk.call("hazard.add", { product: "sablewick", content }, { idempotencyKey: "k" });
    await add();
    const { places } = await find(desk, "sablewick");
    expect(places.map(({ place }) => place)).toContain("idempotency_key.answer");
    await takeOut(desk, "sablewick");
    expect(JSON.stringify(await add())).not.toContain(name);
  });

  test("leaves another product's text alone", async () => {
    const desk = await record().desk();
    await namePerson(desk);
    const { id } = await desk.call("product.add", { text: spoiled(), name: "One" });
    await desk.call("product.add", { text: spoiled(), name: "Two" });
    for (const product of ["one", "two"]) {
      const added = await desk.call("hazard.add", { product, content: writtenHazard });
      const edits = { effect: "It is not read." };
      await desk.call("hazard.edit", { ...seenOf(added), edits, text: `${name} told us` });
    }
    const { places } = await find(desk, id);
    expect(places.map(({ place }) => place)).toEqual([
      "decision.text",
      "product_version.description",
    ]);
    await takeOut(desk, id);
    expect(await descriptions(desk)).toEqual([0, 1]);
    expect((await find(desk, "two")).places).toHaveLength(2);
  });

  test("leaves another organisation's kept answers alone, though key and words are the same", async () => {
    const [here, there] = [await record().desk(), await record().desk()];
    for (const desk of [here, there]) {
      await makeQueue(desk);
      await record().sql(
        "insert into idempotency_key (organisation_id, key, request_hash, answer, created_at) values ($1, 'k', 'h', $2, now())",
        [desk.organisation, JSON.stringify({ harm: `As ${name} was.` })],
      );
    }
    const { places } = await find(here, "sablewick");
    expect(places.filter(({ place }) => place === "idempotency_key.answer")).toHaveLength(1);
    await takeOut(here, "sablewick");
    expect([await answers(here), await answers(there)]).toEqual([[false], [true]]);
  });

  test("is for exactly the text that was shown, and by who was shown it", async () => {
    const desk = await record().desk();
    await namePerson(desk);
    const { id: product } = await desk.call("product.add", { text: spoiled() });
    const other = await find(desk, product, "in the spring");
    expect(other.places.map(({ place }) => place)).toEqual(["product_version.description"]);
    const add = (seen: string, as?: string) => () =>
      desk.call("tombstone.add", { product, text: name, reason, seen, as });
    expect(await refusalIn(desk, add(other.seen))).toMatchObject({
      code: "seen-stale",
      changed: [],
    });
    const { seen } = await find(desk, product);
    const { id: as } = await desk.call("account.set", { name: "Bram Tolley", role: "viewer" });
    await namePerson(desk);
    expect(await refusalIn(desk, add(seen, as))).toMatchObject({ code: "conflict", changed: [] });
  });
});
