import { describe, expect, test } from "vitest";
import {
  appendSaid,
  listJudges,
  readCandidates,
  readVerdicts,
  requireJudge,
  type Judge,
} from "../../../src/app/evaluation/verdict-files.ts";
import { allPairs } from "../../../src/domain/evaluation/open-pairs.ts";
import { makeJudgedRun } from "../../support/make-judged-run.ts";
import { createVerdictMemory } from "../../support/verdict-memory.ts";

const [pairs] = allPairs(makeJudgedRun());
if (pairs === undefined) throw new Error("expected a known hazard");
const at = { folder: "v", case: "pump" };
const amara: Judge = { judge: "amara", kind: "person", by: null };
const head = { format: "hazid-verdicts-1", ...amara };
const verdict = {
  gold: "g1",
  goldKey: pairs.goldKey,
  candidates: pairs.candidates.map(({ key }) => key),
  verdict: "NO" as const,
  causes: [],
  why: "Other situations.",
};
const line = (value: unknown): string => `${JSON.stringify(value)}\n`;
const keep = (files: ReturnType<typeof createVerdictMemory>) =>
  appendSaid(files, at, amara, { kind: "verdicts", said: [verdict] }, pairs.candidates);

describe("a judge's file", () => {
  test("begins with its head, and is read as it was written", async () => {
    const files = createVerdictMemory();
    await keep(files);
    await keep(files);
    expect(files.lines("v/pump/amara.jsonl")).toEqual([head, verdict, verdict]);
    const read = await readVerdicts(files, at, "amara");
    expect(read).toEqual({ head, lines: [verdict, verdict] });
  });

  test("stands beside the texts that were judged, each once and without its number", async () => {
    const files = createVerdictMemory();
    await keep(files);
    await keep(files);
    const [first] = pairs.candidates;
    const { number: _number, ...kept } = first ?? { number: 0 };
    expect(files.lines("v/pump/candidates.jsonl")).toHaveLength(4);
    expect(files.lines("v/pump/candidates.jsonl")[0]).toEqual(kept);
    expect([...(await readCandidates(files, at)).keys()]).toEqual(verdict.candidates);
    expect(await listJudges(files, at)).toEqual(["amara"]);
  });

  test("is not there before anything was said", async () => {
    const files = createVerdictMemory();
    expect(await readVerdicts(files, at, "amara")).toBeNull();
    await appendSaid(files, at, amara, { kind: "verdicts", said: [] }, pairs.candidates);
    expect([...files.texts.keys()]).toEqual([]);
  });

  test("whose last line lacks its end alone goes on from a line of its own", async () => {
    const whole = `${line(head)}${line(verdict)}`.trimEnd();
    const files = createVerdictMemory({ "v/pump/amara.jsonl": whole });
    expect((await readVerdicts(files, at, "amara"))?.lines).toEqual([verdict]);
    await keep(files);
    expect(files.lines("v/pump/amara.jsonl")).toEqual([head, verdict, verdict]);
  });
});

describe("what does not hold is refused with file, line and field", () => {
  const torn = line(verdict).slice(0, 40);
  test.each<[string, string, RegExp]>([
    ["a torn last line", `${line(head)}${line(verdict)}${torn}`, /line 3: the last line is torn/u],
    ["a line that is no JSON", `${line(head)}{"gold"\n${line(verdict)}`, /line 2: expected JSON/u],
    ["an empty line", `${line(head)}\n${line(verdict)}`, /line 2: expected JSON/u],
    ["a head that is missing", line(verdict), /line 1: /u],
    [
      "assessments under the name of verdicts",
      line({ ...head, format: "hazid-assessments-1" }),
      /line 1: format: expected hazid-verdicts-1/u,
    ],
    ["another judge's head", line({ ...head, judge: "ben" }), /line 1: judge: expected amara/u],
    [
      "a field of the wrong kind",
      `${line(head)}${line({ ...verdict, causes: [0] })}`,
      /line 2: causes\.0/u,
    ],
    [
      "a verdict without a reason",
      `${line(head)}${line({ ...verdict, why: " " })}`,
      /line 2: why/u,
    ],
    ["an unknown field", `${line(head)}${line({ ...verdict, arm: "x" })}`, /line 2: .*arm/u],
  ])("%s", async (_what, text, sentence) => {
    const files = createVerdictMemory({ "v/pump/amara.jsonl": text });
    const reading = readVerdicts(files, at, "amara");
    await expect(reading).rejects.toThrow(/^v\/pump\/amara\.jsonl, /u);
    await expect(reading).rejects.toThrow(sentence);
    expect(files.texts.get("v/pump/amara.jsonl")).toBe(text);
  });

  test("a candidate whose key is not the hash of its words", async () => {
    const [first, second] = pairs.candidates;
    const text = line({ ...first, number: undefined, key: second?.key });
    const files = createVerdictMemory({ "v/pump/candidates.jsonl": text });
    await expect(readCandidates(files, at)).rejects.toThrow(
      `v/pump/candidates.jsonl, line 1: key: expected ${first?.key ?? ""}`,
    );
  });

  test.each(["..", ".", "a/b", "a\\b", ""])("a case named “%s”", async (name) => {
    const files = createVerdictMemory();
    await expect(readVerdicts(files, { folder: "v", case: name }, "amara")).rejects.toThrow(
      /whose name can be that of a folder/u,
    );
  });

  test.each(["candidates", "Amara", "a.b", "../a", ""])("a judge named “%s”", (judge) => {
    expect(() => requireJudge({ ...amara, judge })).toThrow(/judge/u);
  });
});
