import { expect, test } from "vitest";
import { makeMixedDrafter } from "../../support/make-long-queue.ts";
import { makeCandidate, makeDraft, makeDrafter } from "../../support/make-draft.ts";
import { makeQueue } from "../../support/make-queue.ts";
import { onEachEngine, useRecord } from "../../support/record.ts";
import { $QueueFilter } from "../../../src/domain/suggestion/queue-filter.ts";
import { opened } from "../../support/opened.ts";

onEachEngine("what is near a suggestion", (engine) => {
  const record = useRecord({ engine });
  const hazards = [
    "The note of an earlier visit is shown for today's.",
    "Doses are dropped from a list of medicines.",
    "The note of a later visit hides today's note.",
  ];

  test("what it may be merged into is all that can be decided, most alike first", async () => {
    const drafter = makeDrafter((input) =>
      hazards.map((hazard, i) => makeDraft(makeCandidate(input, { hazard }), `made-${i}`, 3 - i)),
    );
    const desk = await record().desk({ drafter });
    const { first, second } = await makeQueue(desk);
    const near = () => desk.call("queue.nearest", { suggestion: first.id });
    expect(await near()).toMatchObject({
      lines: [{ ref: "S-3", state: "pending", hazard: hazards[2] }, { ref: "S-2" }],
      more: 0,
    });
    await desk.call("queue.defer", { suggestion: "S-3", seen: await seen("S-3") });
    await desk.call("queue.reject", {
      ...{ suggestion: second.id, seen: second.hash, reason: "duplicate" },
    });
    expect((await near()).lines).toMatchObject([{ ref: "S-3", state: "deferred" }]);

    async function seen(suggestion: string): Promise<string> {
      return opened(await desk.call("queue.show", { suggestion })).suggestion.hash;
    }
  });

  test("what shares a rare word is near, whatever words all of them share, also where it is put off", async () => {
    const rows = [
      ["Stopped medicine listed", "The draft note lists a warfarin dose that was stopped."],
      ["Note to the wrong practice", "The draft note goes to a practice that the patient left."],
      ["Note unread", "The draft note is signed before it was read."],
      ["Old dose of warfarin", "An old dose of warfarin stays in the medicines of the draft note."],
    ];
    const drafter = makeDrafter((input) =>
      rows.map(([title = "", hazard = ""], i) =>
        makeDraft(makeCandidate(input, { title, hazard }), `made-${i}`, 4 - i),
      ),
    );
    const desk = await record().desk({ drafter });
    const { first } = await makeQueue(desk);
    const nearest = async () =>
      opened(await desk.call("queue.show", { suggestion: first.id })).nearest;
    expect(await nearest()).toMatchObject({ ref: "S-4", where: "queue" });
    const { suggestion } = opened(await desk.call("queue.show", { suggestion: "S-4" }));
    await desk.call("queue.defer", { suggestion: "S-4", seen: suggestion.hash });
    expect(await nearest()).toMatchObject({ ref: "S-4", where: "queue" });
    await desk.call("queue.accept", { suggestion: "S-4", seen: suggestion.hash, causes: [1] });
    expect(await nearest()).toMatchObject({ ref: "H-1", where: "log" });
    const second = opened(await desk.call("queue.show", { suggestion: "S-2" }));
    expect(second.nearest).toBeNull();
  });

  test("of very many the nearest are listed, and how many more there are", async () => {
    const desk = await record().desk({ drafter: makeMixedDrafter(60) });
    const { first } = await makeQueue(desk);
    const queued = (await desk.call("queue.list", {})).length;
    const { lines, more } = await desk.call("queue.nearest", { suggestion: first.id });
    expect(lines.length + more).toBe(queued - 1);
    expect(lines.length).toBeLessThanOrEqual(50);
  });

  test("the next one is the next of the list that it was opened from", async () => {
    const desk = await record().desk({ drafter: makeMixedDrafter(24) });
    const { candidates, product } = await makeQueue(desk);
    await makeQueue(desk, { name: "Tarnbeck" });
    const nextOf = async (suggestion: string, filter: object | null, any = false) => {
      const within = filter === null ? {} : { within: { filter: $QueueFilter.parse(filter), any } };
      return (await desk.call("queue.show", { suggestion, ...within })).next;
    };
    const id = (at: number): string => candidates[at]?.id ?? "";
    expect(await nextOf(id(0), null)).toBe("S-2");
    expect(await nextOf(id(0), { lens: "third-party" })).toBe("S-4");
    expect(await nextOf(id(3), { lens: "third-party" })).toBe("S-10");
    expect(await nextOf(id(21), { lens: "third-party" })).toBe("S-4");
    expect(await nextOf(id(0), { lens: "interaction" })).toBeNull();
    const both = [await nextOf(id(0), {}, true), await nextOf(id(1), {}, true)];
    expect(both.some((ref) => ref?.startsWith("tarnbeck/") === true)).toBe(true);
    // In a list of what is decided too, one goes on to what can be decided; else to what is in it.
    for (const at of [1, 2]) {
      const { hash: seen } = candidates[at] ?? { hash: "" };
      await desk.call("queue.reject", { suggestion: id(at), seen, reason: "too-vague" });
    }
    const states = ["pending", "accepted", "rejected", "merged", "deferred"];
    expect(await nextOf(id(0), { states })).toBe("S-4");
    expect(await nextOf(id(1), { states: ["rejected"] })).toBe("S-3");
    expect(product.slug).toBe("sablewick");
  });
});
