import { describe, expect, test } from "vitest";
import { $Cell, planCells } from "../../../src/domain/cell/cell.ts";
import { guideWords, lenses } from "../../../src/domain/facet/kinds.ts";
import type { Profile } from "../../../src/domain/profile/profile.ts";
import { makeProfile } from "../profile/make-profile.ts";

const fn = (n: number, capabilities: string[] = []): Profile["functions"][number] => ({
  key: `F${n}`,
  label: `Function ${n}`,
  span: { start: 0, end: 6, quote: "Velmar" },
  capabilities,
});
const keys = (profile: Profile): string[] => planCells(profile).map(({ key }) => key);

const crossCutting = [
  "third-party",
  "life-cycle/go-live",
  "life-cycle/configuration",
  "life-cycle/upgrade",
  "life-cycle/unavailability",
  "life-cycle/decommissioning",
  "more-exposed",
  "human-factors",
  "receiving-organisation",
];

describe("the cells to look into", () => {
  test("are the cross-cutting ones for any product", () => {
    expect(keys(makeProfile())).toEqual(crossCutting);
  });

  test("are every function under every guide word", () => {
    const found = keys(makeProfile({ functions: [fn(1), fn(2)] }));
    const expected = ["F1", "F2"].flatMap((key) => guideWords.map((word) => `${key}/${word}`));
    expect(found.filter((key) => key.startsWith("F"))).toEqual(expected);
    expect(guideWords).toHaveLength(12);
  });

  test("are pairs of functions that may disturb each other, at most fifteen", () => {
    const pairs = (n: number): string[] =>
      keys(makeProfile({ functions: Array.from({ length: n }, (_, i) => fn(i + 1)) })).filter(
        (key) => key.startsWith("interaction/"),
      );
    expect(pairs(3)).toEqual(["interaction/F1+F2", "interaction/F1+F3", "interaction/F2+F3"]);
    expect(pairs(8)).toHaveLength(15);
  });

  test.each([
    ["technology:language-model", true],
    ["technology:machine-learning", true],
    ["technology:speech-recognition", true],
    ["technology:image-analysis", true],
    ["technology:barcode", false],
    ["data:language-model", false],
  ])("ask about the life cycle of a model where there is one: %s → %s", (key, asked) => {
    expect(keys(makeProfile({ has: [key] })).includes("ai-life-cycle")).toBe(asked);
  });

  test("do not ask about a model that is denied", () => {
    expect(keys(makeProfile({ hasNot: ["technology:language-model"] }))).not.toContain(
      "ai-life-cycle",
    );
  });

  test("ask about each group of people that is named, and about others still", () => {
    const found = keys(makeProfile({ has: ["population:hearing-loss"] }));
    expect(found).toContain("more-exposed/hearing-loss");
    expect(found).toContain("more-exposed");
  });

  test("name what they look for", () => {
    const profile = makeProfile({
      has: ["capability:letter"],
      functions: [fn(1, ["triage"]), fn(2, ["letter", "triage"])],
      intendedUse: { start: 0, end: 4, quote: "to help nurses" },
    });
    const cells = new Map(planCells(profile).map((cell) => [cell.key, cell]));
    expect(cells.get("F1/wrong")).toMatchObject({
      lens: "function",
      functions: ["F1"],
      guideWord: "wrong",
      facet: null,
      capabilities: ["triage"],
    });
    expect(cells.get("F1/wrong")?.query).toMatch(/^Function 1 wrong value/u);
    expect(cells.get("interaction/F1+F2")?.capabilities).toEqual(["letter", "triage"]);
    expect(cells.get("life-cycle/upgrade")).toMatchObject({
      facet: "upgrade",
      functions: [],
      guideWord: null,
      capabilities: ["letter"],
    });
    expect(cells.get("human-factors")?.query).toMatch(/^to help nurses workload/u);
  });

  test("have keys of their own, every lens, and hold by their schema", () => {
    const functions = Array.from({ length: 7 }, (_, i) => fn(i + 1));
    const has = ["technology:language-model", "population:children", "population:frailty"];
    const cells = planCells(makeProfile({ functions, has }));
    expect(new Set(cells.map(({ key }) => key)).size).toBe(cells.length);
    expect(new Set(cells.map(({ lens }) => lens))).toEqual(new Set(lenses));
    for (const cell of cells) expect($Cell.parse(cell)).toEqual(cell);
  });
});
