import { expect, test } from "vitest";
import { makeDescription } from "../../support/make-description.ts";
import { seenOf, writeHazard } from "../../support/hazards.ts";
import { addProduct, namePerson } from "../../support/make-queue.ts";
import { onEachEngine, refusalIn, useRecord } from "../../support/record.ts";

onEachEngine("hazard.evaluate and the scores it rests on", (engine) => {
  const record = useRecord({ engine });
  const open = async () => {
    const desk = await record().desk();
    await namePerson(desk);
    const product = (await addProduct(desk)).id;
    const hazard = await writeHazard(desk, product);
    const score = (severity: string, stage: "initial" | "residual" = "initial") =>
      desk.call("hazard.score", { ...seenOf(hazard), severity, likelihood: "low", stage });
    const evaluate = (more: object = {}) =>
      desk.call("hazard.evaluate", {
        ...seenOf(hazard),
        stage: "initial",
        acceptable: true,
        reason: " Found at once. ",
        present: ["Asha Kinloch", "Test lead"],
        ...more,
      });
    return { desk, hazard, score, evaluate };
  };

  test("keeps who judged which score, why, and who was there", async () => {
    const { desk, hazard, score, evaluate } = await open();
    const scored = await score("major");
    const judged = await evaluate({ score: scored.initial?.id });
    expect(judged.evaluation).toMatchObject({
      initial: {
        stage: "initial",
        acceptable: true,
        reason: "Found at once.",
        present: ["Asha Kinloch", "Test lead"],
        benefit: null,
        score: scored.initial?.id,
        by: "Asha Kinloch (cso)",
        current: true,
      },
      residual: null,
    });
    expect(judged.version).toBe(hazard.version);
    expect((await desk.audit()).at(-1)).toMatchObject({
      action: "hazard.evaluate",
      subject: { id: hazard.id },
      details: {
        evaluation: judged.evaluation.initial?.id,
        score: scored.initial?.id,
        seen: hazard.hash,
        stage: "initial",
        acceptable: true,
      },
    });
    await score("minor", "residual");
    const benefit = "It saves an hour a day.";
    const residual = await evaluate({ stage: "residual", acceptable: false, benefit });
    expect(residual.evaluation.residual).toMatchObject({ acceptable: false, benefit });
  });

  test("is of the score that was shown: another one since then is not evaluated unseen", async () => {
    const { desk, score, evaluate } = await open();
    const shown = await score("minor");
    await namePerson(desk, "contributor", "Bram Oduya");
    const again = await score("catastrophic");
    const refusal = await refusalIn(desk, () => evaluate({ score: shown.initial?.id }));
    expect(refusal).toMatchObject({ code: "conflict", changed: [] });
    expect(refusal.message).toMatch(/was scored again by Bram Oduya .* since you were shown/);
    await evaluate({ score: again.initial?.id });
  });

  test("needs a score that holds, and an analysis of benefit only where it belongs", async () => {
    const { desk, hazard, score, evaluate } = await open();
    const refused = async (act: () => Promise<unknown>, code: string, sentence: RegExp) => {
      const refusal = await refusalIn(desk, act);
      expect([refusal.code, refusal.changed]).toEqual([code, []]);
      expect(refusal.message).toMatch(sentence);
    };
    await refused(evaluate, "conflict", /H-1 has no initial score: score it first/);
    await score("major");
    await refused(() => evaluate({ stage: "residual" }), "conflict", /no residual score/);
    await refused(
      () => evaluate({ acceptable: false, benefit: "x" }),
      "invalid-input",
      /DCB0129 6\.2/,
    );
    await refused(() => evaluate({ present: [] }), "invalid-input", /present/);
    await refused(() => evaluate({ reason: " " }), "invalid-input", /some text/);
    await refused(() => evaluate({ acceptable: undefined }), "invalid-input", /acceptable/);
    await evaluate();
    const edited = await desk.call("hazard.edit", { ...seenOf(hazard), edits: { harm: "Worse." } });
    expect(edited.initial?.rescore).toEqual(["the harm changed"]);
    expect(edited.evaluation.initial?.current).toBe(false);
    await refused(
      () => evaluate(seenOf(edited)),
      "conflict",
      /^The initial score of H-1 no longer holds \(the harm changed\): score it again first\.$/,
    );
  });

  test("a new description marks every score, and showing says which score and evaluation count", async () => {
    const { desk, score, evaluate } = await open();
    await score("major");
    const first = await evaluate();
    record().clock.advance(-3_600_000);
    // The clock was set back: the score given last counts all the same.
    const second = await score("minor");
    record().clock.advance(3_600_000);
    expect(second.initial?.severity).toBe("Minor");
    expect(second.evaluation.initial).toMatchObject({ current: false });
    await evaluate();
    const shown = await desk.call("hazard.show", { hazard: "H-1" });
    expect(shown.scores.map(({ severity }) => severity)).toEqual(["Minor", "Major"]);
    expect(shown.evaluations.map(({ current }) => current)).toEqual([true, false]);
    expect(shown.evaluations[1]?.id).toBe(first.evaluation.initial?.id);
    await desk.call("product.add", { text: makeDescription("Sablewick", ["A line more."]) });
    const after = await desk.call("hazard.show", { hazard: "H-1" });
    expect(after.hazard.initial?.rescore).toEqual(["the description has version 2"]);
    expect(after.scores[0]?.rescore).toEqual(["the description has version 2"]);
    expect(after.evaluations.map(({ current }) => current)).toEqual([false, false]);
  });
});
