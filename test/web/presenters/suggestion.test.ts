import { describe, expect, test } from "vitest";
import type { Decision } from "../../../src/domain/decision/decision.ts";
import { nothingEntered } from "../../../src/web/presenters/desk.ts";
import { presentNotice } from "../../../src/web/presenters/decided.ts";
import { createNameOf } from "../../../src/web/presenters/names.ts";
import { readRedraft, refuseRedraft } from "../../../src/web/presenters/redraft.ts";
import { presentSuggestion } from "../../../src/web/presenters/suggestion.ts";
import { makeDecision, makeHazard, makeScore, makeShownHazard } from "../make-shown-hazard.ts";
import { makeCandidate, makeShown } from "../make-shown.ts";
import { makeTyped } from "../make-typed.ts";

const targets = { hazards: [makeHazard()], lines: [] };
const nameOf = createNameOf("marlnote", targets.hazards, []);
const present = (overrides: Partial<Parameters<typeof presentSuggestion>[0]> = {}) =>
  presentSuggestion({
    ...{ shown: makeShown(), targets, undoes: null, key: "key-1", naming: null },
    ...overrides,
  });

const accepted = makeDecision();
const states = {
  accept: "accepted",
  "add-cause": "accepted",
  reject: "rejected",
  merge: "merged",
  defer: "deferred",
} as const;
const decided = (decision: Decision, verb: keyof typeof states = "accept") => {
  const shown = makeShown(makeCandidate(), { decisions: [{ ...decision, verb }], hazard: "H-3" });
  return { ...shown, suggestion: { ...shown.suggestion, state: states[verb] } };
};

describe("a suggestion as it is shown", () => {
  test("its first line says rank, drafter and review in words", () => {
    const { position, drafter, reviewed } = present();
    expect([position, drafter, reviewed]).toEqual([
      "7 of 23 in R-1",
      "drafted by rules from prior hazards",
      "no",
    ]);
  });

  test("says in words that a language model drafted it, and until somebody decides, that nobody checked it", () => {
    const drafter = { id: "gpt-x", version: "1" };
    const shown = makeShown(makeCandidate({ drafter }), { model: "gpt-x" });
    expect(present({ shown }).drafter).toBe(
      "drafted by the language model gpt-x; nobody has checked it",
    );
    const after = { ...shown, suggestion: { ...shown.suggestion, state: "accepted" as const } };
    expect(present({ shown: after }).drafter).toBe("drafted by the language model gpt-x");
  });

  test("says that rules stood in for a language model, and why", () => {
    const drafter = { id: "offline", version: "1", standsIn: "Its answer was cut off." };
    const shown = makeShown(makeCandidate({ drafter }), { model: "gpt-x" });
    expect(present({ shown }).drafter).toBe(
      "drafted by rules in place of the language model: Its answer was cut off.",
    );
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
    expect(JSON.stringify(desk)).not.toMatch(/"(?:checked|selected|open)":true/u);
  });

  test("what was entered is kept", () => {
    const typed = makeTyped({ reason: "duplicate", "reason-text": "as S-3" });
    const entered = { ...nothingEntered, causes: [2], typed };
    const { desk, causes } = present({ entered });
    expect(causes.map(({ ticked }) => ticked)).toEqual([false, true, false]);
    expect(desk?.reject.reasons.filter(({ checked }) => checked).map(({ value }) => value)).toEqual(
      ["duplicate"],
    );
    expect(desk?.reject.text.value).toBe("as S-3");
  });

  test("a decided one has no desk; who decided, what was chosen, and what was not recorded are shown", () => {
    const typed = makeTyped({ "reason-text": "my reason", "word-harm": "Other harm." });
    const entered = { ...nothingEntered, typed };
    const page = present({ shown: decided(accepted), entered });
    expect(page.desk).toBeNull();
    expect(page.decided?.sentence).toBe(
      "S-7 was accepted as H-3 by Dr Amara Okafor, Clinical Safety Officer (GMC 1234567) on 2 March 2026 at 09:00 UTC.",
    );
    expect(page.causes.map(({ ticked }) => ticked)).toEqual([true, false, true]);
    expect(page.notRecorded?.texts.map(({ value }) => value)).toEqual(["my reason", "Other harm."]);
  });
});

describe("the drafted words in fields", () => {
  test("stand as they were drafted, folded away and unchanged", () => {
    const words = present().desk?.words;
    expect(words?.open).toBe(false);
    expect(words?.fields.map(({ value }) => value)).toContain("The model drops hedging words.");
    expect(words?.fields.some(({ changed }) => changed)).toBe(false);
  });

  test("keep a change, even to nothing, and open", () => {
    const entered = { ...nothingEntered, typed: makeTyped({ "word-exposed": "" }) };
    const words = present({ entered }).desk?.words;
    expect(words?.open).toBe(true);
    expect(words?.fields.filter(({ changed }) => changed).map(({ id }) => id)).toEqual([
      "word-exposed",
    ]);
  });
});

describe("controls in fields", () => {
  const typed = makeTyped({
    "word-control-1-owner": "deployer",
    "word-control-1-works": "Seen by the ward.",
    "word-control-1-causes": "1 and 3",
  });

  test("offer the draft's owner and type as they are, and choose nothing", () => {
    const [first] = present().desk?.words.controls ?? [];
    expect(first?.open).toBe(false);
    expect(first?.fields.map(({ value, instead }) => [value, instead?.asDrafted])).toEqual([
      ["Leave every code unticked.", undefined],
      ["", "As drafted: design"],
      ["", "As drafted: maker"],
      ["The log shows one act for each code.", undefined],
      ["2, 3", undefined],
    ]);
  });

  test("are read as an edit of the draft's own numbers", () => {
    expect(readRedraft(makeCandidate(), typed)?.controls).toEqual([
      { number: 1, owner: "deployer", worksIf: "Seen by the ward.", actsOn: [1, 3] },
    ]);
    expect(readRedraft(makeCandidate(), makeTyped({}))).toBeUndefined();
    const placed = readRedraft(makeCandidate(), makeTyped({ "word-place": "late of Draft" }));
    expect(placed).toMatchObject({ place: "late of Draft", causes: [], controls: [] });
  });

  test.each([
    ["1, x", "write numbers of causes"],
    ["2", "cause 2 is not ticked"],
  ])("say what is wrong with the causes “%s”", (causes, says) => {
    const chosen = { causes: [1, 3], controls: [1] };
    const wrong = makeTyped({ "word-control-1-causes": causes });
    expect(refuseRedraft(makeCandidate(), wrong, chosen)).toEqual([
      { field: "word-control-1-causes", text: expect.stringContaining(says) as string },
    ]);
    expect(refuseRedraft(makeCandidate(), typed, chosen)).toEqual([]);
  });
});

describe("what it can be added to or merged into", () => {
  const near = makeHazard({
    id: "hazard-2",
    ref: "H-9",
    hazard: "The near one.",
    hash: "1".repeat(64),
  });
  const gone = makeHazard({ id: "hazard-4", ref: "H-4", status: "withdrawn" });
  const shown = makeShown(makeCandidate(), {
    nearest: { ref: "H-9", hazard: "The near one.", where: "log" },
  });
  const nearOnes = [{ ref: "H-9", hazard: "The near one.", where: "log" as const }];
  const page = () =>
    present({
      shown,
      targets: { hazards: [near, gone, makeHazard()], lines: [], alike: nearOnes },
    });

  test("is the nearest first, without what is withdrawn, each with its words and hash", () => {
    const hazards = page().desk?.addTo.hazards ?? [];
    expect(hazards.map(({ ref, nearest }) => [ref, nearest])).toEqual([
      ["H-9", true],
      ["H-3", false],
    ]);
    expect(hazards[0]?.value).toBe(`H-9 ${"1".repeat(64)}`);
    expect(JSON.stringify(hazards[1]?.facts)).toContain("Codes are ticked by default.");
    expect(
      page().desk?.merge.groups.map(({ label, options }) => [label, options.map(({ ref }) => ref)]),
    ).toEqual([
      ["Most alike in words", ["H-9"]],
      ["In the hazard log", ["H-3"]],
    ]);
    expect(page().alike).toMatchObject([{ ref: "H-9", addTo: "hazard" }]);
  });

  test("is shown whole as far as it is near; the rest of a long log stands in a line each", () => {
    const log = Array.from({ length: 6 }, (_, i) =>
      makeHazard({ id: `h-${i}`, ref: `H-${i + 1}`, hash: `${i}`.repeat(64) }),
    );
    const deskWith = (hazard: string) =>
      present({
        ...{ shown, targets: { hazards: log, lines: [] } },
        entered: { ...nothingEntered, typed: makeTyped({ hazard }) },
      }).desk;
    const refsOf = (items: readonly { ref: string }[] = []) => items.map(({ ref }) => ref);
    const desk = deskWith("");
    expect(refsOf(desk?.addTo.hazards)).toEqual(["H-1", "H-2", "H-3"]);
    expect(desk?.addTo.others.map(({ ref, value, facts }) => [ref, value, facts])).toEqual(
      ["H-4", "H-5", "H-6"].map((ref) => [ref, ref, null]),
    );
    expect(desk?.merge.groups[0]?.options.map(({ value }) => value.length > 10)).toEqual([
      ...[true, true, true],
      ...[false, false, false],
    ]);
    // What was asked for by its reference is shown whole, and carries the hash of what is shown then.
    const asked = deskWith("H-5")?.addTo.hazards.find(({ ref }) => ref === "H-5");
    expect([asked?.checked, asked?.value, asked?.facts === null]).toEqual([
      true,
      `H-5 ${"4".repeat(64)}`,
      false,
    ]);
  });

  test("a choice falls away when the hazard is no longer what was shown", () => {
    const chosen = (value: string) =>
      present({ shown, entered: { ...nothingEntered, typed: makeTyped({ hazard: value }) } }).desk
        ?.addTo.hazards[0]?.checked;
    expect(chosen(`H-3 ${"0".repeat(64)}`)).toBe(true);
    expect(chosen(`H-3 ${"2".repeat(64)}`)).toBe(false);
  });
});

describe("a decided one", () => {
  test("says what was changed of the draft, by the draft's own numbers", () => {
    const changes = [{ path: ["causes", 2, "text"], before: "a", after: "b" }];
    const page = present({ shown: decided({ ...accepted, changes }) });
    expect(page.decided?.changes).toEqual([{ what: "Cause 3", was: "a", is: "b" }]);
  });

  test("when deferred can be decided, and not deferred again", () => {
    const page = present({ shown: decided({ ...accepted, text: "the maker" }, "defer") });
    expect(page.decided?.text).toBe("the maker");
    expect(page.desk?.defer).toBeNull();
    expect(page.undo?.does).toContain("Nothing changes in the hazard log");
  });

  test("says what undoing does to the log, and carries the hazard's hash", () => {
    const { undo } = present({ shown: decided(accepted), undoes: unscored() });
    expect(undo?.does).toContain("H-3 will be withdrawn; its number is not used again.");
    expect([undo?.refused, undo?.hazardSeen]).toEqual([null, "0".repeat(64)]);
  });

  test("says which causes undoing takes out of a hazard", () => {
    const { undo } = present({ shown: decided(accepted, "add-cause"), undoes: unscored() });
    expect(undo?.does).toContain("Cause 1 and control 1 will be taken out of H-3 again.");
  });

  test("is not undone once the hazard is scored, and says so before the button", () => {
    const scored = { ...makeShownHazard(), hazard: makeHazard({ initial: makeScore() }) };
    const { undo } = present({ shown: decided(accepted), undoes: scored });
    expect(undo?.refused).toContain("was scored by Dr Okafor, Clinical Safety Officer");
  });

  const unscored = () => ({ ...makeShownHazard(), hazard: makeHazard() });
});

describe("the notice after a decision", () => {
  const taken = { causes: [], controls: [] };
  test.each([
    [
      "accepted",
      decided(accepted),
      "S-7 is accepted with causes 1 and 3: it is H-3 in the hazard log.",
    ],
    [
      "added as cause",
      decided({ ...accepted, causes: [2] }, "add-cause"),
      "Cause 2 of S-7 is added to H-3. A score that H-3 had before has to be given again.",
    ],
    [
      "rejected",
      decided({ ...accepted, ...taken, reason: "too-vague" }, "reject"),
      "S-7 is rejected (too vague) and kept with its reason.",
    ],
    ["merged", decided({ ...accepted, ...taken }, "merge"), "S-7 is merged into H-3."],
    [
      "deferred",
      decided({ ...accepted, ...taken }, "defer"),
      "S-7 is deferred: it can be decided any time.",
    ],
    [
      "undone",
      makeShown(makeCandidate(), { decisions: [{ ...accepted, verb: "undo" }] }),
      "The decision about S-7 is undone: it waits again.",
    ],
    ["still waiting", makeShown(), null],
  ])("%s", (_title, shown, expected) => {
    expect(presentNotice(shown, nameOf)).toBe(expected);
  });
});
