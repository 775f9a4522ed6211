import { describe, expect, test } from "vitest";
import { parseDecision } from "../../../src/cli/eval/parse-decision.ts";

const said = (candidates: number[] | "rest", verdict: string, causes: number[], why: string) => ({
  kind: "decision",
  candidates,
  verdict,
  causes,
  why,
});

describe("what is typed while judging", () => {
  test.each<[string, object]>([
    ["3 strict 1,2 because same unit", said([3], "STRICT", [1, 2], "same unit")],
    ["3 STRICT because: same unit", said([3], "STRICT", [], "same unit")],
    ["5 lenient the same effect", said([5], "LENIENT", [], "the same effect")],
    ["5 lenient 2 because same", said([5], "LENIENT", [2], "same")],
    ["4, 6-8 no other topic", said([4, 6, 7, 8], "NO", [], "other topic")],
    ["rest no other situations", said("rest", "NO", [], "other situations")],
    ["rest no", said("rest", "NO", [], "")],
    ["1 no because", said([1], "NO", [], "")],
    [" Undo ", { kind: "undo" }],
    ["skip", { kind: "skip" }],
    ["quit", { kind: "quit" }],
    ["help", { kind: "help" }],
    ["", { kind: "show" }],
  ])("“%s”", (line, typed) => {
    expect(parseDecision(line)).toEqual(typed);
  });

  test.each<[string, RegExp]>([
    ["rest strict 1 because x", /only NO can be said/u],
    ["rest lenient x", /only NO can be said/u],
    ["3 strict 1,2 same unit", /comes “because”/u],
    ["3 maybe x", /Expected such as/u],
    ["strict 3", /Expected such as/u],
    ["three no x", /Expected such as/u],
    ["8-6 no x", /names no candidate/u],
    ["3 nothing of it", /Expected such as/u],
  ])("“%s” is taken for nothing", (line, sentence) => {
    const typed = parseDecision(line);
    expect(typed).toMatchObject({ kind: "unreadable" });
    expect("sentence" in typed ? typed.sentence : "").toMatch(sentence);
  });
});
