import { expect, test } from "vitest";
import { draftOffline } from "../../../src/domain/draft/offline.ts";
import { makeBankEntry } from "../../support/make-bank.ts";
import { makeCandidate, makeDraft, makeDrafter } from "../../support/make-draft.ts";
import { addProduct, namePerson } from "../../support/make-queue.ts";
import { onEachEngine, useRecord } from "../../support/record.ts";
import { opened } from "../../support/opened.ts";

onEachEngine("what is queued already", (engine) => {
  const record = useRecord({ engine });
  const { situation } = makeBankEntry();

  test.each([
    ["told in a prior hazard's words, then drafted from it", 1],
    ["drafted from a prior hazard, then told in its words", 2],
  ])("is not queued again: %s", async (_what, worded) => {
    const drafter = makeDrafter((input, call) =>
      call === worded
        ? [makeDraft(makeCandidate(input, { hazard: situation }), "draft-function F1#0")]
        : draftOffline(input),
    );
    const desk = await record().desk({ drafter });
    await namePerson(desk);
    const product = await addProduct(desk);
    const results = [
      await desk.call("run.identify", { product: product.id }),
      await desk.call("run.identify", { product: product.id }),
    ];
    const refs = results.map(({ candidates }) => {
      const told = candidates.filter(({ hazard }) => hazard === situation);
      return told.map(({ ref, existing }) => [ref, existing]);
    });
    const [[[ref] = []] = []] = refs;
    expect(refs).toEqual([[[ref, null]], [[ref, ref]]]);
  });

  test("holds its rank, and what comes after it has one among all", async () => {
    const drafter = makeDrafter((input, call) =>
      ["first", "second"].slice(0, call).map((word, i) => {
        const hazard = `The ${word} tray of the ${word} ward is ${word}.`;
        return makeDraft(makeCandidate(input, { hazard }), `draft-function F1#${word}`, 2 - i);
      }),
    );
    const desk = await record().desk({ drafter });
    await namePerson(desk);
    const product = await addProduct(desk);
    await desk.call("run.identify", { product: product.id });
    await desk.call("run.identify", { product: product.id });
    const shown = opened(await desk.call("queue.show", { suggestion: "S-2", product: product.id }));
    expect([shown.suggestion.rank, shown.of]).toEqual([2, 2]);
  });

  test("is queued again in other words once it was rejected: alike is not the same", async () => {
    const drafter = makeDrafter((input, call) => {
      const hazard = call === 1 ? situation : `${situation} Again.`;
      return [makeDraft(makeCandidate(input, { hazard }), `draft-function F1#${call}`)];
    });
    const desk = await record().desk({ drafter });
    await namePerson(desk);
    const product = await addProduct(desk);
    const identify = async () => {
      const { candidates } = await desk.call("run.identify", { product: product.id });
      return candidates.map(({ id, hash, existing }) => ({ id, hash, existing }));
    };
    const [first] = await identify();
    expect(await identify()).toMatchObject([{ id: first?.id, existing: "S-1" }]);
    const seen = { suggestion: first?.id ?? "", seen: first?.hash ?? "" };
    await desk.call("queue.reject", { ...seen, reason: "out-of-scope", text: "Not for this one." });
    expect(await identify()).toMatchObject([{ existing: null }]);
  });
});
