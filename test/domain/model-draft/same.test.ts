import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { $Candidate } from "../../../src/domain/candidate/candidate.ts";
import type { MergedDraft } from "../../../src/domain/candidate/merge.ts";
import { mergeByModel } from "../../../src/domain/model-draft/same.ts";
import { makeChecked, quote } from "./make-context.ts";

const product = [quote("takes the order")];
const bankOf = (...ids: string[]) => ({
  product,
  bank: ids.map((id) => ({ id, version: 1, nearness: "close" as const })),
});
const draftOf = (
  entry: string,
  hazard: string,
  { cites = [], fit = 1 }: { readonly cites?: readonly string[]; readonly fit?: number } = {},
): MergedDraft => ({
  ...makeChecked({ hazard, evidence: bankOf(...cites) }, entry),
  relevance: { fit, near: 0, general: false, aspects: [] },
  absorbed: [],
});
const group = (...candidates: number[]) => ({ candidates, why: "The same." });
const merge = (drafts: readonly MergedDraft[], ...situations: ReturnType<typeof group>[]) =>
  mergeByModel(drafts, { situations });
const entriesOf = (drafts: readonly MergedDraft[]) => drafts.map(({ origin }) => origin.entry);

const akin = [
  draftOf("a", "Tray served under another name."),
  draftOf("b", "Tray served to the neighbour."),
  draftOf("c", "Order lost overnight."),
];
const other = draftOf("x", "Wristband unreadable.");

describe("a group that code sees some kinship in", () => {
  test("becomes one, in the words of its first, with the causes of all", () => {
    const second = {
      ...draftOf("b", "Tray served to the neighbour."),
      absorbed: [{ cell: "F1/late", entry: "e" }],
    };
    second.content = {
      ...second.content,
      causes: [{ text: "Nobody compares wristbands at noon.", kind: "human" }],
      controls: [],
    };
    const [one] = akin;
    if (one === undefined) throw new Error("expected a draft");
    const { merged, refusedGroups } = merge([one, second, other], group(1, 2));
    expect(entriesOf(merged)).toEqual(["a", "x"]);
    expect(refusedGroups).toBe(0);
    expect(merged[0]?.content.hazard).toBe(one.content.hazard);
    expect(merged[0]?.content.causes).toHaveLength(3);
    expect(entriesOf([one])).toEqual(["a"]);
    expect(merged[0]?.absorbed.map(({ entry }) => entry)).toEqual(["b", "e"]);
  });

  test.each<[string, MergedDraft, MergedDraft]>([
    ["by words", draftOf("a", "Tray served late."), draftOf("b", "Tray served cold.")],
    ["by the prior hazard drafted", draftOf("a", "Tray lost."), draftOf("a", "Label torn.")],
    [
      "by fewer words where both cite a prior hazard",
      draftOf("a", "Tray lost at night.", { cites: ["p", "q"] }),
      draftOf("b", "Tray torn.", { cites: ["q"] }),
    ],
  ])("%s", (_how, one, two) => {
    expect(merge([one, two], group(1, 2)).merged).toHaveLength(1);
  });

  test("not by a citation alone, which a model chooses", () => {
    const two = [
      draftOf("a", "Tray lost.", { cites: ["p", "q"] }),
      draftOf("b", "Label torn.", { cites: ["q"] }),
    ];
    expect(merge(two, group(1, 2))).toMatchObject({ merged: two, refusedGroups: 1 });
  });

  test("keeps the best place and the best relevance of its members", () => {
    const first = draftOf("a", "Tray served late.", { fit: 2 });
    const last = draftOf("c", "Tray served cold.", { fit: 0.1 });
    const { merged } = merge([first, other, last], group(3, 1));
    expect(entriesOf(merged)).toEqual(["c", "x"]);
    expect(merged[0]?.relevance.fit).toBe(2);
  });
});

describe("a group that code sees none in", () => {
  test("stays as it is, and is counted", () => {
    const drafts = [...akin, other];
    expect(merge(drafts, group(3, 4), group(1, 2))).toMatchObject({ refusedGroups: 1 });
    expect(entriesOf(merge(drafts, group(3, 4)).merged)).toEqual(["a", "b", "c", "x"]);
  });

  test("loses only the members that are akin to its first", () => {
    const { merged, refusedGroups } = merge([...akin, other], group(1, 2, 3, 4));
    expect(entriesOf(merged)).toEqual(["a", "c", "x"]);
    expect(refusedGroups).toBe(1);
  });

  test("is not chained together by what its first took in", () => {
    const chain = [
      draftOf("a", "Tray served late.", { cites: ["p"] }),
      draftOf("b", "Tray served cold.", { cites: ["q"] }),
      draftOf("c", "Wristband unreadable.", { cites: ["q"] }),
    ];
    expect(entriesOf(merge(chain, group(1, 2, 3)).merged)).toEqual(["a", "c"]);
  });

  test("is one of more than six, however alike", () => {
    const alike = Array.from({ length: 7 }, (_, i) => draftOf(`e${i}`, "Tray served late."));
    expect(merge(alike, group(1, 2, 3, 4, 5, 6, 7))).toEqual({ merged: alike, refusedGroups: 1 });
    expect(merge(alike, group(1, 2, 3, 4, 5, 6)).merged).toHaveLength(2);
  });
});

describe("what a candidate takes in", () => {
  const causesOf = (...texts: string[]) =>
    texts.map((text) => ({ text, kind: "software" as const }));
  const holding = (draft: MergedDraft, ...texts: string[]): MergedDraft => ({
    ...draft,
    content: { ...draft.content, causes: causesOf(...texts), controls: [] },
  });
  const first = draftOf("a", "Tray served late.");
  const second = draftOf("b", "Tray served cold.");
  const third = draftOf("c", "Tray served twice.");

  test("is named on it, hazard by hazard", () => {
    const { merged } = merge([first, second, third], group(1, 2, 3));
    expect(merged.map(({ content }) => content.joined)).toEqual([
      ["Tray served cold.", "Tray served twice."],
    ]);
    expect(merge([first, other], group(1, 2)).merged.map(({ content }) => content.joined)).toEqual([
      undefined,
      undefined,
    ]);
  });

  test("is every cause that is not the same in all its words", () => {
    const one = holding(first, "The alert is shown twice.");
    const two = holding(second, "The alert is not shown.");
    const [merged] = merge([one, two], group(1, 2)).merged;
    expect(merged?.content.causes.map(({ text }) => text)).toEqual([
      "The alert is shown twice.",
      "The alert is not shown.",
    ]);
  });

  test("is with its assumptions", () => {
    const assuming = { ...second, content: { ...second.content, assumptions: ["Assumes trays."] } };
    const [merged] = merge([first, assuming], group(1, 2)).merged;
    expect(merged?.content.assumptions).toContain("Assumes trays.");
  });

  test("is only what it has room for: a cause that would be lost keeps its draft", () => {
    const full = holding(first, "Alpha breaks.", "Bravo stops.", "Charlie jams.", "Delta slips.");
    const one = holding(second, "Echo overheats.");
    const two = holding(third, "Foxtrot leaks.");
    const { merged, refusedGroups } = merge([full, one, two], group(1, 2, 3));
    expect(entriesOf(merged)).toEqual(["a", "c"]);
    expect(merged[0]?.content.causes.at(-1)?.text).toBe("Echo overheats.");
    expect(refusedGroups).toBe(1);
  });
});

test("numbers that are unknown, doubled, or in two groups are passed over", () => {
  const drafts = [...akin, draftOf("d", "Tray served twice.")];
  expect(merge(drafts, group(1, 1), group(9, 400), group(2, 77))).toEqual({
    merged: drafts,
    refusedGroups: 0,
  });
  const { merged } = merge(drafts, group(1, 2, 2), group(2, 4), group(4, 1));
  expect(entriesOf(merged)).toEqual(["a", "c", "d"]);
});

test("a model that calls everything one situation hides nothing that code sees apart", () => {
  const words = ["tray", "label", "order", "host", "bed", "dish", "menu", "diet", "night", "cook"];
  const drafts = words.map((word) => draftOf(word, `x${word} ${word} y${word} mistaken`));
  const all = words.map((_word, i) => i + 1);
  expect(merge(drafts, group(...all)).merged).toEqual(drafts);
  expect(merge(drafts, group(1, 2, 3, 4, 5, 6)).merged).toEqual(drafts);
});

test("whatever is merged holds, and no draft is lost", () => {
  const hazards = ["Tray served late.", "Tray served cold.", "Order lost.", "Label torn."];
  const draft = fc
    .tuple(fc.constantFrom(...hazards), fc.array(fc.constantFrom("p", "q"), { maxLength: 1 }))
    .map(([hazard, cites]) => draftOf(hazard, hazard, { cites }));
  const groups = fc.array(
    fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 2, maxLength: 9 }),
    { maxLength: 5 },
  );
  fc.assert(
    fc.property(fc.array(draft, { maxLength: 10 }), groups, (drafts, numbers) => {
      const before = structuredClone(drafts);
      const { merged } = merge(drafts, ...numbers.map((one) => group(...one)));
      expect(merged.length + merged.flatMap(({ absorbed }) => absorbed).length).toBe(drafts.length);
      for (const { content } of merged) expect($Candidate.safeParse(content).success).toBe(true);
      expect(drafts).toEqual(before);
    }),
  );
});
