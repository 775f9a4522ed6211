import { expect, test } from "vitest";
import { addProduct, makeQueue, withoutSample } from "../../support/make-queue.ts";
import { onEachEngine, useRecord, type Desk } from "../../support/record.ts";

const product = "sablewick";
const limit = 3;

onEachEngine("what the limit of a run leaves out", (engine) => {
  const record = useRecord({ engine });

  /** A run that lists three, and what another product's run without a limit lists, in its order. */
  const prepare = async () => {
    const desk = await record().desk();
    const whole = await makeQueue(desk, { name: "Tarnbeck", sample: false });
    await addProduct(desk);
    await withoutSample(desk, product);
    const run = await desk.call("run.identify", { product, limit });
    const rest = whole.candidates.slice(limit).map(({ title }) => title);
    return { desk, run, rest, whole };
  };
  const beyondOf = async (desk: Desk, run: string) =>
    (await desk.call("run.show", { run, product })).beyond;

  test("is listed with the run by title, place and nearness, and in the places where it belongs", async () => {
    const { desk, run, rest, whole } = await prepare();
    const beyond = await beyondOf(desk, "R-1");
    expect(beyond.map(({ title }) => title).toSorted()).toEqual(rest.toSorted());
    for (const one of beyond) {
      const drafted = whole.candidates.find(({ title }) => title === one.title);
      expect(one).toEqual({
        ...{ title: one.title, cell: drafted?.cell, about: drafted?.function, run: "R-1" },
        nearness: drafted?.evidence.bank[0]?.nearness,
        untailored: drafted?.untailored,
        assumptions: drafted?.assumptions.length,
      });
    }
    const cut = { run: "R-1", limit, beyond: rest.length, more: rest.length };
    const { result } = await desk.call("run.follow", { run: run.run.id });
    expect(result).toMatchObject({ beyondLimit: rest.length, beyond, cut });

    const shown = await desk.call("coverage.show", { product });
    expect(shown.cut).toEqual([cut]);
    expect(shown.places.flatMap((place) => place.beyond)).toHaveLength(rest.length);
    for (const { key, beyond: left, standing, suggestions } of shown.places) {
      for (const { cell } of left) expect(cell).toBe(key);
      if (left.length === 0) expect(standing).not.toMatchObject({ why: "beyond-limit" });
      else if (suggestions.length === 0) {
        expect(standing).toEqual({ state: "open", why: "beyond-limit", run: "R-1" });
      }
    }
  });

  test("comes into the queue with a higher limit, and what is there already is not queued twice", async () => {
    const { desk, rest } = await prepare();
    const { run } = await desk.call("run.identify", { product, limit: 200 });
    const { result } = await desk.call("run.follow", { run: run.id });
    expect(result).toMatchObject({ queued: rest.length, existing: limit, beyondLimit: 0 });
    expect(await beyondOf(desk, "R-1")).toEqual([]);
    const { cut, places } = await desk.call("coverage.show", { product });
    expect([cut, places.flatMap(({ beyond }) => beyond)]).toEqual([[], []]);
    const first = await desk.call("run.follow", { run: "R-1", product });
    expect(first.result).toMatchObject({ beyondLimit: rest.length, beyond: [] });
  });

  test("comes when somebody looks again where it belongs", async () => {
    const { desk, rest } = await prepare();
    const [first] = await beyondOf(desk, "R-1");
    if (first === undefined) throw new Error("Expected something beyond the limit.");
    const again = await desk.call("run.identify", { product, cells: [first.cell] });
    const found = again.candidates.find(({ title }) => title === first.title);
    expect(found).toMatchObject({ cell: first.cell, existing: null });
    const left = await beyondOf(desk, "R-1");
    expect(left.length).toBeLessThan(rest.length);
    expect(left.filter(({ cell }) => cell === first.cell)).toEqual([]);
  });

  test("changes what was seen of its place when it comes in, and says nothing where no limit was reached", async () => {
    const { desk } = await prepare();
    const { places } = await desk.call("coverage.show", { product });
    const place = places.find(
      ({ standing }) => "why" in standing && standing.why === "beyond-limit",
    );
    if (place === undefined) throw new Error("Expected a place that only a limit kept empty.");
    const said = { product, cell: place.key, seen: place.seen, reason: "Nothing is sent from it." };
    await desk.call("run.identify", { product, limit: 200 });
    await expect(desk.call("coverage.none", said)).rejects.toMatchObject({ code: "seen-stale" });
    expect(await beyondOf(desk, "R-2")).toEqual([]);
  });

  test("is not offered again by the same rules where the description has changed", async () => {
    const { desk, rest } = await prepare();
    const answers = [{ question: "children", text: "Yes." }];
    await desk.call("product.answer", { product, answers });
    const { result } = await desk.call("run.follow", { run: "R-1", product });
    expect(result?.cut).toEqual({ run: "R-1", limit, beyond: rest.length, more: 0 });
  });
});
