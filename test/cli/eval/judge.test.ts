import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "../../../src/app/errors.ts";
import type { CliDeps } from "../../../src/cli/deps.ts";
import { addJudgeCommand } from "../../../src/cli/eval/judge.ts";
import { allPairs } from "../../../src/domain/evaluation/open-pairs.ts";
import { loadPrompts } from "../../../src/infra/files/prompts.ts";
import { verdictFiles } from "../../../src/infra/files/verdicts.ts";
import { makeCliDeps } from "../../support/make-cli-deps.ts";
import { makeJudgedRun } from "../../support/make-judged-run.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hazid-judge-"));
  await writeFile(join(folder, "result.json"), JSON.stringify(makeJudgedRun()));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Runs the command as Amara, who types the lines given. */
const judge = (typed: readonly string[], ...options: string[]) => judgeWith({}, typed, ...options);

async function judgeWith(given: Partial<CliDeps>, typed: readonly string[], ...options: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const left = [...typed];
  let closed = 0;
  const deps = makeCliDeps({
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    judge: {
      files: verdictFiles,
      openTerminal: () => ({
        ask: () => Promise.resolve(left.shift() ?? null),
        close: () => void (closed += 1),
      }),
      serve(judging, { port }, ready) {
        ready(`http://127.0.0.1:${port}/ as ${judging.judge.judge}`);
        return Promise.resolve();
      },
    },
    ...given,
  });
  const program = new Command("eval").exitOverride().configureOutput({ writeErr: () => undefined });
  addJudgeCommand(program, deps);
  const paths = [join(folder, "result.json"), "--judge", "amara", "--verdicts", join(folder, "v")];
  await program.parseAsync(["judge", ...paths, ...options], { from: "user" });
  return { out: out.join("\n"), err: err.join("\n"), unread: left, closed };
}
const kept = async (file = "amara.jsonl"): Promise<unknown[]> => {
  const text = (await verdictFiles.read(join(folder, "v", "pump", file))) ?? "";
  return text
    .split("\n")
    .slice(1, -1)
    .map((line): unknown => JSON.parse(line));
};
const numberOf = (hazard: string): number =>
  allPairs(makeJudgedRun())[0]?.candidates.find((one) => one.hazard === hazard)?.number ?? 0;
const unit = numberOf("A unit is mixed up.");

describe("judging in the terminal", () => {
  test("shows the known hazard and its candidates, and neither arm nor rank", async () => {
    const { out, closed } = await judge(["quit"]);
    expect(closed).toBe(1);
    expect(out).toContain("Known hazard 1 of 2, case pump: 4 candidates left");
    expect(out).toContain("A dose is shown in the wrong unit.");
    expect(out).toContain("cause 2: Two units share a column.");
    expect(out).toContain(`${unit}  A unit is mixed up.`);
    expect(out).not.toContain("SECRET");
    expect(out).toContain("8 pairs left to judge.");
  });

  test("keeps what is said, hazard after hazard, to the end", async () => {
    const { out, unread } = await judge([
      `${unit} strict 1 because the same unit`,
      "rest no other situations",
      "rest no no alarm is named",
      "quit",
    ]);
    expect(out).toContain("Everything is judged.");
    expect(unread).toEqual(["quit"]);
    expect(await kept()).toMatchObject([
      { gold: "g1", verdict: "STRICT", causes: [1], why: "the same unit" },
      { gold: "g1", verdict: "NO", why: "other situations" },
      { gold: "g2", verdict: "NO", why: "no alarm is named" },
    ]);
    expect((await judge(["rest no x"])).unread).toEqual(["rest no x"]);
  });

  test("takes nothing as NO that nobody said", async () => {
    await judge([`${unit} lenient the same effect`, "skip"]);
    expect(await kept()).toMatchObject([{ verdict: "LENIENT" }]);
  });

  test("refuses in a sentence what does not hold, and goes on", async () => {
    const { err } = await judge([`${unit} strict because x`, "9 no x", "rest no", "undo", "blah"]);
    expect(err).toContain("STRICT needs at least one cause");
    expect(err).toContain("There is no candidate 9");
    expect(err).toContain("Every verdict has a reason");
    expect(err).toContain("Nothing was said in this sitting");
    expect(err).toContain("Expected such as");
    expect(await kept()).toEqual([]);
  });

  test("asks the last again after undo, and what is said last stands", async () => {
    const { out } = await judge(["rest no too quick", "undo", `${unit} lenient the same effect`]);
    expect(out).toContain("Asked again. What was said stands until you say something else.");
    expect(await kept()).toMatchObject([{ why: "too quick" }, { verdict: "LENIENT" }]);
  });

  test("goes on with the next after skip, and comes back in another sitting", async () => {
    const { out } = await judge(["skip", "rest no other situations"]);
    expect(await kept()).toMatchObject([{ gold: "g2" }]);
    expect(out).toContain("4 pairs left to judge.");
    expect((await judge([])).out).toContain("Known hazard 1 of 2");
  });

  test("prints nothing that steers the terminal", async () => {
    const golds = [{ id: "g", hazard: "Known \u001b[2J." }];
    const run = makeJudgedRun({ pump: { golds, arms: { a: ["Mixed \u001b[31m up."] } } });
    await writeFile(join(folder, "result.json"), JSON.stringify(run));
    expect((await judge([])).out).not.toContain("\u001b");
  });
});

const $Template = z.looseObject({
  cases: z.array(z.looseObject({ golds: z.array(z.looseObject({ open: z.array(z.int()) })) })),
});

describe("a sheet", () => {
  const sheet = () => join(folder, "sheet.md");
  const answers = () => join(folder, "sheet.json");

  test("holds every open pair, and comes back as verdicts", async () => {
    await judge([], "--sheet", sheet());
    const text = await readFile(sheet(), "utf8");
    expect(text).toContain("### Known hazard g2");
    expect(text).toContain(`**${unit}**\n\n- Hazard: A unit is mixed up.`);
    expect(text).not.toContain("SECRET");
    const template = $Template.parse(JSON.parse(await readFile(answers(), "utf8")));
    for (const gold of template.cases.flatMap(({ golds }) => golds)) gold["restIsNo"] = "Others.";
    await writeFile(answers(), JSON.stringify(template));
    expect((await judge([], "--take", answers())).out).toContain("8 pairs kept");
    expect(await kept()).toHaveLength(2);
    expect((await judge([], "--sheet", join(folder, "b.md"))).out).toBe("Everything is judged.");
  });

  test("unanswered is refused, and nothing is kept", async () => {
    await judge([], "--sheet", sheet());
    await expect(judge([], "--take", answers())).rejects.toThrow(
      "cases.0.golds.0: neither answered nor left: 1, 2, 3, 4",
    );
    expect(await kept()).toEqual([]);
  });

  test("is not written over answers", async () => {
    await writeFile(answers(), "half filled in");
    await expect(judge([], "--sheet", sheet())).rejects.toThrow(/is there already/u);
    expect(await readFile(answers(), "utf8")).toBe("half filled in");
  });

  test("keeps a text with headings on one line", async () => {
    const golds = [{ id: "g", hazard: "Known." }];
    const run = makeJudgedRun({ pump: { golds, arms: { a: ["Mixed.\n## Case evil\n"] } } });
    await writeFile(join(folder, "result.json"), JSON.stringify(run));
    await judge([], "--sheet", sheet());
    const lines = (await readFile(sheet(), "utf8")).split("\n");
    expect(lines.filter((line) => line.startsWith("## "))).toEqual(["## Case pump"]);
  });

  test("of lists has the description where the suite is at hand, and no arm", async () => {
    await verdictFiles.append(join(folder, "suite", "pump", "product.md"), "Another.\n");
    const lists = ["--assess", "--sheet", sheet(), "--suite", join(folder, "suite")];
    await expect(judge([], ...lists)).rejects.toThrow(/is not the description/u);
    await writeFile(join(folder, "suite", "pump", "product.md"), "Description of pump.");
    await judge([], ...lists);
    const text = await readFile(sheet(), "utf8");
    expect(text).toContain("> Description of pump.");
    expect(text).toContain("### List B of case pump");
    expect(text).not.toContain("SECRET");
    await expect(judge([], "--assess", "--take", answers())).rejects.toThrow(/neither answered/u);
  });
});

describe("the command", () => {
  test("serves the page for the same judging", async () => {
    const { out } = await judge([], "--page", "--port", "4271");
    expect(out).toContain("http://127.0.0.1:4271/ as amara");
  });

  test.each<[string, string[], RegExp]>([
    ["two ways at once", ["--page", "--sheet", "x.md"], /Expected one of/u],
    ["lists in the terminal", ["--assess"], /assessed on a sheet/u],
    ["a description with verdicts", ["--suite", "x", "--sheet", "y.md"], /--suite belongs to/u],
    ["a case that is not there", ["--case", "bed"], /has no case “bed”/u],
  ])("refuses %s", async (_what, options, sentence) => {
    const running = judge([], ...options);
    await expect(running).rejects.toThrow(AppError);
    await expect(running).rejects.toThrow(sentence);
  });

  test("refuses a file that is no result", async () => {
    await writeFile(join(folder, "result.json"), '{"format":"other"}');
    await expect(judge([])).rejects.toThrow(/Expected a result of hazid eval in .*format/u);
  });
});

describe("with the configured model", () => {
  /** Answers as told, a question at a time; notes what it was shown. */
  function makeChat(answers: ((shown: string) => unknown)[]) {
    const shown: string[] = [];
    const openModel = async (): ReturnType<CliDeps["openModel"]> => ({
      prompts: await loadPrompts(),
      chat: {
        id: "made-up-model",
        sendsTo: "models.example",
        ask({ text, $answer }) {
          shown.push(text);
          const value = answers.shift()?.(text);
          const parsed = $answer.safeParse(value);
          return Promise.resolve({
            raw: JSON.stringify(value),
            tokens: { in: 1, out: 1 },
            parsed: parsed.success
              ? { ok: true as const, value: parsed.data }
              : { ok: false as const, why: "wrong-schema" as const, issues: "no verdicts" },
            format: "json-schema" as const,
            mended: "none" as const,
          });
        },
      },
    });
    return { openModel, shown };
  }
  const allNo = (text: string) => ({
    verdicts: Array.from({ length: Number(/decide: (\d+)/u.exec(text)?.[1]) }, (_, i) => ({
      candidate: i + 1,
      verdict: "NO",
      causes: [],
      why: "another situation",
    })),
  });

  test("what it decides is kept under its name, and it is said where texts go", async () => {
    const { openModel, shown } = makeChat([allNo, allNo]);
    const { out, err } = await judgeWith({ openModel }, [], "--ask-model");
    expect([out, err]).toEqual([
      "Everything is judged.",
      "Known hazards and candidates are sent to models.example.",
    ]);
    expect(shown.join("\n")).not.toMatch(/SECRET/u);
    const file = await readFile(join(folder, "v", "pump", "amara.jsonl"), "utf8");
    expect(JSON.parse(file.split("\n")[0] ?? "")).toMatchObject({
      kind: "model",
      by: expect.stringContaining("made-up-model, judge-pair@") as string,
    });
    const again = makeChat([]);
    await judgeWith({ openModel: again.openModel }, [], "--ask-model");
    expect(again.shown).toEqual([]);
  });

  test("an answer that does not hold leaves its candidates open, and the others are asked", async () => {
    const { openModel } = makeChat([() => ({ verdicts: "none" }), allNo]);
    const { out, err } = await judgeWith({ openModel }, [], "--ask-model");
    expect(out).toBe("4 pairs left to judge.");
    expect(err).toContain("pump/g1: The answer of made-up-model");
  });
});
