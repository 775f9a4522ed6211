import { expect, test } from "vitest";
import { contentHash } from "../../../src/domain/candidate/candidate.ts";
import { tellStory } from "../../../src/domain/provenance/story.ts";
import { toProv } from "../../../src/domain/provenance/prov/to-prov.ts";
import { makeCandidate, makeDraft, makeDrafter } from "../../support/make-draft.ts";
import { makeQueue, namePerson } from "../../support/make-queue.ts";
import { onEachEngine, refusalIn, useRecord } from "../../support/record.ts";
import { opened } from "../../support/opened.ts";

const hazards = [
  "The note of an earlier visit is shown for today's.",
  "The note of an earlier visit loses a dose.",
  "The referral goes to a closed clinic.",
];
const causesOf = (kind: string) =>
  ["one", "two", "three", "four"].map((n) => ({
    text: `${kind}${n} ${kind}${n}a ${kind}${n}b`,
    kind: "software" as const,
  }));

onEachEngine("what a run joined into a suggestion", (engine) => {
  const record = useRecord({ engine });
  const open = async () => {
    const drafter = makeDrafter((input) =>
      hazards.map((hazard, i) => ({
        ...makeDraft(
          makeCandidate(input, { hazard, causes: causesOf(`k${i}`), controls: [] }),
          `made-${i}`,
          3 - i,
        ),
        sameRowAs: i === 1 ? ["made-0"] : [],
      })),
    );
    const desk = await record().desk({ drafter });
    const { first, second, product } = await makeQueue(desk);
    const about = { suggestion: first.id, seen: first.hash };
    const shown = async () => opened(await desk.call("queue.show", { suggestion: first.id }));
    return { desk, first, second, product, about, shown };
  };

  test("is named with its sentence and the causes that had no room", async () => {
    const { shown, second, desk } = await open();
    expect((await shown()).suggestion.content.causes).toHaveLength(5);
    expect((await shown()).takenIn).toEqual([
      {
        entry: "made-1",
        hazard: hazards[1],
        title: expect.any(String) as string,
        causesLeft: causesOf("k1")
          .slice(1)
          .map(({ text }) => text),
        suggestion: null,
      },
    ]);
    expect(opened(await desk.call("queue.show", { suggestion: second.id })).takenIn).toEqual([]);
  });

  test("is suggested by itself as it was drafted when a person asks, once, and its story says so", async () => {
    const { desk, first, product, about, shown } = await open();
    const made = await desk.call("queue.separate", { ...about, entry: "made-1" });
    expect(made).toMatchObject({ ref: "S-3", before: false });
    const { suggestion } = opened(await desk.call("queue.show", { suggestion: made.id }));
    expect(suggestion).toMatchObject({
      ...{ state: "pending", rank: 1, run: (await shown()).suggestion.run },
      content: { hazard: hazards[1], causes: causesOf("k1") },
    });
    expect(opened(await desk.call("queue.show", { suggestion: made.id }))).toMatchObject({
      ...{ beyondLimit: false, takenOutOf: first.ref, of: 2 },
    });
    const { lines } = await desk.call("queue.page", { product: product.id });
    expect(lines.map(({ ref, takenOutOf, joined }) => [ref, takenOutOf, joined])).toEqual([
      ...[
        ["S-1", null, 1],
        ["S-3", "S-1", 0],
        ["S-2", null, 0],
      ],
    ]);
    expect(suggestion.hash).toBe(contentHash(suggestion.content));
    expect((await shown()).takenIn[0]?.suggestion).toBe("S-3");
    expect((await desk.audit()).at(-1)).toMatchObject({
      action: "suggestion.separate",
      subject: { kind: "suggestion", id: made.id, ref: "S-3" },
      actor: { kind: "person", name: "Asha Kinloch" },
      details: { fromRef: first.ref, seen: first.hash, entry: "made-1" },
    });
    const again = await desk.call("queue.separate", { ...about, entry: "made-1" });
    expect(again).toEqual({ ...made, before: true });
    expect(await desk.call("queue.list", {})).toHaveLength(3);
    const found = await desk.call("provenance.show", { ref: "S-3", product: product.id });
    expect(JSON.stringify(tellStory(found).moments)).toContain(
      `The run had joined it into ${first.ref}; Asha Kinloch`,
    );
    const prov = JSON.stringify(toProv(found));
    expect(prov).toContain(`rec:separating/${made.id}`);
    const { record: held, breaches } = await desk.call("audit.verify", {});
    expect([held, breaches]).toEqual([[], []]);
    // It is queued no second time by a run that joins it again.
    await desk.call("run.identify", { product: product.id });
    expect(await desk.call("queue.list", {})).toHaveLength(3);
  });

  test("is asked for by a person who was shown what it was joined into, and by its name", async () => {
    const { desk, about } = await open();
    const refused = (input: object) =>
      refusalIn(desk, () => desk.call("queue.separate", { ...about, entry: "made-1", ...input }));
    expect(await refused({ entry: "made-2" })).toMatchObject({
      ...{ code: "invalid-input", changed: [] },
      message: "“made-2” was not joined into S-1. What was: made-1.",
    });
    expect(await refused({ seen: undefined })).toMatchObject({
      code: "seen-required",
      changed: [],
    });
    expect(await refused({ seen: "0".repeat(64) })).toMatchObject({ code: "seen-stale" });
    await namePerson(desk, "viewer");
    expect(await refused({})).toMatchObject({ code: "forbidden", changed: [] });
  });
});
