import { expect, test } from "vitest";
import { sayWording } from "../../../src/domain/draft/say-wording.ts";

const rules = { id: "offline", version: "3" };

test.each([
  [rules, null, true, "nearly the bank’s own", /not tailored/u],
  [rules, null, false, "the bank’s, for products like this", /nobody wrote them for it/u],
  [rules, "gpt-x", false, "the bank’s, for products like this", /nobody wrote them for it/u],
  [{ ...rules, wordedBy: "gpt-x" }, "gpt-x", false, "a language model’s", /model gpt-x\.$/u],
  [{ ...rules, wordedBy: "gpt-x" }, "gpt-x", true, "a language model’s", /nearly the bank’s\.$/u],
  [{ id: "gpt-x", version: "1" }, "gpt-x", false, "a language model’s own", /model gpt-x\.$/u],
])("of %o in a run of %s, untailored %s: %s", (drafter, model, untailored, whose, text) => {
  const said = sayWording({ drafter, model, untailored });
  expect(said).toEqual({ whose, text: expect.stringMatching(text) as string });
});
