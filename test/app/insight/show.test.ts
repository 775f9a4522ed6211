import { expect, test } from "vitest";
import type { Store } from "../../../src/app/ports.ts";
import { loadPrompts } from "../../../src/infra/files/prompts.ts";
import { acceptCandidate, writeHazard } from "../../support/hazards.ts";
import { makeQueue, type Queue } from "../../support/make-queue.ts";
import { onEachEngine, refusalOf, useRecord, type Desk } from "../../support/record.ts";
import { honestAnswer, makeScriptedModel, noAnswer } from "../../support/scripted-model.ts";

const noStands = { accept: 0, edit: 0, "add-cause": 0, merge: 0, reject: 0, defer: 0 };

/**
 * Seven suggestions are decided: S-1 accepted in other words, S-2 added as a cause, S-3 accepted and
 * undone, S-4 and S-5 rejected, S-6 merged, S-7 deferred, undone and deferred again.
 */
async function decideSeven(desk: Desk, queue: Queue): Promise<void> {
  const { call } = desk;
  const at = (index: number) => {
    const found = queue.candidates[index];
    if (found === undefined) throw new Error(`Expected a candidate ${index + 1}.`);
    return { suggestion: found.id, seen: found.hash };
  };
  const title = queue.first.title;
  const hazard = await call("queue.accept", {
    ...at(0),
    causes: [1],
    edits: { name: `${title} at night`, harm: "Harm.", causes: [], controls: [] },
  });
  await call("queue.add-cause", {
    ...at(1),
    causes: [1],
    hazard: hazard.id,
    hazardSeen: hazard.hash,
  });
  await call("queue.accept", { ...at(2), causes: [1] });
  await call("queue.undo", at(2));
  await call("queue.reject", { ...at(3), reason: "too-vague" });
  await call("queue.reject", { ...at(4), reason: "out-of-scope", text: "Section 2." });
  await call("queue.merge", { ...at(5), into: "S-3" });
  await call("queue.defer", at(6));
  await call("queue.undo", at(6));
  await call("queue.defer", at(6));
  // A hazard by hand is no decision about a draft.
  await writeHazard(desk, queue.product.id);
}

onEachEngine("insight.show", (engine) => {
  const record = useRecord({ engine });

  test("counts what stands, not what was undone, of a small history that can be counted by hand", async () => {
    const desk = await record().desk();
    const queue = await makeQueue(desk);
    await decideSeven(desk, queue);
    const { product, insight } = await desk.call("insight.show", { product: "sablewick" });
    expect(product?.slug).toBe("sablewick");
    const stands = { accept: 0, edit: 1, "add-cause": 1, merge: 1, reject: 2, defer: 1 };
    const tally = { stands, decisions: 6, waiting: queue.candidates.length - 6, undone: 2 };
    expect(insight.all).toEqual(tally);
    expect(insight.drafters).toEqual([{ kind: "rules", model: null, ...tally }]);
    expect(insight.reasons).toEqual([
      { reason: "out-of-scope", rejections: 1 },
      { reason: "too-vague", rejections: 1 },
    ]);
    const harm = queue.first.harm.split(/\s+/u).length;
    expect(insight.edits).toEqual({
      accepted: 1,
      edited: 1,
      counted: 1,
      words: { middle: 2 + harm, most: 2 + harm },
      fields: [
        { field: "name", edited: 1, words: { middle: 2, most: 2 } },
        { field: "harm", edited: 1, words: { middle: harm, most: harm } },
      ],
    });
    const lenses = new Map(queue.candidates.map(({ lens }) => [lens, 0]));
    expect(new Set(insight.lenses.map(({ lens }) => lens))).toEqual(new Set(lenses.keys()));
    const perLens = (lens: string) =>
      queue.candidates.filter((c, i) => c.lens === lens && i < 7 && i !== 2).length;
    for (const { lens, decisions, waiting } of insight.lenses) {
      const all = queue.candidates.filter((c) => c.lens === lens).length;
      expect([lens, decisions, waiting]).toEqual([lens, perLens(lens), all - perLens(lens)]);
    }
  });

  test("says who drafted: a model by its name, and rules in its place where it did not answer", async () => {
    const { model } = makeScriptedModel(await loadPrompts(), {
      answer: (question) =>
        question.task === "draft-function" ? noAnswer() : honestAnswer(question),
    });
    const desk = await record().desk({ model });
    const { product, candidates, first } = await makeQueue(desk, {
      sendTo: model.chat.sendsTo,
      sample: false,
    });
    await acceptCandidate(desk, first);
    const { insight } = await desk.call("insight.show", { product: product.id });
    const standIns = candidates.filter(({ drafter }) => drafter.standsIn !== undefined).length;
    const byModel = candidates.filter(({ drafter }) => drafter.id === model.chat.id).length;
    const byRules = candidates.length - standIns - byModel;
    expect(Math.min(standIns, byModel, byRules)).toBeGreaterThan(0);
    expect(
      insight.drafters.map(({ kind, model: name, decisions, waiting }) => [
        kind,
        name,
        decisions + waiting,
      ]),
    ).toEqual([
      ["rules", null, byRules],
      ["model", model.chat.id, byModel],
      ["stand-in", null, standIns],
    ]);
    expect(insight.all.stands).toEqual({ ...noStands, accept: 1 });
  });

  test("counts own views by their newest comparison, and what stands about those suggestions", async () => {
    const desk = await record().desk();
    const { first, second, candidates } = await makeQueue(desk);
    const account = await desk.call("account.show", {});
    const third = candidates[2];
    if (account === null || third === undefined) throw new Error("Expected a person and a third.");
    const { sql, ids, clock } = record();
    const view = async (suggestion: string) => {
      const id = ids.next();
      await sql(
        "insert into own_view (organisation_id, id, account_id, at, suggestion_id, text) values ($1, $2, $3, $4, $5, 'x')",
        [desk.organisation, id, account.id, clock.now(), suggestion],
      );
      return id;
    };
    const compare = (
      id: string,
      { id: suggestion, hash }: { id: string; hash: string },
      said: string,
    ) =>
      sql(
        "insert into view_agreement (organisation_id, id, account_id, at, view_id, suggestion_id, seen, agreement) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        [desk.organisation, ids.next(), account.id, clock.now(), id, suggestion, hash, said],
      );
    const one = await view(first.id);
    await compare(one, first, "same");
    await compare(one, first, "different");
    const two = await view(second.id);
    await compare(two, second, "partly");
    await view(third.id);
    await acceptCandidate(desk, first);
    await desk.call("queue.reject", {
      suggestion: second.id,
      seen: second.hash,
      reason: "too-vague",
    });
    const { ownViews } = (await desk.call("insight.show", {})).insight;
    expect(ownViews).toMatchObject({
      written: 3,
      compared: 2,
      agreement: { same: 0, partly: 1, different: 1 },
      first: { stands: { ...noStands, accept: 1, reject: 1 }, decisions: 2, waiting: 1 },
      others: { stands: noStands, decisions: 0, waiting: candidates.length - 3 },
    });
  });

  test("counts once for a page and its pictures, and again when the record has moved on", async () => {
    let counts = 0;
    const store: Store = {
      ...record().store,
      transaction: (organisation, work) =>
        record().store.transaction(organisation, (tx) => {
          const alike = (product: string | null) => {
            counts += 1;
            return tx.insight.alike(product);
          };
          return work({ ...tx, insight: { ...tx.insight, alike } });
        }),
    };
    const desk = await record().desk({ store });
    const { first, product } = await makeQueue(desk);
    const input = { product: product.id };
    const before = await desk.call("insight.show", input);
    expect(await desk.call("insight.show", input)).toEqual(before);
    expect(counts).toBe(1);
    await desk.call("insight.show", {});
    expect(counts).toBe(2);
    await acceptCandidate(desk, first);
    expect((await desk.call("insight.show", input)).insight.all.decisions).toBe(1);
    expect(counts).toBe(3);
  });

  test("keeps to one product, adds all up, and sees nothing of another organisation", async () => {
    const here = await record().desk();
    const one = await makeQueue(here);
    await decideSeven(here, one);
    const other = await makeQueue(here, { name: "Tarnbeck" });
    await acceptCandidate(here, other.first);
    const there = await record().desk();
    const all = await here.call("insight.show", {});
    expect(all.product).toBeNull();
    expect(all.insight.all.decisions).toBe(7);
    const tarnbeck = await here.call("insight.show", { product: "tarnbeck" });
    expect(tarnbeck.insight.all).toMatchObject({ decisions: 1, undone: 0 });
    expect(tarnbeck.insight.edits).toMatchObject({ accepted: 1, edited: 0, words: null });
    const empty = await there.call("insight.show", {});
    expect(empty.insight).toMatchObject({ all: { decisions: 0, waiting: 0 }, drafters: [] });
    const refusal = await refusalOf(there.call("insight.show", { product: one.product.id }));
    expect(refusal.code).toBe("not-found");
  });
});
