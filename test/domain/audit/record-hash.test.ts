import { expect, test } from "vitest";
import { decisionHash } from "../../../src/domain/audit/record-hash.ts";
import { hashOf, sha256 } from "../../../src/domain/hash/canonical.ts";
import { makeDecision } from "../../web/make-shown-hazard.ts";

const merge = makeDecision({
  verb: "merge",
  into: "suggestion-2",
  hazard: null,
  text: "The same.",
});

test("a merge of before its target's hash was kept has the hash that its event tells of", () => {
  const { by, text: _text, changes: _changes, intoSeen: _hash, ...kept } = merge;
  const told = { ...kept, account: by.id, text: sha256("The same."), changes: sha256("[]") };
  expect(decisionHash(merge)).toBe(hashOf(told));
});

test("a merge that says what it merged into has another", () => {
  expect(decisionHash({ ...merge, intoSeen: "aa" })).not.toBe(decisionHash(merge));
  expect(decisionHash({ ...merge, intoSeen: "aa" })).not.toBe(
    decisionHash({ ...merge, intoSeen: "bb" }),
  );
});
