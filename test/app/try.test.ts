import { expect, test } from "vitest";
import { onEachEngine, useRecord } from "../support/record.ts";
import { makeQueue } from "../support/make-queue.ts";
onEachEngine("try", (engine) => {
  const record = useRecord({ engine });
  test("x", async () => {
    const desk = await record().desk();
    const q = await makeQueue(desk);
    console.log(q.candidates.map((c) => [c.rank, c.ref, c.title, c.cell, c.causes.length, c.controls.length]), q.result.leftOut, q.result.refused);
    console.log(await desk.rows(), await desk.actions());
    expect(1).toBe(1);
  });
});
