import { beforeAll, describe, expect, test } from "vitest";
import { seenOf, shownHazard } from "../../support/hazards.ts";
import { makeQueue, namePerson } from "../../support/make-queue.ts";
import { refusalIn, useRecord, type Desk } from "../../support/record.ts";

async function makeHazard(desk: Desk, name?: string) {
  const queue = await makeQueue(desk, name === undefined ? {} : { name });
  const { first } = queue;
  const hazard = await desk.call("queue.accept", {
    suggestion: first.id,
    seen: first.hash,
    causes: [1],
  });
  return { ...queue, hazard };
}

describe("hazard.score", () => {
  const record = useRecord({ engine: "PGlite" });

  test("keeps a person's estimate with the level looked up, and says so in the audit", async () => {
    const desk = await record().desk();
    const { hazard, product } = await makeHazard(desk);

    const scored = await desk.call("hazard.score", {
      hazard: "H-1",
      seen: hazard.hash,
      severity: "considerable",
      likelihood: "very-high",
    });

    const score = {
      stage: "initial",
      severity: "Considerable",
      likelihood: "Very high",
      level: 4,
      scheme: "ig-example 1",
    };
    expect(scored).toEqual({
      ...hazard,
      initial: {
        ...score,
        id: expect.any(String) as string,
        by: "Asha Kinloch (cso)",
        at: "2026-03-02T09:00:00.000Z",
        hazardVersion: 1,
        productVersion: 1,
        rescore: [],
      },
    });
    expect((await desk.audit()).at(-1)).toMatchObject({
      action: "hazard.score",
      actor: { kind: "person", name: "Asha Kinloch" },
      subject: { kind: "hazard", id: hazard.id, ref: "H-1" },
      product: product.id,
      details: { ...score, score: scored.initial?.id, seen: hazard.hash, productVersion: 1 },
    });
  });

  test("keeps every estimate, shows the newest, and the two stages apart", async () => {
    const desk = await record().desk();
    const { hazard } = await makeHazard(desk);
    const score = (severity: string, stage?: "residual") =>
      desk.call("hazard.score", {
        ...seenOf(hazard),
        severity,
        likelihood: "low",
        ...(stage === undefined ? {} : { stage }),
      });
    await score("major");
    await score("minor", "residual");
    await namePerson(desk, "contributor", "Bram Oduya");
    const shown = await score("significant");
    expect(shown.initial).toMatchObject({
      severity: "Significant",
      by: "Bram Oduya (contributor)",
    });
    expect(shown.residual).toMatchObject({ severity: "Minor", by: "Asha Kinloch (cso)" });
    expect(await desk.count("risk_score")).toBe(3);
  });

  describe("refuses", () => {
    let made: { desk: Desk; seen: string } | null = null;
    const shared = (): { desk: Desk; seen: string } => {
      if (made === null) throw new Error("Expected an open desk.");
      return made;
    };
    beforeAll(async () => {
      const desk = await record().desk();
      const { hazard } = await makeHazard(desk);
      made = { desk, seen: hazard.hash };
    });

    test.each([
      [
        "an unknown severity",
        { severity: "terrible" },
        "invalid-input",
        /severity of Minor, Significant, Considerable, Major, Catastrophic; found “terrible”/,
      ],
      [
        "an unknown likelihood",
        { likelihood: "often" },
        "invalid-input",
        /likelihood of Very low, Low, Medium, High, Very high; found “often”/,
      ],
      ["a level in place of words", { severity: "4" }, "invalid-input", /found “4”/],
      ["a given level", { level: 1 }, "invalid-input", /level/],
      ["an unknown stage", { stage: "final" as never }, "invalid-input", /stage/],
      ["an unknown hazard", { hazard: "H-9" }, "not-found", /no hazard “H-9”/],
      ["a suggestion", { hazard: "S-2" }, "not-found", /no hazard “S-2”/],
    ])("refuses %s and keeps nothing", async (_what, input, code, sentence) => {
      const { desk: opened, seen } = shared();
      const score = () =>
        opened.call("hazard.score", {
          hazard: "H-1",
          seen,
          severity: "minor",
          likelihood: "low",
          ...input,
        });
      expect(await refusalIn(opened, score)).toEqual({
        code,
        message: expect.stringMatching(sentence) as string,
        changed: [],
      });
    });

    test.each(["facilitator", "viewer"] as const)(
      "refuses an actor without the right: %s",
      async (role) => {
        const { desk: opened, seen } = shared();
        await namePerson(opened, role);
        const score = () =>
          opened.call("hazard.score", {
            hazard: "H-1",
            seen,
            severity: "minor",
            likelihood: "low",
          });
        expect(await refusalIn(opened, score)).toEqual({
          code: "forbidden",
          message: expect.stringMatching(/needs the right to score/) as string,
          changed: [],
        });
      },
    );
  });

  test("refuses a scheme that the product declares and hazid has not", async () => {
    const desk = await record().desk();
    const { hazard, product } = await makeHazard(desk);
    await record().sql("update product set scheme = 'house-matrix' where id = $1", [product.id]);
    const score = () =>
      desk.call("hazard.score", { ...seenOf(hazard), severity: "minor", likelihood: "low" });
    expect(await refusalIn(desk, score)).toEqual({
      code: "invalid-input",
      message: expect.stringMatching(
        /declares the risk scheme house-matrix, which is not here/,
      ) as string,
      changed: [],
    });
  });

  test("asks which product H-1 of two products is", async () => {
    const desk = await record().desk();
    await makeHazard(desk);
    await makeHazard(desk, "Tarnbeck");
    const words = { severity: "minor", likelihood: "low" };
    expect(
      await refusalIn(desk, () => desk.call("hazard.score", { hazard: "H-1", ...words })),
    ).toMatchObject({ code: "ambiguous" });
    const { seen } = await shownHazard(desk, "tarnbeck/H-1");
    const scored = await desk.call("hazard.score", { hazard: "tarnbeck/H-1", seen, ...words });
    expect(scored.initial?.level).toBe(1);
  });

  test("refuses before a person is named", async () => {
    const desk = await record().desk();
    const score = () =>
      desk.call("hazard.score", { hazard: "H-1", severity: "minor", likelihood: "low" });
    expect(await refusalIn(desk, score)).toEqual({
      code: "no-person",
      message: expect.stringMatching(/Nobody is named yet/) as string,
      changed: [],
    });
  });
});
