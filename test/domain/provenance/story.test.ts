import { describe, expect, test } from "vitest";
import { refOfItem, splitItem } from "../../../src/domain/provenance/about.ts";
import { sayChanges } from "../../../src/domain/provenance/say-change.ts";
import { sayMoment, sayPerson } from "../../../src/domain/provenance/words.ts";

describe("a reference", () => {
  test.each([
    ["H-3/cause-2", "H-3", { kind: "cause", number: 2 }],
    ["marlnote/H-3/control-11", "marlnote/H-3", { kind: "control", number: 11 }],
    ["H-3/CAUSE-2", "H-3", { kind: "cause", number: 2 }],
    ["marlnote/H-3", "marlnote/H-3", null],
    ["S-1", "S-1", null],
    ["H-3/cause-0", "H-3/cause-0", null],
    ["/cause-2", "/cause-2", null],
  ] as const)("%s names %s and %o", (ref, base, item) => {
    expect(splitItem(ref)).toEqual({ base, item });
  });

  test("is written as it is read", () => {
    const ref = refOfItem("H-3", { kind: "control", number: 4 });
    expect(splitItem(ref)).toEqual({ base: "H-3", item: { kind: "control", number: 4 } });
  });
});

describe("a change in words", () => {
  test.each([
    [
      [{ path: ["hazard"], before: "One.", after: "Other." }],
      "changed the hazard from “One.” to “Other.”",
    ],
    [
      [{ path: ["causes", 2, "text"], before: "Old", after: "New" }],
      "changed cause 2 from “Old” to “New”",
    ],
    [
      [{ path: ["controls", 1, "state"], before: "proposed", after: "existing" }],
      "changed control 1 (state) from “proposed” to “existing”",
    ],
    [
      [{ path: ["controls", 1, "actsOn"], before: [1], after: [1, 2] }],
      "changed control 1 (what it acts on) from cause 1 to causes 1 and 2",
    ],
    [[{ path: ["causes", 4], after: { text: "Muted." } }], "added cause 4, “Muted.”"],
    [[{ path: ["causes", 4], before: { text: "Muted." } }], "removed cause 4, “Muted.”"],
    [
      [{ path: ["actions", 1], after: { summary: "Ring the maker" } }],
      "added action 1, “Ring the maker”",
    ],
    [
      [{ path: ["actions", 1, "done"], before: false, after: true }],
      "changed action 1 (done) from no to yes",
    ],
    [
      [{ path: ["exposed"], before: "", after: "Children" }],
      "changed the people more exposed from nothing to “Children”",
    ],
    [[{ path: ["taken", "causes"], before: 1, after: 2 }], ""],
    [[], ""],
  ])("%j is “%s”", (changes, words) => {
    expect(sayChanges(changes)).toBe(words);
  });
});

describe("words of a story", () => {
  test("say a moment and a person", () => {
    expect(sayMoment("2026-03-02T09:05:00.000Z")).toBe("2 March 2026 at 09:05 UTC");
    const person = { name: "Asha Kinloch", role: "cso", body: "GMC", number: "7654321" } as const;
    expect(sayPerson(person)).toBe("Asha Kinloch (Clinical Safety Officer, GMC 7654321)");
    expect(sayPerson({ ...person, role: "viewer", body: null, number: null })).toBe(
      "Asha Kinloch (viewer)",
    );
  });
});
