import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { toReportHtml } from "../../../src/cli/eval/report-html.ts";
import { makeEvalResult, makeFigure, makeGate } from "../../support/make-eval-result.ts";

const between = (html: string, start: string, end: string): string =>
  html.slice(html.indexOf(start), html.indexOf(end, html.indexOf(start)));

describe("the report as HTML", () => {
  const html = toReportHtml(makeEvalResult(), makeGate());

  test("says at the top whether the gate passed, what was found of what, and how sure", () => {
    const top = between(html, "<main>", "<nav");
    expect(top).toContain("Gate FAILED: 1 of 2 rules broken; known hazards lost: 2, won: 1.");
    expect(top).toMatch(/0\.50 <small>\[0\.30–0\.65\]<\/small>/u);
    expect(top).toContain("4 of 6 core hazards found strictly among the first 30, over 2 repeats");
    expect(top).toContain("2 judges (model) decided; their kappa is 0.81 over 120 pairs.");
    expect(top).toContain("matches no known hazard is not thereby wrong");
  });

  test("allows nothing but its own style sheet, by its hash, and names no other address", () => {
    const css = /<style>([\s\S]*)<\/style>/u.exec(html)?.[1] ?? "";
    const hash = createHash("sha256").update(css).digest("base64");
    const policy = /Content-Security-Policy" content="([^"]*)"/u.exec(html)?.[1];
    expect(css.length).toBeGreaterThan(1000);
    expect(policy?.replaceAll("&#39;", "'")).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
    expect(html).not.toMatch(/<script|https?:|\ssrc=|\sstyle=|@import|url\(/u);
  });

  test("escapes whatever a hazard, an arm, a product, an error or a gate says", () => {
    const evil = '</style><script>alert("1")</script><img src=x onerror=alert(1)>\u202e';
    const result = makeEvalResult();
    const cases = result.cases.map((one) => ({
      ...one,
      name: evil,
      hazards: one.hazards.map((gold) => ({ ...gold, hazard: evil })),
      leaks: [{ gold: one.hazards[0]?.id ?? "", where: evil, share: 0.9 }],
    }));
    const arms = result.arms.map((run) => ({
      ...run,
      arm: evil,
      versions: { [evil]: evil },
      cases: run.cases.map((one) => ({ ...one, case: evil, error: evil })),
    }));
    const figures = result.figures.map((figure) => ({ ...figure, arm: evil, scorer: evil }));
    const row = { figure: evil, arm: evil, baseline: evil, now: evil, rule: evil, passed: false };
    const gate = makeGate({ rows: [row] });
    const judges = { ...result.judges, names: [evil], kinds: [evil] };
    const page = toReportHtml({ ...result, suite: evil, cases, arms, figures, judges }, gate);
    expect(page).not.toMatch(/<script|<img|\u202e/u);
    expect(page.match(/<\/style>/gu)).toHaveLength(1);
    expect(page.match(/&lt;script&gt;/gu)?.length).toBeGreaterThan(20);
  });

  test("draws a line an arm with intervals, and has the same numbers in a table", () => {
    const plot = between(html, "<figcaption>Recall strict, by judges", "</figure>");
    expect(plot.match(/class="line"/gu)).toHaveLength(2);
    expect(plot.match(/class="whisker"/gu)).toHaveLength(8);
    expect(plot).toContain('role="img" aria-label="Recall strict by number of candidates');
    const table = between(html, "<caption>Recall strict, by judges", "</table>");
    expect(table.match(/<strong>[^<]*<\/strong>/gu)).toEqual(
      ["0.33", "0.42", "0.50", "0.50", "0.36", "0.55", "0.72", "0.75"].map(
        (value) => `<strong>${value}</strong>`,
      ),
    );
  });

  test("does not draw what is not scored", () => {
    const figures = [10, 20].map((at) =>
      makeFigure({ at, value: null, low: null, high: null, cases: [] }),
    );
    const page = toReportHtml(makeEvalResult({ figures }));
    expect(page).toContain("<strong>not scored</strong>");
    expect(page).not.toContain('class="mark" d="M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z" transform');
  });

  test("lists what was lost before what was won, broken rules before kept ones", () => {
    const places = [
      "Known hazards lost",
      "Two callers",
      "Known hazards won",
      ">FAILED<",
      ">passed<",
    ].map((words) => html.indexOf(words, html.indexOf('id="gate"')));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test("lists misses in full, errors, leaks, and how it was measured", () => {
    const misses = between(html, 'id="misses"', 'id="errors"');
    expect(misses).toContain("2 of 6 known hazards were found by no arm");
    expect(misses).toContain("A negation is reversed in the summary.");
    expect(misses).toMatch(/Two callers of the same name are merged\.[\s\S]*not found/u);
    const measured = between(html, 'id="measured"', "</main>");
    for (const said of [
      "drafter 3",
      "seed 20261122",
      "first and second",
      "matcher-1",
      "kappa 0.55",
      "RUBRIC.md",
    ]) {
      expect(measured).toContain(said);
    }
    expect(html).toContain("None: every arm answered every case.");
  });

  test("a caveat at the top is there only when something is undecided, leaked or unanswered", () => {
    expect(html).not.toContain('class="warn"');
    const figures = [makeFigure({ undecided: 4, leaked: 1 })];
    const page = toReportHtml(makeEvalResult({ figures }));
    expect(between(page, 'class="warn"', "</ul>")).toContain("Up to 4 pairs a figure undecided");
    expect(page).toContain("<small>at least</small> 0.50");
  });
});
