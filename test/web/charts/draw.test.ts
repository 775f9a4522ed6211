import { create } from "xmlbuilder2";
import { describe, expect, test } from "vitest";
import { drawChart, type Chart } from "../../../src/web/charts/draw.ts";
import { toLabel } from "../../../src/web/charts/label.ts";
import { marks } from "../../../src/web/charts/palette.ts";

const chart: Chart = {
  rows: ["rules", "language model llama-9"],
  series: [
    { name: "accepted as drafted", values: [21, 4], mark: 0 },
    { name: "rejected", values: [13, 0], mark: 4 },
  ],
};
const sizes = ["wide", "narrow"] as const;

/** Every text of a picture; throws where it is not XML. */
function textsOf(svg: string): string[] {
  create(svg);
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/gu)].map(([, text]) => text ?? "");
}

describe.each(sizes)("a chart, %s,", (size) => {
  test("is XML that holds names and numbers, and says no number that is 0", async () => {
    const texts = textsOf(await drawChart(chart, size));
    for (const text of ["rules", "accepted as drafted", "rejected", "21", "13"]) {
      expect(texts).toContain(text);
    }
    expect(texts.join(" ")).toContain("llama-9");
    // The axis begins at 0: that is its only 0.
    expect(texts.filter((text) => text === "0")).toHaveLength(1);
  });

  test("has nothing that runs, moves or comes from elsewhere, and no style that a policy refuses", async () => {
    const svg = await drawChart(chart, size);
    expect(svg).not.toMatch(/<(?:script|style|animate|image|foreignObject|a)\b|\son\w+=|\sstyle=/u);
    expect(svg.replaceAll(/http:\/\/www\.w3\.org\/[\w/]+/gu, "")).not.toMatch(
      /https?:|url\((?!#)/u,
    );
  });

  test.each([
    ["markup", `</text><script>alert(1)</script>"'&`],
    ["an attribute", `" onload="alert(1)`],
    ["what XML refuses", "a\u0000b\u0008c\ud800d"],
    ["right to left", "\u202eexe.gnp"],
    ["10,000 letters", "w".repeat(10_000)],
    ["emoji", "👩🏽‍⚕️ 🩺"],
    ["a rich text template", "{a|x}{b|y}"],
    ["nothing", ""],
  ])("shows %s as text", async (_title, name) => {
    const svg = await drawChart({ ...chart, rows: [name, "rules"] }, size);
    const texts = textsOf(svg);
    expect(svg).not.toMatch(/<script|\son\w+="/u);
    expect(svg).not.toMatch(/[\u0000-\u0008\u202e]/u);
    expect(svg.length).toBeLessThan(40_000);
    expect(texts).toContain("rules");
  });
});

test("a series looks the same whichever others are drawn beside it", async () => {
  const [, rejected] = chart.series;
  if (rejected === undefined) throw new Error("Expected two series.");
  const alone = await drawChart({ ...chart, series: [rejected] }, "wide");
  expect(alone).toContain(marks[4].colour);
  expect(alone).not.toContain(marks[0].colour);
});

test("a name too long for a row ends where it is cut, between letters", () => {
  expect(toLabel(`${"🩺".repeat(59)}ab`)).toBe(`${"🩺".repeat(59)}a…`);
  expect(toLabel("  two\n lines ")).toBe("two lines");
});

/** WCAG 2.2: relative luminance. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

test("every colour is 3 to 1 against white, and every pattern is used once (WCAG 2.2, 1.4.1 and 1.4.11)", () => {
  for (const { colour } of marks) {
    expect([colour, 1.05 / (luminance(colour) + 0.05) >= 3]).toEqual([colour, true]);
  }
  expect(new Set(marks.map(({ pattern }) => pattern)).size).toBe(marks.length);
});
