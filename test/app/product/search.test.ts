import { expect, test } from "vitest";
import { makeDescription } from "../../support/make-description.ts";
import { makeQueue } from "../../support/make-queue.ts";
import { onEachEngine, useRecord } from "../../support/record.ts";

onEachEngine("product.search", (engine) => {
  const record = useRecord({ engine });

  test("lists by name, a page at a time, with the last run of each", async () => {
    const desk = await record().desk();
    for (let n = 1; n <= 53; n += 1) {
      await desk.call("product.add", { text: makeDescription(`Velmar ${n}`) });
    }
    await desk.call("run.start", { product: "velmar-1", limit: 5 });
    await desk.call("run.start", { product: "velmar-1", limit: 6 });
    const first = await desk.call("product.search", {});
    expect(first.lines).toHaveLength(50);
    expect(first.lines.find(({ slug }) => slug === "velmar-1")?.lastRun).toMatchObject({
      ref: "R-2",
    });
    expect(first.lines.filter(({ lastRun }) => lastRun !== null)).toHaveLength(1);
    const rest = await desk.call("product.search", { after: first.next ?? "" });
    expect(rest.next).toBeNull();
    const names = [...first.lines, ...rest.lines].map(({ name }) => name);
    expect(new Set(names).size).toBe(53);
    expect(rest.lines).toHaveLength(3);
  });

  test("finds by any part of a name, whatever its case, and knows no pattern", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    for (const name of ["Ulmere 100%", "Tarnbeck"]) {
      await desk.call("product.add", { text: makeDescription(name), name });
    }
    const found = async (name: string) =>
      (await desk.call("product.search", { name })).lines.map((line) => line.name);
    expect(await found("MERE")).toEqual(["Ulmere 100%"]);
    expect(await found("%")).toEqual(["Ulmere 100%"]);
    expect(await found("_")).toEqual([]);
    const [line] = (await desk.call("product.search", { name: "sable" })).lines;
    expect(line?.pending).toBeGreaterThan(0);
    expect(line?.lastRun).toMatchObject({ ref: "R-1", state: "done" });
  });

  test("a product called new keeps clear of the page of that name", async () => {
    const desk = await record().desk();
    const { slug } = await desk.call("product.add", { text: makeDescription("New"), name: "New" });
    expect(slug).toBe("new-2");
  });
});
