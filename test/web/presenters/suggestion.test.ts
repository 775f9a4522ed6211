import { describe, expect, test } from "vitest";
import type { Decision } from "../../../src/app/ports.ts";
import { nothingEntered, presentSuggestion } from "../../../src/web/presenters/suggestion.ts";
import { presentNotice } from "../../../src/web/presenters/decided.ts";
import { makeCandidate, makeShown } from "../make-shown.ts";

const present = (overrides: Partial<Parameters<typeof presentSuggestion>[0]> = {}) =>
  presentSuggestion({ shown: makeShown(), key: "key-1", naming: null, ...overrides });

const accepted: Decision = {
  id: "decision-1",
  suggestion: "suggestion-1",
  verb: "accept",
  seen: "aa",
  hazard: "hazard-4",
  hazardSeen: null,
  into: null,
  undoes: null,
  changes: [],
  by: { id: "a", name: "Dr Amara Okafor", role: "cso", body: "GMC", number: "1234567" },
  at: "2026-03-02T09:00:00.000Z",
  reason: null,
  text: null,
  causes: [1, 3],
  controls: [2],
};
const decided = (decision: Decision) => {
  const shown = makeShown(makeCandidate(), { decisions: [decision], hazard: "H-4" });
  const state = decision.verb === "accept" ? ("accepted" as const) : ("rejected" as const);
  return { ...shown, suggestion: { ...shown.suggestion, state } };
};

describe("a suggestion as it is shown", () => {
  test("its first line says rank, drafter and review in words", () => {
    const { position, drafter, reviewed } = present();
    expect([position, drafter, reviewed]).toEqual(["7 of 23", "offline rules, version 1", "no"]);
  });

  test("says from which version of the description it comes only when there is a later one", () => {
    expect(present().olderVersion).toBeNull();
    const shown = makeShown(makeCandidate(), { version: { read: 1, latest: 3 } });
    expect(present({ shown }).olderVersion).toBe(
      "drafted from version 1 of the description, which is at version 3 now",
    );
  });

  test("no field of it can hold a score", () => {
    const fields = JSON.stringify(present()).toLowerCase();
    expect(fields).not.toMatch(/severity|likelihood|confidence|probability|"status"/u);
  });

  test("quotations say their line and lead to the lit words", () => {
    const { quotes, description } = present();
    expect(quotes).toEqual([
      { quote: "Drafts the note from the conversation.", line: 3, href: "#words-1" },
    ]);
    const lit = description.flatMap(({ segments }) => segments).filter((s) => s.kinds.length > 0);
    expect(lit.map(({ text, anchors }) => [text, ...anchors])).toEqual([
      ["Drafts the note from the conversation.", "words-1"],
      ["Codes are **ticked** by default.", "words-control-2"],
    ]);
  });

  test("the desk carries the hash of what is shown and nothing chosen", () => {
    const { desk } = present();
    expect(desk?.seen).toBe(makeShown().suggestion.hash);
    expect(desk?.reasons.some(({ checked }) => checked)).toBe(false);
  });

  test("what was entered is kept", () => {
    const entered = { ...nothingEntered, causes: [2], reason: "duplicate", text: "as S-3" };
    const { desk, causes } = present({ entered });
    expect(causes.map(({ ticked }) => ticked)).toEqual([false, true, false]);
    expect(desk?.reasons.filter(({ checked }) => checked).map(({ value }) => value)).toEqual([
      "duplicate",
    ]);
    expect(desk?.text).toBe("as S-3");
  });

  test("a decided one has no desk; who decided, what was chosen, and what was not recorded are shown", () => {
    const entered = { ...nothingEntered, text: "my reason" };
    const page = present({ shown: decided(accepted), entered });
    expect(page.desk).toBeNull();
    expect(page.decided?.sentence).toBe(
      "S-7 was accepted by Dr Amara Okafor, Clinical Safety Officer (GMC 1234567) on 2 March 2026 at 09:00 UTC.",
    );
    expect(page.causes.map(({ ticked }) => ticked)).toEqual([true, false, true]);
    expect(page.notRecorded?.text).toBe("my reason");
  });
});

describe("the notice after a decision", () => {
  test.each([
    [
      "accepted",
      decided(accepted),
      "S-7 is accepted with causes 1 and 3: it is H-4 in the hazard log.",
    ],
    [
      "rejected",
      decided({ ...accepted, verb: "reject", reason: "too-vague", causes: [], controls: [] }),
      "S-7 is rejected (too vague) and kept with its reason.",
    ],
    ["still waiting", makeShown(), null],
  ])("%s", (_title, shown, expected) => {
    expect(presentNotice(shown)).toBe(expected);
  });
});
