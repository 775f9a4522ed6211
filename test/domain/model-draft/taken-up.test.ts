import { expect, test } from "vitest";
import { notTakenUp } from "../../../src/domain/model-draft/taken-up.ts";
import { makeChecked, quote } from "./make-context.ts";

const rules = ["p", "q", "r"].map((entry) => makeChecked({}, entry));
const citing = (...ids: string[]) =>
  makeChecked(
    {
      evidence: {
        product: [quote("takes the order")],
        bank: ids.map((id) => ({ id, version: 1, nearness: "close" as const })),
      },
    },
    "draft-function F1#0",
  );
const left = (...others: Parameters<typeof notTakenUp>[1]) =>
  notTakenUp(rules, others).map(({ origin }) => origin.entry);

test("a draft takes up the prior hazard that it cites first, and no other", () => {
  expect(left(citing("q"))).toEqual(["p", "r"]);
  expect(left(citing("q", "p", "r"))).toEqual(["p", "r"]);
  expect(left(citing("p"), citing("r"))).toEqual(["q"]);
});

test("who cites it and tells something else takes nothing up", () => {
  const { content, ...draft } = citing("q");
  expect(left({ ...draft, content: { ...content, hazard: "The button is blue." } })).toEqual([
    "p",
    "q",
    "r",
  ]);
});

test("what cites none, or is no candidate, takes up none", () => {
  expect(left(citing())).toEqual(["p", "q", "r"]);
  expect(left({ ...citing("q"), content: { evidence: { bank: [{ id: "q" }] } } })).toEqual([
    "p",
    "q",
    "r",
  ]);
});
