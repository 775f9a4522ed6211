import { expect, test } from "vitest";
import { viewHash } from "../../../src/domain/audit/record-hash.ts";
import { makeQueue, namePerson } from "../../support/make-queue.ts";
import { opened } from "../../support/opened.ts";
import { onEachEngine, refusalIn, refusalOf, useRecord, type Desk } from "../../support/record.ts";
import type { PresentedCandidate } from "../../../src/app/run/present.ts";

const text = "The letter is sent to the practice that the patient has left.";

/** Every text of a candidate that is not its place. */
const wordsOf = ({ title, hazard, effect, harm, exposed, ...rest }: PresentedCandidate): string[] =>
  [
    ...[title, hazard, effect, harm, exposed, rest.hash],
    ...rest.assumptions,
    ...rest.causes.map((cause) => cause.text),
    ...rest.controls.flatMap((control) => [control.text, control.works_if]),
    ...rest.evidence.bank.map(({ id }) => id),
  ].filter((words) => words !== "");

onEachEngine("the own view first", (engine) => {
  const record = useRecord({ engine });

  /** Every second suggestion asks, so that S-2 does. */
  const prepare = async () => {
    const desk = await record().desk();
    const queue = await makeQueue(desk);
    await desk.call("view.sample", { product: "sablewick", every: 2 });
    return { desk, ...queue };
  };
  const decisionsOn = (desk: Desk, { id, hash }: PresentedCandidate, hazardSeen: string) => {
    const about = { suggestion: id, seen: hash };
    return [
      () => desk.call("queue.accept", { ...about, causes: [1] }),
      () => desk.call("queue.reject", { ...about, reason: "too-vague" }),
      () => desk.call("queue.defer", about),
      () => desk.call("queue.merge", { ...about, into: "S-1" }),
      () => desk.call("queue.add-cause", { ...about, hazard: "H-1", hazardSeen, causes: [1] }),
    ] as const;
  };

  test("a suggestion of the sample is withheld: no answer has a word of it, or its hash", async () => {
    const { desk, first, second } = await prepare();
    const answers = [
      await desk.call("queue.show", { suggestion: second.id }),
      await desk.call("queue.show", { suggestion: first.id }),
      await desk.call("queue.list", {}),
      await desk.call("view.list", { product: "sablewick" }),
      await desk.call("product.show", { product: "sablewick" }),
    ];
    expect(answers[0]).toMatchObject({
      kind: "withheld",
      suggestion: { id: second.id, ref: "S-2", rank: 2, state: "pending" },
      place: { function: second.function, lens: second.lens, cell: second.cell },
      every: 2,
    });
    const own = new Set(wordsOf(first));
    const leaked = wordsOf(second).filter(
      (words) =>
        !own.has(words) && JSON.stringify(answers).includes(JSON.stringify(words).slice(1, -1)),
    );
    expect(leaked).toEqual([]);
    expect((await desk.call("queue.list", {})).slice(0, 2)).toMatchObject([
      { ref: "S-1", title: first.title, hazard: first.hazard },
      { ref: "S-2", title: null, hazard: null },
    ]);
  });

  test("a run that is told again leaves it out, and names it", async () => {
    const { desk, result, second } = await prepare();
    const again = await desk.call("run.resume", { run: result.run.id });
    expect(again.withheld).toContainEqual({ rank: 2, id: second.id, ref: "S-2" });
    expect(again.candidates.map(({ ref }) => ref)).not.toContain("S-2");
    expect(again.candidates.length + again.withheld.length).toBe(result.candidates.length);
  });

  test("nothing is decided about it, although its hash is known, nor is another put under it", async () => {
    const { desk, first, second } = await prepare();
    const hazard = await desk.call("queue.accept", {
      suggestion: first.id,
      seen: first.hash,
      causes: [1],
    });
    for (const decide of decisionsOn(desk, second, hazard.hash)) {
      const refusal = await refusalIn(desk, decide);
      expect(refusal).toMatchObject({ code: "view-first", changed: [] });
      expect(refusal.message).toMatch(
        /^S-2 asks for your own view first: write what could go wrong/u,
      );
    }
    const refs = [
      () => desk.call("provenance.show", { ref: "S-2", product: "sablewick" }),
      () => desk.call("queue.undo", { suggestion: second.id, seen: second.hash }),
    ];
    for (const ask of refs) expect((await refusalIn(desk, ask)).code).toBe("view-first");
    await desk.call("queue.undo", { suggestion: first.id, seen: first.hash });
    const into = () =>
      desk.call("queue.merge", { suggestion: first.id, seen: first.hash, into: "S-2" });
    expect(await refusalIn(desk, into)).toMatchObject({ code: "view-first", changed: [] });
  });

  test("once the view is written it opens, can be decided, and is recorded with its hash", async () => {
    const { desk, second } = await prepare();
    const written = await desk.call("view.write", { suggestion: "S-2", text: `  ${text} ` });
    expect(written).toMatchObject({ text, by: { name: "Asha Kinloch" }, agreement: null });
    const [event] = (await desk.audit()).slice(-1);
    const { id, by, at, suggestion } = written;
    expect(event).toMatchObject({
      action: "view.write",
      subject: { id: second.id, ref: "S-2" },
      details: { view: id, record: viewHash({ id, suggestion, account: by.id, at, text }) },
    });
    expect(JSON.stringify(event)).not.toContain(text);
    const shown = opened(await desk.call("queue.show", { suggestion: "S-2" }));
    expect(shown).toMatchObject({ suggestion: { hash: second.hash }, views: [{ text }] });
    await desk.call("queue.defer", { suggestion: second.id, seen: second.hash });
    expect(await desk.call("audit.verify", {})).toMatchObject({ breaches: [], record: [] });
  });

  test("how near it was is said on what is shown, as often as one likes; the last counts", async () => {
    const { desk, second } = await prepare();
    const early = await refusalIn(desk, () =>
      desk.call("view.agree", { suggestion: "S-2", seen: second.hash, agreement: "same" }),
    );
    expect(early).toMatchObject({ code: "conflict", changed: [] });
    await desk.call("view.write", { suggestion: "S-2", text });
    const agree = (agreement: "same" | "partly", words?: string, seen = second.hash) =>
      desk.call("view.agree", { suggestion: "S-2", seen, agreement, text: words });
    expect((await refusalOf(agree("same", "", ""))).code).toBe("seen-required");
    expect((await refusalOf(agree("same", "", "0".repeat(64)))).code).toBe("seen-stale");
    await agree("same");
    await agree("partly", "I had not thought of the copy.");
    const list = await desk.call("view.list", { product: "sablewick" });
    expect(list).toMatchObject({
      every: 2,
      counts: { same: 0, partly: 1, different: 0, unsaid: 0, views: 1 },
      views: [{ ref: "S-2", agreement: { agreement: "partly" } }],
    });
    expect((await desk.actions()).slice(-2)).toEqual(["view.agree", "view.agree"]);
    expect(await desk.count("view_agreement")).toBe(2);
    expect(await desk.call("audit.verify", {})).toMatchObject({ breaches: [], record: [] });
  });

  test.each([
    ["outside the sample", "S-1", text, "conflict"],
    ["too short", "S-2", "   wrong   ", "invalid-input"],
    ["too long", "S-2", "w".repeat(2_001), "invalid-input"],
    ["with a patient's number", "S-2", "The letter of 943 476 5919 is lost.", "patient-identifier"],
    ["of nothing", "S-99", text, "not-found"],
  ])("a view %s is refused, and nothing is kept", async (_title, suggestion, written, code) => {
    const { desk } = await prepare();
    const write = () => desk.call("view.write", { suggestion, text: written });
    expect(await refusalIn(desk, write)).toMatchObject({ code, changed: [] });
  });

  test("is written once: neither again, nor after somebody decided", async () => {
    const { desk, second } = await prepare();
    await desk.call("view.write", { suggestion: "S-2", text });
    const write = () => desk.call("view.write", { suggestion: "S-2", text: `${text} Or twice.` });
    expect(await refusalIn(desk, write)).toMatchObject({ code: "conflict", changed: [] });
    await desk.call("queue.defer", { suggestion: second.id, seen: second.hash });
    await namePerson(desk, "contributor", "Bram Oduya");
    expect(await refusalIn(desk, write)).toMatchObject({ code: "conflict", changed: [] });
    // What was decided stands in the record for all to read.
    opened(await desk.call("queue.show", { suggestion: "S-2" }));
  });

  test("another's comparison is withheld with their view, and shown after the own one", async () => {
    const { desk, second } = await prepare();
    await desk.call("view.write", { suggestion: "S-2", text });
    const said = "I had not thought of the copy.";
    const about = { suggestion: "S-2", seen: second.hash };
    await desk.call("view.agree", { ...about, agreement: "partly", text: said });
    await namePerson(desk, "contributor", "Bram Oduya");
    const views = async () => (await desk.call("view.list", { product: "sablewick" })).views;
    expect(await views()).toMatchObject([{ ref: "S-2", text: null, agreement: null }]);
    await desk.call("view.write", { suggestion: "S-2", text: "The letter is read too late." });
    expect((await views())[1]).toMatchObject({ text, agreement: { text: said } });
  });

  test("nothing is told of what is like a withheld suggestion, or whether one is like another", async () => {
    const { desk, second } = await prepare();
    const near = (suggestion: string) => desk.call("queue.nearest", { suggestion });
    const refusal = await refusalIn(desk, () => near(second.id));
    expect(refusal).toMatchObject({ code: "view-first", changed: [] });
    const { lines } = await near("S-1");
    expect(lines.slice(-3)).toMatchObject([
      { ref: "S-2", hazard: null },
      { ref: "S-4", hazard: null },
      { ref: "S-6", hazard: null },
    ]);
    expect(lines.slice(0, -3).every(({ hazard }) => hazard !== null)).toBe(true);
    await desk.call("view.write", { suggestion: "S-2", text });
    expect((await near(second.id)).lines.map(({ ref }) => ref)).toContain("S-4");
  });

  test("goes by the account: each who decides is asked, and reads another's view after their own", async () => {
    const { desk } = await prepare();
    await desk.call("view.write", { suggestion: "S-2", text });
    await namePerson(desk, "contributor", "Bram Oduya");
    const before = await desk.call("queue.show", { suggestion: "S-2" });
    expect(before.kind).toBe("withheld");
    expect(JSON.stringify(before)).not.toContain(text);
    const list = await desk.call("view.list", { product: "sablewick" });
    expect(list).toMatchObject({
      waiting: ["S-2", "S-4", "S-6"],
      views: [{ ref: "S-2", text: null }],
    });
    await desk.call("view.write", { suggestion: "S-2", text: "The letter is read too late." });
    const { views } = opened(await desk.call("queue.show", { suggestion: "S-2" }));
    expect(views.map((view) => view.by.name)).toEqual(["Bram Oduya", "Asha Kinloch"]);
  });

  test("who may only look, and who is not named, is shown all", async () => {
    const desk = await record().desk();
    const { second } = await makeQueue(desk, { role: null });
    opened(await desk.call("queue.show", { suggestion: second.id }));
    await namePerson(desk);
    await desk.call("view.sample", { product: "sablewick", every: 2 });
    expect((await desk.call("queue.show", { suggestion: second.id })).kind).toBe("withheld");
    await namePerson(desk, "viewer", "Vi Ward");
    opened(await desk.call("queue.show", { suggestion: second.id }));
  });

  test("a change of the sample is recorded, and holds for what is not opened yet", async () => {
    const { desk, second } = await prepare();
    await desk.call("view.sample", { product: "sablewick", every: 0 });
    const { suggestion } = opened(await desk.call("queue.show", { suggestion: "S-2" }));
    await desk.call("time.open", { suggestion: suggestion.id });
    await desk.call("view.sample", { product: "sablewick", every: 2 });
    opened(await desk.call("queue.show", { suggestion: second.id }));
    expect(await desk.call("view.list", { product: "sablewick" })).toMatchObject({
      every: 2,
      changed: { by: "Asha Kinloch" },
    });
    expect((await desk.audit()).at(-1)).toMatchObject({
      action: "view.sample",
      subject: { kind: "product", ref: "sablewick" },
      details: { every: 2 },
    });
    const set = (every: number) => () => desk.call("view.sample", { product: "sablewick", every });
    for (const every of [1, 51, -2, 2.5]) {
      expect(await refusalIn(desk, set(every))).toMatchObject({
        code: "invalid-input",
        changed: [],
      });
    }
    expect(await desk.call("audit.verify", {})).toMatchObject({ breaches: [], record: [] });
  });

  test("unlawful text is taken out of views, and the record still verifies", async () => {
    const { desk, second } = await prepare();
    const name = "Winifred Applegarth";
    await desk.call("view.write", { suggestion: "S-2", text: `The letter of ${name} is lost.` });
    await desk.call("view.agree", {
      ...{ suggestion: "S-2", seen: second.hash, agreement: "same" as const },
      text: `Just as with ${name}.`,
    });
    const about = { product: "sablewick", text: name };
    const { seen, places } = await desk.call("tombstone.find", about);
    expect(places.map(({ place, ref }) => [place, ref])).toEqual([
      ["own_view.text", "own view of S-2"],
      ["view_agreement.text", "own view of S-2"],
    ]);
    await desk.call("tombstone.add", { ...about, seen, reason: "A name slipped in." });
    const { views } = opened(await desk.call("queue.show", { suggestion: "S-2" }));
    expect(JSON.stringify(views)).not.toContain(name);
    expect(views[0]?.text).toMatch(/^The letter of █+ █+ is lost\.$/u);
    expect(await desk.call("audit.verify", {})).toMatchObject({ breaches: [], record: [] });
  });
});
