import { describe, expect, test } from "vitest";
import { sha256 } from "../../../src/domain/hash/canonical.ts";
import { runSteps } from "../../../src/domain/run/step.ts";
import { createHashingEmbedder } from "../../support/hashing-embedder.ts";
import type { PresentedCandidate } from "../../../src/app/run/present.ts";
import { makeDescription } from "../../support/make-description.ts";
import {
  makeCandidate,
  makeDistinctDrafts,
  makeDraft,
  makeDrafter,
} from "../../support/make-draft.ts";
import { addProduct, makeQueue, namePerson, useQueue } from "../../support/make-queue.ts";
import { openRecord, refusalIn, refusalOf, useRecord } from "../../support/record.ts";
import { opened } from "../../support/opened.ts";

const withoutIds = (candidates: readonly PresentedCandidate[]) =>
  candidates.map(({ id: _id, ...candidate }) => candidate);

describe("run.identify", () => {
  const record = useRecord({ engine: "PGlite" });
  const shared = useQueue(record);

  test("fills the queue with ranked candidates that rest on the description and the bank", async () => {
    const { desk, queue } = shared();
    const { candidates, product, result } = queue;
    expect(candidates.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(candidates.map(({ existing }) => existing)).toEqual(candidates.map(() => null));
    const text = makeDescription();
    for (const { evidence, hash, id, ref } of candidates) {
      for (const { start, end, quote } of evidence.product)
        expect(text.slice(start, end)).toBe(quote);
      expect(evidence.bank).toHaveLength(1);
      const { suggestion } = opened(await desk.call("queue.show", { suggestion: id }));
      expect(suggestion).toMatchObject({ hash, ref, state: "pending", run: result.run.id });
      expect(suggestion.content.title).toBe(candidates[suggestion.rank - 1]?.title);
    }
    // What the description does not have is not suggested: prescribing, barcodes.
    const cited = candidates.flatMap(({ evidence }) => evidence.bank.map(({ id }) => id));
    expect(cited).not.toContain("dose-unit-swapped");
    expect(cited).not.toContain("barcode-of-neighbour");
    expect(result.product).toEqual({
      id: product.id,
      slug: product.slug,
      name: product.name,
      version: 1,
    });
    expect(result.questions.map(({ id }) => id)).toContain("device-status");
  });

  test("records every step and says in the audit what the run was made with", async () => {
    const { desk, queue } = shared();
    const { run, product } = queue.result;
    const shown = await desk.call("run.show", { run: run.id });
    expect(shown.run).toMatchObject({ ref: "R-1", state: "done", startedBy: "Asha Kinloch" });
    expect(shown.steps.map(({ step, attempt, state }) => [step, attempt, state])).toEqual(
      runSteps.map((step) => [step, 1, "done"]),
    );
    const about = (await desk.audit()).filter(({ subject }) => subject.id === run.id);
    expect(about.map(({ action }) => action)).toEqual([
      "run.start",
      ...runSteps.slice(0, -1).map(() => "run.step"),
      "run.queue",
      "run.step",
    ]);
    expect(about[0]?.details).toEqual({
      description: sha256(makeDescription()),
      version: 1,
      limit: 40,
      pipeline: run.pipeline,
      drafter: run.drafter,
      embedder: createHashingEmbedder().artefact,
      bank: run.bankHash,
      sendsTo: null,
    });
    const stored = await record().sql<{ step: string; output: string; output_hash: string }>(
      "select step, output, output_hash from run_step where run_id = $1",
      [run.id],
    );
    for (const { output, output_hash } of stored) expect(sha256(output)).toBe(output_hash);
    expect(await desk.call("run.list", { product: product.slug })).toEqual([shown.run]);
  });

  test("marks everything as existing the second time, and queues nothing twice", async () => {
    const desk = await record().desk();
    const { first, second, candidates, product } = await makeQueue(desk);
    await desk.call("queue.accept", { suggestion: first.id, seen: first.hash, causes: [1] });
    await desk.call("queue.reject", {
      suggestion: second.id,
      seen: second.hash,
      reason: "too-vague",
    });
    const before = await desk.call("queue.list", {});

    const again = await desk.call("run.identify", { product: product.id });

    expect(again.candidates.map(({ existing }) => existing)).toEqual([
      "H-1",
      "S-2",
      ...candidates.slice(2).map(({ ref }) => ref),
    ]);
    expect(again.candidates.map(({ id, hash }) => [id, hash])).toEqual(
      candidates.map(({ id, hash }) => [id, hash]),
    );
    expect(await desk.call("queue.list", {})).toEqual(before);
    expect(await desk.count("run")).toBe(2);
  });

  test("continues the numbers where a new version brings something new", async () => {
    const drafter = makeDrafter((input, call) =>
      makeDistinctDrafts(input, 4).slice(0, call === 1 ? 2 : 4),
    );
    const desk = await record().desk({ drafter });
    const { product } = await makeQueue(desk);
    const again = await desk.call("run.identify", { product: product.id });
    expect(again.candidates.map(({ ref, existing }) => [ref, existing])).toEqual([
      ["S-1", "S-1"],
      ["S-2", "S-2"],
      ["S-3", null],
      ["S-4", null],
    ]);
  });

  test("gives equal candidates for equal text and inputs, in one database and in two", async () => {
    const { candidates } = shared().queue;
    const desk = await record().desk();
    await namePerson(desk);
    const text = makeDescription();
    const other = await desk.call("product.add", { text, name: "Sablewick" });
    const twin = await desk.call("product.add", { text, name: "Twin" });
    const of = async (product: string) => (await desk.call("run.identify", { product })).candidates;
    expect(withoutIds(await of(other.id))).toEqual(withoutIds(candidates));
    expect(withoutIds(await of(twin.id))).toEqual(withoutIds(candidates));

    const second = await openRecord({ engine: "PGlite" });
    try {
      const there = await makeQueue(second);
      expect(withoutIds(there.candidates)).toEqual(withoutIds(candidates));
    } finally {
      await second.close();
    }
  });

  test("gives the first candidates of the same order where fewer are asked for", async () => {
    const desk = await record().desk();
    await addProduct(desk);
    const few = await desk.call("run.identify", { product: "sablewick", limit: 3 });
    expect(withoutIds(few.candidates)).toEqual(withoutIds(shared().queue.candidates.slice(0, 3)));
    expect(few.leftOut).toBe(5);
    expect(await desk.count("suggestion")).toBe(3);
  });

  test("queues two candidates of one prior hazard apart, each with its own hash", async () => {
    const drafter = makeDrafter((input) => {
      const [hit] = input.hits;
      if (hit === undefined) throw new Error("Expected a hit.");
      const bank = [{ id: hit.entry, version: hit.version, nearness: "loose" as const }];
      return makeDistinctDrafts(input, 2).map(({ content, ...draft }) => ({
        ...draft,
        content: makeCandidate(input, {
          ...(content as object),
          evidence: { product: [input.profile.intendedUse], bank },
        }),
      }));
    });
    const desk = await record().desk({ drafter });
    const { first, second } = await makeQueue(desk);
    expect(first.id).not.toBe(second.id);
    for (const { id, hash, title } of [first, second]) {
      const { suggestion } = opened(await desk.call("queue.show", { suggestion: id }));
      expect(suggestion).toMatchObject({ hash, content: { title } });
    }
  });

  test("tells what it does, step by step", async () => {
    const desk = await record().desk();
    await addProduct(desk);
    const said: string[] = [];
    await desk.call(
      "run.identify",
      { product: "sablewick" },
      { onProgress: (sentence) => void said.push(sentence) },
    );
    expect(said).toHaveLength(runSteps.length);
    expect(said[0]).toBe("Reading the description");
    expect(said.at(-1)).toBe("Filling the review queue");
  });

  test.each([
    ["an unknown product", { product: "nowhere" }, "not-found"],
    ["a limit of 0", { product: "sablewick", limit: 0 }, "invalid-input"],
    ["a limit of 1001", { product: "sablewick", limit: 1001 }, "invalid-input"],
    ["a limit of 1.5", { product: "sablewick", limit: 1.5 }, "invalid-input"],
  ])("refuses %s and starts no run", async (_what, input, code) => {
    const { desk } = shared();
    const { changed, ...refusal } = await refusalIn(desk, () => desk.call("run.identify", input));
    expect(refusal).toMatchObject({ code });
    expect(changed).toEqual([]);
  });

  test("refuses while the bank of this embedder is not imported", async () => {
    const embedder = { ...createHashingEmbedder(), artefact: sha256("another embedder") };
    const desk = await record().desk({ embedder });
    await addProduct(desk);
    const { code, changed } = await refusalIn(desk, () =>
      desk.call("run.identify", { product: "sablewick" }),
    );
    expect([code, changed]).toEqual(["unavailable", []]);
  });

  test("refuses an actor without the right", async () => {
    const desk = await record().desk();
    await addProduct(desk);
    await namePerson(desk, "viewer");
    const { code, changed } = await refusalIn(desk, () =>
      desk.call("run.identify", { product: "sablewick" }),
    );
    expect([code, changed]).toEqual(["forbidden", []]);
  });

  test("asks which product R-1 of two products is", async () => {
    const desk = await record().desk();
    await makeQueue(desk);
    await makeQueue(desk, { name: "Tarnbeck" });
    expect(await refusalOf(desk.call("run.show", { run: "R-1" }))).toMatchObject({
      code: "ambiguous",
    });
    const { run } = await desk.call("run.show", { run: "tarnbeck/R-1" });
    expect(run.ref).toBe("R-1");
    expect(await refusalOf(desk.call("run.show", { run: "R-9" }))).toMatchObject({
      code: "not-found",
    });
    expect(await desk.call("run.list", {})).toHaveLength(2);
  });

  test("refuses a draft with a quotation that does not stand there, and keeps it with the reason", async () => {
    const drafter = makeDrafter((input) => [
      makeDraft(makeCandidate(input), "good"),
      makeDraft(
        makeCandidate(input, {
          hazard: "Something wholly unlike happens elsewhere.",
          evidence: { product: [{ start: 0, end: 5, quote: "nope!" }], bank: [] },
        }),
        "misquoted",
      ),
      makeDraft(
        makeCandidate(input, {
          hazard: "Another unrelated event follows later on.",
          evidence: {
            product: [input.profile.intendedUse],
            bank: [{ id: "never-retrieved", version: 1, nearness: "close" }],
          },
        }),
        "invented-prior",
      ),
      makeDraft("not even an object", "prose"),
    ]);
    const desk = await record().desk({ drafter });
    await addProduct(desk);
    const { candidates, refused, run } = await desk.call("run.identify", { product: "sablewick" });
    expect(candidates).toHaveLength(1);
    expect(refused).toBe(3);
    const [row] = await record().sql<{ output: string }>(
      "select output from run_step where run_id = $1 and step = 'check'",
      [run.id],
    );
    expect(JSON.parse(row?.output ?? "null")).toMatchObject({
      refused: [
        { origin: { entry: "misquoted" }, issues: [expect.stringMatching(/do not stand at 0–5/)] },
        { origin: { entry: "invented-prior" }, issues: [expect.stringMatching(/never-retrieved/)] },
        { origin: { entry: "prose" }, content: "not even an object" },
      ],
    });
  });
});
