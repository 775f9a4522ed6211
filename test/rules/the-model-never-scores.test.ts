/** DESIGN §1, rule 1: no model output reaches a severity, likelihood, risk level, acceptability or status. */
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { $Candidate, type Candidate } from "../../src/domain/candidate/candidate.ts";
import { seenOf } from "../support/hazards.ts";
import { makeCandidate, makeDraft, makeDrafter } from "../support/make-draft.ts";
import { addProduct, makeQueue, namePerson } from "../support/make-queue.ts";
import { onEachEngine, useRecord, type Desk } from "../support/record.ts";

type Spoil = (candidate: Candidate) => unknown;

const intoFirst = ([first, ...rest]: readonly object[], extra: object): unknown[] => [
  { ...first, ...extra },
  ...rest,
];

/** Where a model may put a score, and the place that the reason must name. */
const scored: readonly (readonly [string, string, Spoil])[] = [
  ["a severity", "severity", (c) => ({ ...c, severity: "Catastrophic" })],
  ["a likelihood", "likelihood", (c) => ({ ...c, likelihood: "Very high" })],
  ["a score", "score", (c) => ({ ...c, score: 5 })],
  ["a risk level", "level", (c) => ({ ...c, level: 5 })],
  ["an acceptability", "acceptable", (c) => ({ ...c, acceptable: true })],
  ["a status", "status", (c) => ({ ...c, status: "closed" })],
  [
    "an initial risk",
    "initial",
    (c) => ({ ...c, initial: { severity: "Major", likelihood: "Low" } }),
  ],
  ["a confidence", "confidence", (c) => ({ ...c, confidence: 0.93 })],
  [
    "a severity in a cause",
    "causes.0",
    (c) => ({ ...c, causes: intoFirst(c.causes, { severity: "Major" }) }),
  ],
  [
    "a likelihood in a cause",
    "causes.0",
    (c) => ({ ...c, causes: intoFirst(c.causes, { likelihood: "Low" }) }),
  ],
  [
    "a status in a control",
    "controls.0",
    (c) => ({ ...c, controls: intoFirst(c.controls, { status: "existing" }) }),
  ],
  [
    "a residual risk in a control",
    "controls.0",
    (c) => ({ ...c, controls: intoFirst(c.controls, { residual: 1 }) }),
  ],
  [
    "a control that it calls existing",
    "controls.0.basis",
    (c) => ({ ...c, controls: intoFirst(c.controls, { basis: "existing" }) }),
  ],
  ["a score in the evidence", "evidence", (c) => ({ ...c, evidence: { ...c.evidence, score: 5 } })],
  [
    "a score in a quotation",
    "evidence.product.0",
    (c) => ({
      ...c,
      evidence: { ...c.evidence, product: intoFirst(c.evidence.product, { score: 5 }) },
    }),
  ],
  ["a score beside its name", "drafter", (c) => ({ ...c, drafter: { ...c.drafter, score: 5 } })],
];

describe("a candidate", () => {
  test("has no place, at any depth, for what only a person decides", () => {
    const keys: string[] = [];
    const walk = (schema: unknown): void => {
      if (typeof schema !== "object" || schema === null) return;
      if ("properties" in schema) keys.push(...Object.keys(schema.properties as object));
      for (const inner of Object.values(schema)) walk(inner);
    };
    const schema = z.toJSONSchema($Candidate, { io: "input" });
    walk(schema);
    expect(keys).toContain("worksIf");
    expect(keys).toContain("nearness");
    expect(
      keys.filter((key) =>
        /sever|likel|risk|score|level|accept|status|state|confid|probab|rating|scheme|matrix|baseline/i.test(
          key,
        ),
      ),
    ).toEqual([]);
    expect(JSON.stringify(schema)).not.toContain('"additionalProperties":{}');
  });
});

onEachEngine("the model never scores", (engine) => {
  const record = useRecord({ engine });

  const scoresOf = async (desk: Pick<Desk, "count">) => desk.count("risk_score");

  test("a draft that scores, wherever it does, is refused and kept with the reason", async () => {
    const drafter = makeDrafter((input) => [
      makeDraft(makeCandidate(input), "good", 2),
      ...scored.map(([name, , spoil], i) =>
        makeDraft(
          spoil(makeCandidate(input, { hazard: `Spoilt ${"x".repeat(i + 2)} ${name}.` })),
          name,
        ),
      ),
    ]);
    const desk = await record().desk({ drafter });
    const product = await addProduct(desk);
    const result = await desk.call("run.identify", { product: product.id });

    expect(result.candidates.map(({ title }) => title)).toEqual([
      "Note of one visit shown for another",
    ]);
    expect(result.refused).toBe(scored.length);
    const [row] = await record().sql<{ output: string }>(
      "select output from run_step where run_id = $1 and step = 'check'",
      [result.run.id],
    );
    const kept = JSON.parse(row?.output ?? "null") as {
      refused: { origin: { entry: string }; content: unknown; issues: string[] }[];
    };
    expect(kept.refused.map(({ origin }) => origin.entry)).toEqual(scored.map(([name]) => name));
    for (const [i, [, place]] of scored.entries()) {
      const refused = kept.refused[i];
      expect(refused?.issues.join("\n")).toContain(place);
      expect(JSON.stringify(refused?.content)).toContain("Spoilt");
    }
    expect(await desk.call("queue.list", {})).toHaveLength(1);
  });

  test("a draft that scores in its prose is refused and kept with the words that do", async () => {
    const drafter = makeDrafter((input) => [
      makeDraft(makeCandidate(input), "good", 2),
      makeDraft(
        makeCandidate(input, {
          title: "Severity: Catastrophic",
          effect: "Likelihood: Very high. Risk rating 5.",
          harm: "Severity Major, likelihood High, unacceptable, status closed.",
        }),
        "prose",
      ),
    ]);
    const desk = await record().desk({ drafter });
    const product = await addProduct(desk);
    const result = await desk.call("run.identify", { product: product.id });

    expect(result).toMatchObject({ refused: 1 });
    expect(result.candidates).toHaveLength(1);
    const [row] = await record().sql<{ output: string }>(
      "select output from run_step where run_id = $1 and step = 'check'",
      [result.run.id],
    );
    for (const words of ["Severity: Catastrophic", "Likelihood: Very high", "Severity Major"]) {
      expect(row?.output).toContain(`states a level, which only a person may: “${words}`);
    }
  });

  test("nothing is scored after a run, an acceptance and a rejection; the log has open, unscored hazards", async () => {
    const drafter = makeDrafter((input) => [
      makeDraft(makeCandidate(input), "one", 2),
      makeDraft(makeCandidate(input, { hazard: "An unlike event meets other people." }), "other"),
    ]);
    const desk = await record().desk({ drafter });
    const { first, second, product } = await makeQueue(desk);
    const accepted = { suggestion: first.id, seen: first.hash, causes: [1, 2], controls: [1, 2] };
    await desk.call("queue.accept", accepted);
    await desk.call("queue.reject", {
      suggestion: second.id,
      seen: second.hash,
      reason: "too-vague",
    });
    await desk.call("run.identify", { product: product.id });
    const { hazards } = await desk.call("log.show", { product: product.id });
    expect(hazards).toMatchObject([{ status: "open", initial: null, residual: null }]);
    expect(hazards[0]?.controls.map(({ state }) => state)).toEqual(["proposed", "proposed"]);
    const { text } = await desk.call("log.export", { product: product.id, format: "json" });
    expect(JSON.parse(text)).toMatchObject({ hazards: [{ initial: null, residual: null }] });
    expect(await scoresOf(desk)).toBe(0);
    for (const table of ["risk_scheme_version", "scheme_declaration", "baseline"] as const) {
      expect([table, await desk.count(table)]).toEqual([table, 0]);
    }
  });

  test("a person's score, and nothing else, writes one, under that person's account", async () => {
    const desk = await record().desk();
    const { first, product } = await makeQueue(desk);
    const hazard = await desk.call("queue.accept", {
      suggestion: first.id,
      seen: first.hash,
      causes: [1],
    });
    expect(await scoresOf(desk)).toBe(0);
    const words = { severity: "major", likelihood: "low" };
    await desk.call("hazard.score", { ...seenOf(hazard), ...words });
    const account = await desk.call("account.show", {});
    const rows = await record().sql(
      "select account_id, severity from risk_score where organisation_id = $1",
      [desk.organisation],
    );
    expect(rows).toEqual([{ account_id: account?.id, severity: "Major" }]);
    await desk.call("run.identify", { product: product.id });
    expect(await scoresOf(desk)).toBe(1);
  });

  test.each([
    ["without an account", () => null, /account_id.*not-null/],
    ["of an account that is not there", () => record().ids.next(), /foreign key/],
    [
      "of another organisation's account",
      async () => (await namePerson(await record().desk())).id,
      /foreign key/,
    ],
  ])("the database refuses a score %s", async (_what, accountOf, why) => {
    const desk = await record().desk();
    const { first } = await makeQueue(desk);
    const hazard = await desk.call("queue.accept", {
      suggestion: first.id,
      seen: first.hash,
      causes: [1],
    });
    const insert = async () =>
      record().sql(
        `insert into risk_score (organisation_id, id, hazard_id, stage, severity, likelihood, level, scheme, account_id, at, hazard_seen, product_version)
         values ($1, $2, $3, 'initial', 'Minor', 'Low', 1, 'ig-example 1', $4, $5, $6, 1)`,
        [
          desk.organisation,
          record().ids.next(),
          hazard.id,
          await accountOf(),
          record().clock.now(),
          hazard.hash,
        ],
      );
    await expect(insert()).rejects.toThrow(why);
    expect(await scoresOf(desk)).toBe(0);
  });
});
