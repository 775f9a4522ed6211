import { describe, expect, test } from "vitest";
import { z } from "zod";
import { draftingAnswers } from "../../../src/domain/prompt/answers.ts";
import { $DraftedCandidate } from "../../../src/domain/prompt/answers/candidates.ts";

/** Names and words by which something could be scored, decided or vouched for. */
const scoring =
  /sever|likel|probab|risk|scor|rank|rating|grad|level|status|accept|confiden|priorit|weight|tolerab|certain|urgen|critical|importan|magnitude|consequence|classif|verdict|decision|relevan/iu;
const scoringValue = /^(?:very[- ])?(?:low|medium|moderate|high|minor|major|[1-5])$/iu;
/** The only numbers: by which candidates and causes were shown. */
const numbered = ["candidate", "candidates", "order", "cause", "actsOn"];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Why a JSON Schema could carry a score, or more than is asked for; empty when it cannot. */
function findRoom(schema: unknown, field: string): string[] {
  if (!isRecord(schema)) return [`${field} takes anything`];
  const { anyOf, properties, items, type } = schema;
  const values = Array.isArray(schema["enum"]) ? schema["enum"].map(String) : null;
  if (Array.isArray(anyOf)) return anyOf.flatMap((one) => findRoom(one, field));
  if (values !== null) {
    const bad = values.filter((value) => scoring.test(value) || scoringValue.test(value));
    return bad.map((value) => `${field} may be ${value}`);
  }
  switch (type) {
    case "object": {
      const open = schema["additionalProperties"] === false ? [] : [`${field} is open`];
      const fields = Object.entries(isRecord(properties) ? properties : {});
      return [
        ...open,
        ...fields.flatMap(([name, inner]) => [
          ...(scoring.test(name) ? [`${field}.${name} is a name for a score`] : []),
          ...findRoom(inner, name),
        ]),
      ];
    }
    case "array":
      return [
        ...(typeof schema["maxItems"] === "number" ? [] : [`${field} has no end`]),
        ...findRoom(items, field),
      ];
    case "string":
      return typeof schema["maxLength"] === "number" ? [] : [`${field} may be of any length`];
    case "integer":
      return numbered.includes(field) ? [] : [`${field} is a number`];
    case "null":
      return [];
    default:
      return [`${field} is of type ${String(type)}`];
  }
}

describe("what drafting is answered with", () => {
  test.each(Object.entries(draftingAnswers))("%s has no place for a score", (_name, $answer) => {
    expect(findRoom(z.toJSONSchema($answer), "answer")).toEqual([]);
  });

  test.each<[string, z.ZodType]>([
    ["a field of that name", $DraftedCandidate.extend({ severity: z.string().max(9) })],
    ["a field deep down", z.strictObject({ a: z.strictObject({ riskLevel: z.enum(["x"]) }) })],
    ["a number under another name", z.strictObject({ size: z.int().min(1).max(5) })],
    ["a fraction", z.strictObject({ order: z.number() })],
    ["a choice of levels", z.strictObject({ size: z.enum(["low", "high"]) })],
    ["a yes or no", z.strictObject({ keep: z.boolean() })],
    ["an open object", z.object({ a: z.string().max(9) }).loose()],
    ["anything", z.strictObject({ a: z.unknown() })],
    ["a list without end", z.strictObject({ a: z.array(z.string().max(9)) })],
    ["a text without end", z.strictObject({ a: z.string() })],
  ])("a place for one would be found: %s", (_what, $planted) => {
    expect(findRoom(z.toJSONSchema($planted), "answer")).not.toEqual([]);
  });

  const drafted = {
    cell: "F1/late",
    guideWord: "late",
    condition: "normal",
    step: "",
    quotes: [],
    citations: [],
    title: "Late",
    hazard: "It comes late.",
    effect: "Nobody acts.",
    harm: "Delay.",
    exposed: "",
    causes: [{ text: "It waits.", kind: "software" }],
    controls: [],
    assumptions: [],
  };
  const control = { text: "Ask.", type: "test", owner: "maker", worksIf: "So.", stated: null };

  test.each<[string, Record<string, unknown>]>([
    ["a score beside the fields", { severity: "catastrophic" }],
    ["a score in a cause", { causes: [{ text: "It waits.", kind: "software", likelihood: 3 }] }],
    ["no cause", { causes: [] }],
    ["six causes", { causes: Array(6).fill({ text: "It waits.", kind: "data" }) }],
    ["a guide word of its own", { guideWord: "bad" }],
    ["a control that acts on nothing", { controls: [{ ...control, actsOn: [] }] }],
    ["a hazard of a thousand letters", { hazard: "x".repeat(1_000) }],
    ["an empty hazard", { hazard: "  " }],
  ])("a candidate is refused with %s", (_what, changes) => {
    expect($DraftedCandidate.safeParse(drafted).success).toBe(true);
    expect($DraftedCandidate.safeParse({ ...drafted, ...changes }).success).toBe(false);
  });

  test("thousands of items are refused", () => {
    const many = <T>(item: T): T[] => Array<T>(5_000).fill(item);
    expect(
      draftingAnswers["drafted-candidates"].safeParse({ candidates: many(drafted) }).success,
    ).toBe(false);
    expect(draftingAnswers["candidate-order"].safeParse({ order: many(1) }).success).toBe(false);
  });
});
