import { describe, expect, test } from "vitest";
import { seenOf } from "../../support/hazards.ts";
import { makeQueue, namePerson } from "../../support/make-queue.ts";
import { refusalIn, useRecord } from "../../support/record.ts";

describe("a page that was shown to somebody else", () => {
  const record = useRecord({ engine: "PGlite" });
  const refused = {
    code: "conflict",
    message: expect.stringContaining("Decisions are by Sam Porter now") as string,
    changed: [],
  };

  test("neither accepts nor scores in the name of whoever is named now", async () => {
    const desk = await record().desk();
    const { first, second } = await makeQueue(desk);
    const as = (await desk.call("account.show", {}))?.id;
    const accept = ({ id, hash }: typeof first, by: string | undefined) =>
      desk.call("queue.accept", { suggestion: id, seen: hash, causes: [1], as: by });
    const hazard = await accept(first, as);
    const score = (by: string | undefined) =>
      desk.call("hazard.score", {
        ...seenOf(hazard),
        severity: "minor",
        likelihood: "low",
        as: by,
      });

    const other = await namePerson(desk, "contributor", "Sam Porter");
    expect(await refusalIn(desk, () => accept(second, as))).toMatchObject(refused);
    expect(await refusalIn(desk, () => score(as))).toMatchObject(refused);
    expect(await accept(second, other.id)).toMatchObject({ origin: { by: "Sam Porter" } });
    expect((await score(other.id)).initial?.by).toContain("Sam Porter");
  });
});
