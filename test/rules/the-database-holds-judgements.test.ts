/** DESIGN §1, rule 1: what people judged of a risk is of that risk, whoever writes it. */
import { expect, test } from "vitest";
import { seenOf, writeHazard } from "../support/hazards.ts";
import { makeQueue } from "../support/make-queue.ts";
import { onEachEngine, useRecord } from "../support/record.ts";
import { pastTheUseCases } from "./past-the-use-cases.ts";

onEachEngine("the database holds evaluations to scores", (engine) => {
  const record = useRecord({ engine });
  const { insert, next, personOf } = pastTheUseCases(record);

  test("an evaluation of another hazard's score, of another stage's, or of none is refused", async () => {
    const desk = await record().desk();
    const { product } = await makeQueue(desk);
    const score = async (stage: "initial" | "residual") => {
      const said = { ...seenOf(await writeHazard(desk, product.id)), stage };
      return desk.call("hazard.score", { ...said, severity: "Major", likelihood: "Low" });
    };
    const [hazard, other] = [await score("initial"), await score("residual")];
    const row = {
      organisation_id: desk.organisation,
      hazard_id: hazard.id,
      hazard_seen: hazard.hash,
      product_version: 1,
      stage: "initial",
      account_id: await personOf(desk),
      at: record().clock.now(),
      acceptable: true,
      reason: "Few letters a day",
      present: ["Asha Kinloch"],
    };
    for (const [stage, score_id] of [
      ["initial", other.residual?.id],
      ["residual", other.residual?.id],
      ["residual", hazard.initial?.id],
      ["initial", next()],
    ]) {
      const cited = { ...row, id: next(), stage, score_id };
      await expect(insert("risk_evaluation", cited)).rejects.toThrow(/risk_evaluation_score_fk/);
    }
    expect(await desk.count("risk_evaluation")).toBe(0);
    await insert("risk_evaluation", { ...row, id: next(), score_id: hazard.initial?.id });
    expect(await desk.count("risk_evaluation")).toBe(1);
  });
});
