import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { countResult, type Judging } from "../../src/domain/evaluation/count.ts";
import type { EvalResult } from "../../src/domain/evaluation/result.ts";
import { scorers } from "../../src/domain/evaluation/scorers/all.ts";
import { goldKey, verdictLevels, type VerdictLevel } from "../../src/domain/evaluation/verdict.ts";
import {
  makeCaseRun,
  makeEvalCandidate,
  makeEvalCase,
  makeEvalRun,
  makeGold,
} from "../support/make-eval-run.ts";

const script = fileURLToPath(new URL("../../evals/recompute.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "hazid-recompute-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The same numbers at every run, spread over 0 to 1. */
const spread = (...parts: readonly (string | number)[]): number =>
  Array.from(parts.join("/")).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7) /
  997;

const names = ["alpha", "beta", "gamma", "delta", "epsilon"];
const things = ["letter", "dose", "result", "alarm", "queue", "ward"];
const levelOf = (...parts: readonly string[]): VerdictLevel =>
  verdictLevels[Math.floor(spread(...parts) * 3)] ?? "NO";

const golds = (name: string) =>
  things.slice(0, 3 + Math.floor(spread(name) * 3)).map((thing, i) =>
    makeGold({
      id: `g${i + 1}`,
      hazard: `The ${thing} of ${name} is lost.`,
      core: i !== 1,
      kinds: i === 0 ? ["interaction"] : i === 2 ? ["more-exposed"] : [],
    }),
  );

const candidates = (name: string, arm: string, repeat: number) =>
  Array.from({ length: 14 }, (_, i) =>
    makeEvalCandidate({
      rank: i * 3 + 1,
      key: `${arm}-${i % 5 === 0 ? repeat : ""}-${i}`,
      hazard: `The ${things[i % 6] ?? ""} of ${name} is ${spread(name, i) > 0.5 ? "lost" : "late again"}.`,
      untailored: i % 3 === 0 ? null : spread(arm, i) > 0.4,
      quotes: [{ quote: "letter", resolves: spread(name, arm, i) > 0.2 }],
      citations: i % 4 === 0 ? [{ id: "B-1", resolves: spread(i, name) > 0.3 }] : [],
    }),
  );

function makeResult(): EvalResult {
  const cases = names.map((name) => ({
    ...makeEvalCase({ name, hazards: golds(name) }),
    ...(name === "beta" ? { sensibleMaximum: 9, mustNot: ["LATE"] } : {}),
  }));
  const arms = ["one", "two"].flatMap((arm) =>
    [2, 1, 3].map((repeat) => ({
      arm,
      repeat,
      replayed: false,
      versions: {},
      cases: names.map((name) =>
        arm === "two" && repeat === 3 && name === "gamma"
          ? makeCaseRun({ case: name, error: "timed out", candidates: [] })
          : makeCaseRun({
              case: name,
              candidates: candidates(name, arm, repeat),
              seconds: spread(name, arm, repeat) * 100,
              tokens: { in: repeat * 1000, out: names.indexOf(name) * 100 },
            }),
      ),
    })),
  );
  const keys = [
    ...new Set(
      arms.flatMap((arm) => arm.cases.flatMap((run) => run.candidates.map(({ key }) => key))),
    ),
  ];
  const head = { judge: "first", kind: "model", by: null } as const;
  const judging: Judging = new Map(
    cases.map(({ name, hazards, description }) => [
      name,
      {
        judges: [
          {
            head: { ...head, format: "hazid-verdicts-1" },
            verdicts: hazards.flatMap((gold) =>
              keys.map((key) => ({
                gold: gold.id,
                goldKey: goldKey(gold),
                candidates: [key],
                verdict: levelOf(name, gold.id, key),
                causes: spread(key, gold.id) > 0.5 ? [1] : [1, 2],
                why: "Made up.",
              })),
            ),
          },
        ],
        assessments: [
          {
            head: { ...head, format: "hazid-assessments-1" },
            assessments: keys.map((candidate, i) => ({
              candidate,
              description,
              accept:
                spread(candidate, name) > 0.6
                  ? ("accept" as const)
                  : spread(candidate) > 0.5
                    ? ("edit" as const)
                    : ("no" as const),
              sameAs: i % 4 === 1 ? (keys[i - 1] ?? null) : null,
              invented: spread(candidate, "facts") > 0.7 ? ["A fact."] : [],
              why: "Made up.",
            })),
          },
        ],
      },
    ]),
  );
  const agreement = { pairs: 0, kappa: null, kappaStrict: null, kappaLenient: null, agreed: null };
  return countResult(makeEvalRun({ cases, arms }), judging, {
    id: "by-letter",
    agreement,
    match: (gold, { hazard }) => ({ level: levelOf(gold.id, hazard), causes: [2] }),
  });
}

function recompute(result: unknown): { status: number | null; said: string } {
  const file = join(folder, "result.json");
  writeFileSync(file, JSON.stringify(result));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, file], {
    encoding: "utf8",
  });
  return { status, said: stdout + stderr };
}

describe("figures worked out again", () => {
  const result = makeResult();

  test("are the same for every scorer, all of which are scored here", () => {
    const scored = result.figures.filter(({ value }) => value !== null);
    expect(new Set(scored.map(({ scorer }) => scorer))).toEqual(
      new Set(scorers.map(({ name }) => name)),
    );
    const { status, said } = recompute(result);
    expect(said).toBe(`${result.figures.length} figures, 0 differences\n`);
    expect(status).toBe(0);
  }, 120_000);

  test.each(["value", "low", "high"] as const)(
    "a %s that was altered is named",
    (part) => {
      const figures = result.figures.map((figure, i) =>
        i === 3 ? { ...figure, [part]: (figure[part] ?? 0) + 1e-6 } : figure,
      );
      const { status, said } = recompute({ ...result, figures });
      expect(said).toMatch(
        new RegExp(
          `^one recall-strict at 40 by judges: ${part} is .*\n\\d+ figures, 1 differences`,
          "u",
        ),
      );
      expect(status).toBe(1);
    },
    120_000,
  );

  test("tallies that are stored are not believed, matches are", () => {
    const [figure] = result.figures;
    const matches = { ...result.matches, judges: [] };
    const { status, said } = recompute({ ...result, matches, figures: [figure] });
    expect(said).toContain("value is");
    expect(status).toBe(1);
  });

  test("a result without figures does not pass", () => {
    expect(recompute({ ...result, figures: [] }).status).toBe(1);
  });
});
