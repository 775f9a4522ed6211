import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  $Candidate,
  contentHash,
  situationKey,
  type Candidate,
} from "../../../src/domain/candidate/candidate.ts";
import { makeCandidate as makeCandidateOf } from "../../support/make-draft.ts";
import { makeProfile } from "../profile/make-profile.ts";

const makeCandidate = (overrides: Partial<Candidate> = {}): Candidate =>
  makeCandidateOf({ profile: makeProfile() }, overrides);
const words = (count: number): string => Array.from({ length: count }, (_, i) => `w${i}`).join(" ");

const span = { start: 0, end: 6, quote: "Velmar" };
const full = makeCandidate({
  exposed: "older people",
  assumptions: ["Assumes write-back; not stated."],
  evidence: { product: [span], bank: [{ id: "rx-dose", version: 2, nearness: "close" }] },
});

/** Words that no field of a draft may have: those are for people (DESIGN §1, rule 1). */
const forPeople = /severity|likelihood|risk|score|accept|status|confidence|probab/iu;

/** Every key of a JSON Schema's properties, wherever it stands. */
function propertyNames(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === "properties" && typeof value === "object" && value !== null
      ? [...Object.keys(value as object), ...Object.values(value as object).flatMap(propertyNames)]
      : propertyNames(value),
  );
}

/** Every object schema of a JSON Schema. */
function objectSchemas(schema: unknown): Record<string, unknown>[] {
  if (typeof schema !== "object" || schema === null) return [];
  const own = schema as Record<string, unknown>;
  const inner = Object.values(own).flatMap(objectSchemas);
  return own["type"] === "object" ? [own, ...inner] : inner;
}

describe("the model never scores", () => {
  const schema = z.toJSONSchema($Candidate);

  test("a candidate's schema has no field for what people decide", () => {
    const names = propertyNames(schema);
    expect(names).toEqual(expect.arrayContaining(["hazard", "causes", "actsOn", "nearness"]));
    expect(names.filter((name) => forPeople.test(name))).toEqual([]);
  });

  test("the search for such fields finds one that is planted deep", () => {
    const planted = z.toJSONSchema(
      z.strictObject({
        ...$Candidate.shape,
        causes: z.array(z.strictObject({ initialRisk: z.int() })),
      }),
    );
    expect(propertyNames(planted).filter((name) => forPeople.test(name))).toEqual(["initialRisk"]);
  });

  test("and takes no field that it does not know, at any depth", () => {
    const objects = objectSchemas(schema);
    expect(objects.length).toBeGreaterThanOrEqual(7);
    for (const object of objects) expect(object["additionalProperties"]).toBe(false);
  });

  /** The content with a field more at each place where an object stands. */
  function withField(value: unknown, field: string): unknown[] {
    if (typeof value !== "object" || value === null) return [];
    const replaced = Object.entries(value).flatMap(([key, inner]) =>
      withField(inner, field).map((changed) =>
        Array.isArray(value)
          ? (value as unknown[]).with(Number(key), changed)
          : { ...value, [key]: changed },
      ),
    );
    return Array.isArray(value) ? replaced : [{ ...value, [field]: 3 }, ...replaced];
  }

  test.each(["severity", "likelihood", "risk", "score", "status", "confidence", "__proto_"])(
    "a draft with a field %s anywhere is refused",
    (field) => {
      expect($Candidate.safeParse(full).success).toBe(true);
      const altered = withField(full, field);
      // The draft, two causes, two controls, evidence, a span, a prior hazard and the drafter.
      expect(altered).toHaveLength(9);
      for (const draft of altered) {
        const parsed = $Candidate.safeParse(draft);
        expect(parsed.success).toBe(false);
        expect(parsed.error?.issues.map(({ code }) => code)).toEqual(["unrecognized_keys"]);
      }
    },
  );
});

describe("a candidate", () => {
  const [cause] = full.causes;
  const [control] = full.controls;
  if (cause === undefined || control === undefined) throw new Error("expected a cause and control");

  test.each<[string, object]>([
    ["25 words of hazard", { hazard: words(25) }],
    ["five causes", { causes: Array.from({ length: 5 }, () => cause) }],
    ["no control", { controls: [] }],
    ["nobody more exposed", { exposed: "" }],
    ["no prior hazard", { evidence: { product: [span], bank: [] } }],
    [
      "no words of the description that support it",
      { evidence: { product: [], bank: [{ id: "rx-dose", version: 2, nearness: "close" }] } },
    ],
    ["a stated control with its place", { controls: [{ ...control, basis: "stated", span }] }],
  ])("holds with %s", (_what, change) => {
    expect($Candidate.safeParse({ ...full, ...change }).success).toBe(true);
  });

  test.each<[string, object, string]>([
    ["26 words of hazard", { hazard: words(26) }, "hazard"],
    ["no hazard", { hazard: " " }, "hazard"],
    ["no title", { title: "" }, "title"],
    ["no harm", { harm: "" }, "harm"],
    ["no effect", { effect: "" }, "effect"],
    ["no cause", { causes: [] }, "causes"],
    ["six causes", { causes: Array.from({ length: 6 }, () => cause) }, "causes"],
    ["a cause of no known kind", { causes: [{ ...cause, kind: "luck" }] }, "causes.0.kind"],
    ["13 controls", { controls: Array.from({ length: 13 }, () => control) }, "controls"],
    [
      "a control that acts on nothing",
      { controls: [{ ...control, actsOn: [] }] },
      "controls.0.actsOn",
    ],
    [
      "a control that acts on cause 0",
      { controls: [{ ...control, actsOn: [0] }] },
      "controls.0.actsOn.0",
    ],
    ["a control of no known type", { controls: [{ ...control, type: "hope" }] }, "controls.0.type"],
    [
      "a control that exists already",
      { controls: [{ ...control, basis: "existing" }] },
      "controls.0.basis",
    ],
    ["nothing that it rests on", { evidence: { product: [], bank: [] } }, "evidence"],
    [
      "a nearness in figures",
      { evidence: { product: [span], bank: [{ id: "x", version: 1, nearness: 0.8 }] } },
      "evidence.bank.0.nearness",
    ],
    ["no lens that is known", { lens: "hunch" }, "lens"],
    ["no condition that is known", { condition: "odd" }, "condition"],
    ["seven assumptions", { assumptions: Array.from({ length: 7 }, () => "a") }, "assumptions"],
  ])("is refused with %s", (_what, change, field) => {
    const parsed = $Candidate.safeParse({ ...full, ...change });
    expect(parsed.error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
  });
});

describe("the hash of a candidate's content", () => {
  /** The content with one word, number, truth or item of a list changed, for each there is. */
  function changes(value: unknown): unknown[] {
    if (typeof value === "string") return [`${value}.`];
    if (typeof value === "number") return [value + 1];
    if (typeof value === "boolean") return [!value];
    if (value === null) return ["null"];
    if (Array.isArray(value)) {
      const list = value as unknown[];
      const inner = list.flatMap((item, i) =>
        changes(item).map((changed) => list.with(i, changed)),
      );
      return [[...list, "more"], ...(list.length > 0 ? [list.slice(1)] : []), ...inner];
    }
    return Object.entries(value as object).flatMap(([key, item]) =>
      changes(item).map((changed) => ({ ...(value as object), [key]: changed })),
    );
  }

  test("changes with any word, number or item of it", () => {
    const altered = changes(full);
    expect(altered.length).toBeGreaterThan(50);
    const hashes = altered.map((content) => contentHash(content as Candidate));
    expect(new Set([contentHash(full), ...hashes]).size).toBe(altered.length + 1);
  });

  test("changes with any other text in any of its sentences", () => {
    const field = fc.constantFrom(
      "title",
      "hazard",
      "effect",
      "harm",
      "exposed",
      "cell",
      "function",
    );
    fc.assert(
      fc.property(field, fc.string(), (name, text) => {
        fc.pre(full[name as "title"] !== text);
        expect(contentHash({ ...full, [name]: text })).not.toBe(contentHash(full));
      }),
    );
  });

  test("is 64 hexadecimal digits, and the same whatever the order of the fields", () => {
    expect(contentHash(full)).toMatch(/^[0-9a-f]{64}$/u);
    const other = Object.fromEntries(Object.entries(full).reverse()) as Candidate;
    expect(contentHash(other)).toBe(contentHash(full));
  });
});

describe("the same situation of two runs", () => {
  const drafted = { entry: "rx-dose" };
  const worded = { entry: "draft-function F1#0" };

  test("is that of the prior hazard it drafts, whatever its words and version", () => {
    expect(situationKey(full, drafted)).toBe("bank:rx-dose");
    const bank = [{ id: "rx-dose", version: 3, nearness: "loose" as const }];
    const reworded = { ...full, hazard: "Other.", evidence: { product: [span], bank } };
    expect(situationKey(reworded, drafted)).toBe(situationKey(full, drafted));
  });

  test("is that of its words where it only cites prior hazards: several may rest on one", () => {
    expect(situationKey(full, worded)).toMatch(/^words:/u);
    const other = situationKey({ ...full, hazard: "Other." }, worded);
    expect(other).not.toBe(situationKey(full, worded));
  });

  test("is that of the hazard's words without regard to case, where there is no prior hazard", () => {
    const keyOf = (hazard: string): string => situationKey(makeCandidate({ hazard }), worded);
    const alone = keyOf("A dose is doubled.");
    expect(alone).toMatch(/^words:[0-9a-f]{64}$/u);
    expect(keyOf("A DOSE is doubled.")).toBe(alone);
    expect(keyOf("A dose is lost.")).not.toBe(alone);
  });
});
