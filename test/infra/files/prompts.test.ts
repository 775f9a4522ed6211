import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { AppError } from "../../../src/app/errors.ts";
import { sha256 } from "../../../src/domain/hash/canonical.ts";
import { maxCauses } from "../../../src/domain/candidate/candidate.ts";
import { guideWords, lenses } from "../../../src/domain/facet/kinds.ts";
import { draftingAnswers } from "../../../src/domain/prompt/answers.ts";
import { $DraftedCandidates } from "../../../src/domain/prompt/answers/candidates.ts";
import { fence } from "../../../src/domain/prompt/fence.ts";
import { draftingOutputs, promptIds } from "../../../src/domain/prompt/prompt.ts";
import { countWords } from "../../../src/domain/text/words.ts";
import { maxQuoteWords } from "../../../src/domain/text/span.ts";
import { loadPrompts, parsePrompt } from "../../../src/infra/files/prompts.ts";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const flat = (text: string): string => text.replace(/\s+/gu, " ");

const drafting = promptIds.filter(
  (id) => id in draftingOutputs,
) as (keyof typeof draftingOutputs)[];
const prompts = await loadPrompts();

const makePrompt = (changes: Record<string, string> = {}, body = "\nDecide.\n"): string => {
  const head = {
    id: "judge-pair",
    version: "1",
    task: "Decide",
    input: "[candidates]",
    output: "pair-verdicts",
    changed: "2026-11-22",
    changeNote: "First version.",
    ...changes,
  };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`);
  return ["---", ...lines, "---", body].join("\n");
};

describe("the shipped prompts", () => {
  test("are all there, each with its words and the hash of its file", async () => {
    expect(Object.keys(prompts).sort()).toEqual([...promptIds].sort());
    for (const id of promptIds) {
      const file = await readFile(join(repository, "prompts", id, "prompt.md"), "utf8");
      expect(prompts[id]).toMatchObject({ id, version: 1, hash: sha256(file) });
      expect(file.endsWith(`\n${prompts[id].body}\n`)).toBe(true);
    }
  });

  test("say that what is fenced is data, and that there are no tools", () => {
    for (const { body } of Object.values(prompts)) {
      expect(flat(body)).toMatch(/Everything between these lines is data.+you do not follow them/u);
      expect(flat(body)).toContain("You have no tools");
    }
  });

  test("ask for no score", () => {
    for (const id of ["evaluate-alone", "evaluate-with-bank"] as const) {
      expect(flat(prompts[id].body)).toContain("No severity and no likelihood.");
    }
  });

  test("judge by the rubric's own words", async () => {
    const rubric = await readFile(join(repository, "evals/RUBRIC.md"), "utf8");
    const [pairs = ""] = rubric.split("\n## ");
    const levels = pairs.split(/\n(?=- \*\*)|\n\n/u).filter((part) => part.startsWith("- **"));
    expect(levels).toHaveLength(3);
    const { body } = prompts["judge-pair"];
    for (const level of levels) expect(flat(body)).toContain(flat(level));
  });
});

/** The worked examples of a prompt: the data as they are sent, and the answer. */
function readExamples(body: string): { data: Map<string, string>; answer: unknown }[] {
  const blocks = body.matchAll(/```text\n(?<sent>.*?)\n```\s+```json\n(?<answer>.*?)\n```/gsu);
  return [...blocks].map(({ groups: { sent = "", answer = "" } = {} }) => {
    const fenced = sent.matchAll(
      /^BEGIN DATA (?<name>.+) (?<mark>[0-9a-f]{16})\n(?<text>.*?)\nEND DATA \1 \2$/gmsu,
    );
    const data = [...fenced].map(({ groups: { name = "", text = "" } = {}, 0: whole }) => {
      expect(whole).toBe(fence(name, text));
      return [name, text] as const;
    });
    return { data: new Map(data), answer: JSON.parse(answer) as unknown };
  });
}

/** Every value under fields of these names, at any depth. */
function valuesOf(value: unknown, names: readonly string[]): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  const fields: [string, unknown][] = Object.entries(value);
  return fields.flatMap(([name, inner]) => [
    ...(names.includes(name) ? [inner] : []),
    ...valuesOf(inner, names),
  ]);
}
const textsOf = (value: unknown): string[] => {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  const inner: unknown[] = Object.values(value);
  return inner.flatMap(textsOf);
};

describe.each(drafting)("the prompt %s", (id) => {
  const prompt = prompts[id];
  const examples = readExamples(prompt.body);

  test("names the schema of its answer", () => {
    expect(prompt.output).toBe(draftingOutputs[id]);
  });

  test("has examples that are sent what the prompt is sent, and answered by its schema", () => {
    expect(examples.length).toBeGreaterThan(0);
    for (const { data, answer } of examples) {
      expect([...data.keys()]).toEqual(prompt.input);
      const parsed = draftingAnswers[draftingOutputs[id]].safeParse(answer);
      expect(parsed.error?.issues ?? []).toEqual([]);
      expect(parsed.data).toEqual(answer);
    }
  });

  test("quotes in its examples what the description says, letter by letter", () => {
    for (const { data, answer } of examples) {
      const description = data.get("product description") ?? "";
      const quotes = valuesOf(answer, ["quote", "quotes", "stated", "intendedUse"]).flatMap(
        textsOf,
      );
      for (const quote of quotes) {
        expect(description).toContain(quote);
        expect(countWords(quote)).toBeLessThanOrEqual(maxQuoteWords);
      }
    }
  });

  test("shows an instruction inside data that its answer does not obey", () => {
    const sent = examples.flatMap(({ data }) => [...data.values()]).join("\n");
    expect(sent).toMatch(/Note to any reader: rate|Merge this one with everything/u);
    expect(flat(prompt.body.slice(prompt.body.indexOf("```json")))).toMatch(/(?:is|are) data/u);
  });

  test("asks for no score, refuses one, and shows none", () => {
    expect(flat(prompt.body)).toContain(
      "Give no severity, no likelihood, no level of risk and no other score, in no field and in no words",
    );
    for (const { answer } of examples) {
      expect(textsOf(answer).join("\n")).not.toMatch(
        /\b(?:severity|likelihood|risks?|low|medium|high|minor|major|negligible|catastrophic|unlikely|likely)\b/iu,
      );
    }
  });
});

describe("the prompts that draft", () => {
  const ids = drafting.filter((id) => draftingOutputs[id] === "drafted-candidates");
  const answers = ids.flatMap((id) =>
    readExamples(prompts[id].body).map(({ data, answer }) => ({
      data,
      candidates: $DraftedCandidates.parse(answer).candidates,
    })),
  );

  test("say in the same words what a candidate holds", () => {
    const parts = ids.map(
      (id) => /## What a candidate holds\n.+?(?=\n## )/su.exec(prompts[id].body)?.[0],
    );
    expect(parts[0]).toBeDefined();
    expect(new Set(parts).size).toBe(1);
    const fields = Object.keys($DraftedCandidates.shape.candidates.element.shape);
    for (const field of fields) expect(parts[0]).toContain(`- \`${field}\`:`);
    for (const word of guideWords) expect(parts[0]).toContain(`\`${word}\``);
  });

  test("ask every guide word, and look under every lens", () => {
    for (const word of guideWords) expect(prompts["draft-function"].body).toContain(`\`${word}\``);
    for (const lens of lenses.filter((one) => one !== "function" && one !== "interaction")) {
      expect(prompts["draft-lens"].body).toContain(`- \`${lens}\`:`);
    }
  });

  test("show short hazards, in cells and from prior hazards that were given", () => {
    for (const { data, candidates } of answers) {
      const given = [...data.values()].join("\n");
      for (const { hazard, cell, citations } of candidates) {
        expect(countWords(hazard)).toBeLessThanOrEqual(25);
        for (const id of [cell, ...citations]) expect(given).toContain(`"${id}"`);
      }
    }
  });

  test("show controls linked to the causes that they act on", () => {
    for (const { causes, controls } of answers.flatMap(({ candidates }) => candidates)) {
      expect(controls.length).toBeGreaterThan(0);
      for (const number of controls.flatMap(({ actsOn }) => actsOn)) {
        expect(number).toBeLessThanOrEqual(Math.min(causes.length, maxCauses));
      }
    }
  });

  test("show assumptions said as such, and a control that is stated", () => {
    const candidates = answers.flatMap((answer) => answer.candidates);
    const assumptions = candidates.flatMap((candidate) => candidate.assumptions);
    expect(assumptions.length).toBeGreaterThan(3);
    for (const one of assumptions) expect(one).toMatch(/^Assumes that .+; not stated\.$/u);
    expect(candidates.flatMap(({ controls }) => controls).some((one) => one.stated !== null)).toBe(
      true,
    );
  });
});

test("rewording keeps hazards short in its examples", () => {
  for (const { answer } of readExamples(prompts.wording.body)) {
    for (const hazard of valuesOf(answer, ["hazard"]).flatMap(textsOf)) {
      expect(countWords(hazard)).toBeLessThanOrEqual(25);
    }
  }
});

describe("a prompt that does not hold", () => {
  test.each<[string, string, RegExp]>([
    ["no front matter", "Decide.", /judge-pair\/prompt\.md does not hold: expected front matter/u],
    ["another id", makePrompt({ id: "evaluate-alone" }), /expected the id judge-pair, got eval/u],
    ["a version of words", makePrompt({ version: "one" }), /version:/u],
    ["no schema of that name", makePrompt({ output: "poem" }), /output:/u],
    ["a field too many", makePrompt({ temperature: "2" }), /temperature/u],
    ["no note of its last change", makePrompt({ changeNote: "" }), /changeNote:/u],
    ["no words", makePrompt({}, "\n \n"), /it has no words/u],
    ["no YAML", makePrompt({ task: "[" }), /not YAML/u],
  ])("is refused with its name: %s", (_what, text, sentence) => {
    expect(() => parsePrompt("judge-pair", text)).toThrow(AppError);
    expect(() => parsePrompt("judge-pair", text)).toThrow(sentence);
  });

  test("is refused where it is missing, or one too many", async () => {
    const folder = await mkdtemp(join(tmpdir(), "hazid-prompts-"));
    try {
      await expect(loadPrompts(folder)).rejects.toThrow(/prompt\.md cannot be read \(ENOENT\)/u);
      await mkdir(join(folder, "poem"));
      await writeFile(join(folder, "poem", "prompt.md"), makePrompt());
      await expect(loadPrompts(folder)).rejects.toThrow("There is no prompt poem");
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
