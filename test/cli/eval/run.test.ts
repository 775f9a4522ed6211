import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { $Baseline } from "../../../src/domain/evaluation/baseline.ts";
import { $EvalResult, type EvalResult } from "../../../src/domain/evaluation/result.ts";
import { goldKey } from "../../../src/domain/evaluation/verdict.ts";
import { makeDescription } from "../../support/make-description.ts";
import { makeGold } from "../../support/make-eval-run.ts";
import { openCommands, type Commands } from "../support/commands.ts";

const golds = [
  makeGold({
    id: "g1",
    hazard: "The note lists a medicine that the patient has stopped as one that she takes.",
    effect: "The next clinician prescribes it again.",
    causes: ["The word “not” is misheard."],
  }),
  makeGold({ id: "g2", hazard: "The till gives the wrong change.", effect: "", causes: [] }),
];
const unsuited = "Sablewick colours the walls of a room.\n\nIt has four colours.\n";

let commands: Commands;
let suite = "";
beforeAll(async () => {
  commands = await openCommands();
  suite = join(commands.folder, "suites", "made-up");
  for (const [name, text] of [
    ["marlnote", makeDescription("Marlnote")],
    ["sablewick", unsuited],
  ] as const) {
    await mkdir(join(suite, name), { recursive: true });
    await writeFile(join(suite, name, "product.md"), text);
    await writeFile(join(suite, name, "gold.json"), JSON.stringify({ hazards: golds }));
  }
}, 60_000);
afterAll(() => commands.close());

const at = (name: string): string => join(commands.folder, name);
/** Never into the folder that the tests run in. */
const evalRun = (...options: string[]) =>
  commands.run("eval", "run", suite, "--out", at("unsaid.json"), ...options);
const readResult = async (name: string): Promise<EvalResult> =>
  $EvalResult.parse(JSON.parse(await readFile(at(name), "utf8")));
const valueOf = ({ figures }: EvalResult, arm: string, scorer: string, by: string | null) =>
  figures.find((f) => f.arm === arm && f.scorer === scorer && f.by === by)?.value;

describe("eval run", () => {
  test("measures both usual arms; a case that is refused is an error and found nothing", async () => {
    const { code, out, err } = await evalRun("--out", at("first.json"));
    expect(code, err).toBe(0);
    const result = await readResult("first.json");
    expect(result.arms.map(({ arm, repeat, replayed }) => [arm, repeat, replayed])).toEqual([
      ["offline", 1, false],
      ["checklist", 1, false],
    ]);
    expect(result.arms[0]?.cases.map((one) => [one.case, one.error === null])).toEqual([
      ["marlnote", true],
      ["sablewick", false],
    ]);
    expect(valueOf(result, "offline", "failed", null)).toBe(0.5);
    expect(valueOf(result, "offline", "quotes", null)).toBe(1);
    expect(valueOf(result, "offline", "citations", null)).toBe(1);
    expect(valueOf(result, "checklist", "candidates", null)).toBe(40);
    expect(result.figures.every(({ by }) => by !== "judges")).toBe(true);
    expect(out).toContain("Arm offline");
    expect(out).toContain("incomplete");
    expect(err).toContain("offline 1: sablewick: The description does not say");
  });

  test("counts judges' verdicts beside the matcher's, and says how many pairs nobody decided", async () => {
    const { arms } = await readResult("first.json");
    const key = arms[0]?.cases[0]?.candidates[0]?.key ?? "";
    const folder = at("made-up-verdicts");
    await mkdir(join(folder, "marlnote"), { recursive: true });
    const [gold = makeGold()] = golds;
    const lines = [
      { format: "hazid-verdicts-1", judge: "amara", kind: "person", by: null },
      {
        gold: "g1",
        goldKey: goldKey(gold),
        candidates: [key],
        verdict: "STRICT",
        causes: [1],
        why: "the same",
      },
    ];
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
    await writeFile(join(folder, "marlnote", "amara.jsonl"), text);
    const options = [
      "--verdicts",
      folder,
      "--replay",
      at("first.json"),
      "--out",
      at("judged.json"),
    ];
    const { code, out, err } = await evalRun(...options);
    expect(code, err).toBe(0);
    const result = await readResult("judged.json");
    const recall = result.figures.find(
      (f) =>
        f.arm === "offline" && f.scorer === "recall-strict" && f.at === 10 && f.by === "judges",
    );
    expect(recall).toMatchObject({ value: 0.25, low: 0, high: 0.5 });
    expect(recall?.undecided).toBeGreaterThan(0);
    expect(result.arms.every(({ replayed }) => replayed)).toBe(true);
    expect(out).toContain("at least");
  });

  test("a broken line of verdicts is named, and it could not run", async () => {
    const file = join(at("made-up-verdicts"), "marlnote", "bea.jsonl");
    await writeFile(file, '{"format":"hazid-verdicts-1"}\n');
    const options = ["--verdicts", at("made-up-verdicts"), "--replay", at("first.json")];
    const { code, err } = await evalRun(...options, "--out", at("x.json"));
    expect([code, err.includes("bea.jsonl, line 1: judge")]).toEqual([1, true]);
  });

  test("repeats are independent, and show how stable an arm is", async () => {
    const options = ["--filter", "marl", "--arm", "offline", "--repeats", "2"];
    const { code, err } = await evalRun(...options, "--out", at("repeats.json"));
    expect(code, err).toBe(0);
    const result = await readResult("repeats.json");
    expect(result.arms.map(({ repeat }) => repeat)).toEqual([1, 2]);
    expect(valueOf(result, "offline", "stability", null)).toBe(1);
  });

  test("goes on where a result stops, and asks again where a case failed when told to", async () => {
    const { code, err } = await evalRun("--resume", "--out", at("first.json"));
    expect([code, err]).toEqual([0, ""]);
    const again = await evalRun("--resume", "--retry-errors", "--out", at("first.json"));
    expect(again.err.split("\n")).toHaveLength(1);
    expect(again.err).toContain("offline 1: sablewick");
  });

  test("writes a baseline, JUnit XML and a page", async () => {
    const options = ["--replay", at("first.json"), "--out", at("again.json")];
    const files = [
      "--record",
      at("base.json"),
      "--junit",
      at("junit.xml"),
      "--html",
      at("page.html"),
    ];
    const { code, err } = await evalRun(...options, ...files);
    expect(code, err).toBe(0);
    const baseline = $Baseline.parse(JSON.parse(await readFile(at("base.json"), "utf8")));
    expect(baseline.cases.map(({ core }) => core)).toEqual([
      ["g1", "g2"],
      ["g1", "g2"],
    ]);
    expect(await readFile(at("junit.xml"), "utf8")).toContain("<testsuite");
    expect(await readFile(at("page.html"), "utf8")).toContain("Marlnote".toLowerCase());
  });
});

describe("eval run against a baseline", () => {
  test("exits with 0 when it is as it was", async () => {
    const { code, out } = await evalRun("--baseline", at("base.json"), "--out", at("now.json"));
    expect(code, out).toBe(0);
  });

  test("exits with 100 when it is worse", async () => {
    const result = await readResult("first.json");
    const worse = {
      ...result,
      arms: result.arms.map((arm) => ({
        ...arm,
        cases: arm.cases.map((one) => ({ ...one, error: "no answer", candidates: [] })),
      })),
    };
    await writeFile(at("worse.json"), JSON.stringify(worse));
    const options = ["--replay", at("worse.json"), "--baseline", at("base.json")];
    const { code, out } = await evalRun(...options, "--out", at("x.json"), "--junit", at("x.xml"));
    expect(code, out).toBe(100);
    expect(await readFile(at("x.xml"), "utf8")).toContain("<failure");
  });

  test.each([
    ["a suite without cases", () => commands.run("eval", "run", commands.folder), "gold.json"],
    ["no such baseline", () => evalRun("--baseline", at("none.json")), "none.json cannot be read"],
    ["another top", () => evalRun("--baseline", at("base.json"), "--top", "5"), "--top 40"],
    ["an arm that is none", () => evalRun("--arm", "guess"), "There is no arm “guess”"],
    ["a filter for nothing", () => evalRun("--filter", "zzz"), "there are marlnote, sablewick"],
  ])("exits with 1 when it could not run: %s", async (_, run, says) => {
    const { code, err } = await run();
    expect(code).toBe(1);
    expect(err).toContain(says);
  });
});
