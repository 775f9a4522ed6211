import { create } from "xmlbuilder2";
import { describe, expect, test } from "vitest";
import { drawBowTie, type BowTie } from "../../../src/web/charts/bow-tie.ts";
import { wrapLabel } from "../../../src/web/charts/label.ts";

const tie: BowTie = {
  title: "Causes and controls of H-3",
  causes: [
    { number: 1, text: "The negation is dropped.", gap: "" },
    { number: 2, text: "The clinic runs late.", gap: "" },
    { number: 4, text: "Nobody reads the draft.", gap: "no control" },
  ],
  controls: [
    { number: 1, text: "Carry certainty.", about: "design · maker", existing: true, actsOn: [1] },
    { number: 2, text: "Show it.", about: "training · deployer", existing: false, actsOn: [1, 2] },
  ],
  hazard: "A diagnosis is coded that was only considered.",
  effect: "Alerts act on it.",
  harm: "Wrong treatment.",
};
const sizes = ["wide", "narrow"] as const;

/** Every text of a picture, its lines joined; throws where it is not XML. */
function textOf(svg: string): string {
  create(svg);
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/gu)].map(([, text]) => text ?? "").join(" ");
}
const numbersIn = (svg: string, pattern: RegExp): number[] =>
  [...svg.matchAll(pattern)].map(([, number]) => Number(number));

describe.each(sizes)("a diagram of causes and controls, %s,", (size) => {
  const svg = drawBowTie(tie, size);

  test("says every cause, every control with its state, the hazard and what it leads to", () => {
    const text = textOf(svg);
    for (const said of [
      "Cause 1 The negation is dropped.",
      "Cause 4: no control",
      "Control 1, confirmed · design · maker",
      "Control 2, proposed · training · deployer",
      "Hazard A diagnosis is coded that was",
      "Effect Alerts act on it.",
      "Harm Wrong treatment.",
    ]) {
      expect(text).toContain(said);
    }
  });

  test("draws a line for each link, and tells what is proposed by its frame", () => {
    const arrows = svg.match(/<path d="M[^"]*" fill="none"/gu)?.length ?? 0;
    // 3 links; across, also what is bare to its place, and that and 2 controls to the hazard; effect, harm.
    expect(arrows).toBe(size === "wide" ? 3 + 1 + 3 + 2 : 3 + 2);
    expect(svg.match(/stroke-dasharray="7 5"/gu)?.length).toBe(size === "wide" ? 1 : 2);
  });

  test("lies within its frame, and has nothing that runs, moves or comes from elsewhere", () => {
    const [width = 0, height = 0] =
      /viewBox="0 0 (\d+) (\d+)"/u.exec(svg)?.slice(1).map(Number) ?? [];
    const rects = [
      ...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="(\d+)" height="(\d+)"/gu),
    ];
    expect(rects.length).toBe(3 + 3 + 3);
    for (const [x = 0, y = 0, w = 0, h = 0] of rects.map((rect) => rect.slice(1).map(Number))) {
      expect(x + w).toBeLessThanOrEqual(width);
      expect(y + h).toBeLessThanOrEqual(height);
    }
    expect(svg).not.toMatch(/<(?:script|style|animate|image|foreignObject|a)\b|\son\w+=|\sstyle=/u);
    expect(svg.replaceAll(/http:\/\/www\.w3\.org\/[\w/]+/gu, "")).not.toMatch(
      /https?:|url\((?!#)/u,
    );
  });

  test.each([
    ["markup", `</text><script>alert(1)</script>"'&`],
    ["what XML refuses", "a\u0000b\u0008c\ud800d"],
    ["right to left", "\u202eexe.gnp"],
    ["10,000 letters", "w".repeat(10_000)],
    ["emoji", "👩🏽‍⚕️ 🩺"],
    ["nothing", ""],
  ])("shows %s as text", (_title, text) => {
    const nasty = drawBowTie(
      {
        ...{ title: text, hazard: text, effect: text, harm: text },
        causes: tie.causes.map((cause) => ({ ...cause, text })),
        controls: tie.controls.map((control) => ({ ...control, text })),
      },
      size,
    );
    expect(textOf(nasty)).toContain("Control 1, confirmed");
    expect(nasty).not.toMatch(/<script|\son\w+="|[\u0000-\u0008\u202e\ud800]/u);
    expect(nasty.length).toBeLessThan(20_000);
  });
});

test("no box lies on another", () => {
  const many = {
    ...tie,
    causes: [1, 2, 3, 4, 5].map((number) => ({ number, text: "word ".repeat(30), gap: "" })),
  };
  for (const size of sizes) {
    const svg = drawBowTie(many, size);
    const tops = numbersIn(svg, /<rect x="2" y="(\d+)"/gu);
    const heights = numbersIn(svg, /<rect x="2" y="\d+" width="\d+" height="(\d+)"/gu);
    expect(tops.length).toBeGreaterThanOrEqual(5);
    for (const [i, top] of tops.slice(1).entries()) {
      expect(top).toBeGreaterThan((tops[i] ?? 0) + (heights[i] ?? 0));
    }
  }
});

test("labels are cut into lines that fit, and end in … where they are too long", () => {
  const fit = { width: 100, size: 10, maxLines: 3 };
  expect(wrapLabel("one two", fit)).toEqual(["one two"]);
  expect(wrapLabel("", fit)).toEqual([""]);
  const cut = wrapLabel("w".repeat(200), fit);
  expect([cut.length, cut.at(-1)?.endsWith("…")]).toEqual([3, true]);
  expect(wrapLabel("the quick brown fox jumps", { ...fit, width: 60 })).toEqual([
    "the quick",
    "brown fox",
    "jumps",
  ]);
});
