import { expect, test } from "vitest";
import {
  kindOfDrafter,
  sayDrafter,
  sayDrafterShort,
} from "../../../src/domain/draft/say-drafter.ts";

const rules = { id: "offline", version: "3" };
const model = { id: "gpt-x", version: "1" };
const standIn = { ...rules, standsIn: "The server failed (503)." };

test.each([
  [rules, null, false, "drafted by rules from prior hazards"],
  [rules, null, true, "drafted by rules from prior hazards"],
  [model, "gpt-x", false, "drafted by the language model gpt-x; nobody has checked it"],
  [model, "gpt-x", true, "drafted by the language model gpt-x"],
  [
    standIn,
    "gpt-x",
    false,
    "drafted by rules in place of the language model: The server failed (503).",
  ],
  [rules, "gpt-x", false, "drafted by rules from prior hazards"],
  [
    { ...rules, wordedBy: "gpt-x" },
    "gpt-x",
    false,
    "drafted by rules from prior hazards, worded by the language model gpt-x; nobody has checked it",
  ],
])("of %o in a run of %s, decided %s: %s", (drafter, of, isDecided, words) => {
  expect(sayDrafter({ drafter, model: of }, isDecided)).toBe(words);
});

test("a long reason is cut, so that it stays a line", () => {
  const drafter = { ...rules, standsIn: "word ".repeat(70).trim() };
  const said = sayDrafter({ drafter, model: "gpt-x" }, false);
  expect(said.length).toBeLessThan(220);
  expect(said.endsWith("…")).toBe(true);
});

test("a model that is called as the rules are is still a model", () => {
  expect(kindOfDrafter({ drafter: rules, model: "offline" })).toBe("model");
});

test("a list says it only where there is something to tell apart", () => {
  expect(sayDrafterShort({ drafter: rules, model: null })).toBe("");
  expect(sayDrafterShort({ drafter: model, model: "gpt-x" })).toBe("by a language model");
  expect(sayDrafterShort({ drafter: standIn, model: "gpt-x" })).toBe("by rules");
  const worded = { ...rules, wordedBy: "gpt-x" };
  expect(sayDrafterShort({ drafter: worded, model: "gpt-x" })).toBe(
    "by rules, worded by a language model",
  );
});
