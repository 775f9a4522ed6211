import { expect, test } from "vitest";
import { readDescription } from "../../../src/domain/model-ask/part-of-description.ts";
import { byFunction, byPlaces } from "../../../src/domain/model-ask/wanted-passages.ts";
import { spanIn } from "../../support/make-material.ts";

const text = [
  "Trays are stacked.",
  "Crates are cooled.",
  "The host takes an order.",
  "Crates are counted.",
  "Crates are sent back.",
  "An order can be taken late.",
  "Larder is for hospital wards.",
].join(" ");
const { passages } = readDescription(text);
const said = (order: readonly number[]) => order.map((i) => passages[i]?.span.quote);

test("for a function its own passage comes first, then the intended use, its words and its neighbours", () => {
  const fn = {
    key: "F1",
    label: "Take an order",
    span: spanIn(text, "takes an order"),
    capabilities: [],
  };
  expect(said(byFunction(passages, fn, spanIn(text, "Larder is for hospital wards.")))).toEqual([
    "The host takes an order.",
    "Larder is for hospital wards.",
    "An order can be taken late.",
    "Crates are cooled.",
    "Crates are counted.",
    "Trays are stacked.",
    "Crates are sent back.",
  ]);
});

test("otherwise passages come by how many places they hold, and then as they stand", () => {
  const places = [
    spanIn(text, "order can"),
    spanIn(text, "late"),
    spanIn(text, "hospital"),
    spanIn(text, "host"),
  ];
  expect(said(byPlaces(passages, places)).slice(0, 4)).toEqual([
    "An order can be taken late.",
    "The host takes an order.",
    "Larder is for hospital wards.",
    "Trays are stacked.",
  ]);
});
