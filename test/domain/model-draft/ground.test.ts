import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { $Candidate, type Candidate } from "../../../src/domain/candidate/candidate.ts";
import { checkDrafts } from "../../../src/domain/candidate/check.ts";
import { groundCandidate, type GroundContext } from "../../../src/domain/model-draft/ground.ts";
import type { DraftedCandidate } from "../../../src/domain/prompt/answers/candidates.ts";
import { spanResolves } from "../../../src/domain/text/span.ts";
import { cellOf, description, makeContext, makeDrafted, profile, quote } from "./make-context.ts";

const none = { quotes: 0, citations: 0, mechanisms: 0 };

function ground(overrides: Partial<DraftedCandidate> = {}, context: Partial<GroundContext> = {}) {
  const draft = groundCandidate(makeDrafted(overrides), makeContext(context));
  return { ...draft, content: $Candidate.parse(draft.content) };
}
const controlOf = (
  stated: string | null,
  actsOn: number[] = [1],
  text = "The dish is greyed out.",
): DraftedCandidate["controls"][number] => ({
  text,
  type: "design",
  owner: "maker",
  actsOn,
  worksIf: "It cannot be ordered.",
  stated,
});

describe("a drafted candidate that holds", () => {
  test("becomes a draft in its own words", () => {
    const drafted = makeDrafted();
    const draft = ground();
    const { title, hazard, effect, harm, exposed, causes } = drafted;
    expect(draft).toEqual({
      origin: { cell: "F1/wrong", entry: "call-1#0" },
      relevance: { fit: 1, near: 0, general: false, aspects: ["wrong"] },
      sameRowAs: [],
      struck: none,
      content: {
        ...{ title, hazard, effect, harm, exposed, causes },
        controls: [],
        cell: "F1/wrong",
        function: "Take the order",
        lens: "function",
        condition: "normal",
        assumptions: [],
        untailored: false,
        evidence: { product: [quote("takes the order at the bedside")], bank: [] },
        drafter: { id: "model", version: "1" },
        clinicallyReviewed: "no",
      },
    });
  });

  test("has an origin of its own, by call and position", () => {
    expect(ground({}, { call: "c9", at: 4 }).origin.entry).toBe("c9#4");
  });
});

describe("its cell", () => {
  test.each<[string, Partial<DraftedCandidate>, string]>([
    ["is the one it names", { cell: "third-party", guideWord: "late" }, "third-party"],
    ["else one of its guide word", { cell: "F9/late", guideWord: "late" }, "F1/late"],
    [
      "else one of the lens it names",
      { cell: "life-cycle/x", guideWord: "early" },
      "life-cycle/upgrade",
    ],
    ["else the first", { cell: "any", guideWord: "early" }, "F1/wrong"],
    ["which was asked about", { cell: "F2/early", guideWord: "early" }, "F1/wrong"],
  ])("%s", (_which, overrides, key) => {
    const { content, origin } = ground(overrides);
    expect([content.cell, origin.cell, content.lens]).toEqual([key, key, cellOf(key).lens]);
  });

  test("gives the label of its functions, or none", () => {
    const cells = [cellOf("interaction/F1+F2"), cellOf("human-factors")];
    expect(ground({ cell: "interaction/F1+F2" }, { cells }).content.function).toBe(
      "Take the order + Print labels",
    );
    expect(ground({ cell: "human-factors" }, { cells }).content.function).toBe("");
  });

  test("must be one, where a call asked about any", () => {
    expect(() => ground({}, { cells: [] })).toThrow("expected a cell");
  });
});

describe("its quotations", () => {
  test("that stand nowhere are struck and counted; a place stands once", () => {
    const quotes = ["on a tablet", "on a telephone", "on a  tablet.", "hold a recorded allergen"];
    const draft = ground({ quotes });
    const places = ["on a tablet", "hold a recorded allergen"].map(quote);
    // “on a tablet.” is another place: it ends with the description's own full stop.
    expect(draft.content.evidence.product.map(({ start }) => start)).toEqual(
      expect.arrayContaining(places.map(({ start }) => start)),
    );
    expect(draft.struck).toEqual({ ...none, quotes: 1 });
    expect(draft.content.assumptions).toEqual([]);
  });

  test.each<[string, string, string[]]>([
    ["its function, where it has one", "F1/wrong", [profile.functions[0]?.span.quote ?? ""]],
    ["the intended use, where it has none", "third-party", [profile.intendedUse.quote]],
  ])("if none is left, are replaced by %s, and an assumption says so", (_what, cell, spans) => {
    const { content, struck } = ground({ cell, quotes: ["Not there.", "Nor there."] });
    expect(content.evidence.product.map((span) => span.quote)).toEqual(spans);
    expect(content.assumptions).toHaveLength(1);
    expect(content.assumptions[0]).toContain("stands in the description");
    expect(struck?.quotes).toBe(2);
  });

  test("if none is left beside six assumptions, leave a candidate that holds all seven", () => {
    const assumptions = Array.from({ length: 6 }, (_, i) => `Assumes that ${i} is; not stated.`);
    const { content } = ground({ quotes: [], assumptions });
    expect(content.assumptions).toHaveLength(6);
    for (const said of assumptions) expect(content.assumptions.join(" ")).toContain(said);
    expect(content.assumptions.at(-1)).toContain("No quotation");
    expect(
      checkDrafts([{ ...ground(), content }], { description, retrieved: new Set() }).refused,
    ).toEqual([]);
  });
});

describe("its citations", () => {
  test("that were not offered are struck and counted, doubled ones stand once", () => {
    const citations = ["far-off", "made-up", "stopped-medicine", "far-off", "made-up"];
    const draft = ground({ citations });
    expect(draft.content.evidence.bank).toEqual([
      { id: "far-off", version: 1, nearness: "loose" },
      { id: "stopped-medicine", version: 3, nearness: "related" },
    ]);
    expect(draft.struck).toEqual({ ...none, citations: 1 });
  });

  test.each<[string, string[], number]>([
    ["none", [], 0],
    ["the best of them", ["far-off", "stopped-medicine"], 0.5],
    ["at least −1", ["far-off"], -1],
    ["none that was not offered", ["made-up"], 0],
  ])("say how near it is: %s", (_what, citations, near) => {
    expect(ground({ citations }).relevance.near).toBeCloseTo(near);
  });

  test.each([
    ["at most 2", { close: 0.41, related: 0.4 }, 2],
    ["2 where the bounds are one", { close: 0.4, related: 0.4 }, 2],
    ["0 where it stands on them", { close: 0.5, related: 0.5 }, 0],
  ])("say how near it is: %s", (_what, bounds, near) => {
    expect(ground({ citations: ["stopped-medicine"] }, { bounds }).relevance.near).toBe(near);
  });

  test("keep what is told in a prior hazard's own words untailored", () => {
    const entry = makeContext().entries.get("stopped-medicine");
    const words = {
      citations: ["stopped-medicine"],
      hazard: entry?.situation ?? "",
      effect: entry?.effects.join(" ") ?? "",
      causes: entry?.causes.map(({ text, kind }) => ({ text, kind })) ?? [],
    };
    expect(ground(words).content.untailored).toBe(true);
    expect(ground({ ...words, citations: [] }).content.untailored).toBe(false);
    expect(ground({ citations: ["stopped-medicine"] }).content.untailored).toBe(false);
    expect(ground(words, { entries: new Map() }).content.untailored).toBe(false);
  });

  test.each<[string, string, string[], boolean]>([
    ["third-party without any", "third-party", [], true],
    ["life-cycle without any", "life-cycle/upgrade", [], true],
    ["third-party with one", "third-party", ["far-off"], false],
    ["third-party with one that was not offered", "third-party", ["made-up"], true],
    ["a function without any", "F1/wrong", [], false],
  ])("make it general or not: %s", (_what, cell, citations, general) => {
    expect(ground({ cell, citations }).relevance.general).toBe(general);
  });
});

describe("its controls", () => {
  test("are stated where the description says so", () => {
    const words = "Dishes that hold a recorded allergen are greyed out";
    expect(ground({ controls: [controlOf(words)] }).content.controls).toMatchObject([
      { basis: "stated", span: quote(words), actsOn: [1] },
    ]);
  });

  const basisOf = (told: string, text: string, words = told): string | undefined => {
    const context = { description: `${description}\n\n${told}` };
    return ground({ controls: [controlOf(words, [1], text)] }, context).content.controls[0]?.basis;
  };

  test.each([
    ["The clinician is alerted to every recorded allergy.", "It alerts clinicians to allergies."],
    [
      "A clinician approves each note before it is filed.",
      "Notes are not filed until the clinician has approved them.",
    ],
    [
      "No letter is sent without a clinician's approval.",
      "No letter is sent without approval by a clinician.",
    ],
    ["Audit log of every change.", "An audit log records who changed what."],
    ["Clinicians are alerted to allergies.", "Not only nurses but clinicians see allergy alerts."],
  ])("are stated: “%s” by “%s”", (text, told) => {
    expect(basisOf(told, text)).toBe("stated");
  });

  const alerts = "The product alerts the clinician to every allergy.";
  const checks = "The product checks doses automatically.";
  const calculates = "The product calculates doses.";
  test.each<[string, string, string, string?]>([
    ["is not about it", alerts, "Larder is a product for wards.", "is"],
    ["is too short to say it", "It checks doses.", "It checks doses.", "checks doses"],
    ["says another thing", alerts, "It shows the clinician a list of dishes."],
    [
      "shares the product with it",
      "The product shows the clinician a warning.",
      "The product shows the clinician a list of dishes.",
    ],
    [
      "shares its denial with it",
      "A clinician never files a note late.",
      "A clinician never files a tray.",
    ],
    [
      "says a small part of it",
      "The product shows the clinician each allergy beside the dish while ordering, with its date, source and author.",
      "It shows the clinician a list of dishes.",
    ],
    ["shares less than it says", alerts, "The clinician has a product catalogue."],
    [
      "stands after a denial",
      alerts,
      "It never alerts a clinician to allergies.",
      "alerts a clinician to allergies",
    ],
    ["holds the denial", alerts, "It does not alert the clinician to allergies."],
    [
      "holds a denial under a condition",
      alerts,
      "It does not alert the clinician to an allergy before an order.",
    ],
    ["holds it at its end", checks, "Automatic checks of doses by the product are not provided."],
    [
      "stands before a denial",
      checks,
      "Automatic checks of doses by the product are not provided.",
      "Automatic checks of doses by the product",
    ],
    [
      "stands before what says: later",
      checks,
      "Automatic checks of product doses will come in a later release.",
      "Automatic checks of product doses",
    ],
    ["is denied in the middle", calculates, "Doses are never calculated by the product."],
    [
      "denies what is contrasted",
      alerts,
      "It alerts a product manager, not the clinician to an allergy.",
    ],
    [
      "stands in what is out of scope",
      checks,
      "## Out of scope\n\n- automatic checks of product doses",
      "automatic checks of product doses",
    ],
    [
      "begins with the mark of it",
      checks,
      "Not included: automatic checks of product doses",
      "Not included: automatic checks of product doses",
    ],
    [
      "runs into a sentence that is denied",
      checks,
      "It checks doses automatically. Alerts to the user are not provided.",
      "It checks doses automatically. Alerts to the user",
    ],
  ])("are proposed where the quotation %s", (_what, text, told, words) => {
    expect(basisOf(told, text, words)).toBe("proposed");
  });

  test.each([
    ["says nothing of it", "A pharmacist checks each tray"],
    ["denies it", "plan tube feeding"],
  ])("are proposed, and counted, where it %s", (_what, stated) => {
    const draft = ground({ controls: [controlOf(stated), controlOf(null)] });
    expect(draft.content.controls.map(({ basis, span }) => [basis, span])).toEqual([
      ["proposed", null],
      ["proposed", null],
    ]);
    expect(draft.struck).toEqual({ ...none, quotes: 1 });
  });

  test("act on causes that are there; one that acts on none is dropped and counted", () => {
    const draft = ground({ controls: [controlOf(null, [2, 5, 2]), controlOf(null, [3])] });
    expect(draft.content.controls.map(({ actsOn }) => actsOn)).toEqual([[2]]);
    expect(draft.struck).toEqual({ ...none, mechanisms: 1 });
  });
});

test("prose is not cut: what is too long is refused with its reason", () => {
  const hazard = "word ".repeat(26).trim();
  const draft = groundCandidate(makeDrafted({ hazard }), makeContext());
  const { checked, refused } = checkDrafts([draft], { description, retrieved: new Set() });
  expect(checked).toEqual([]);
  expect(refused[0]?.issues).toEqual(["hazard: expected one sentence of at most 25 words"]);
  expect((refused[0]?.content as Candidate).hazard).toBe(hazard);
});

test("whatever is drafted, each span resolves and each citation was offered", () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 30 }),
    fc
      .nat(description.length)
      .chain((start) => fc.nat(60).map((length) => description.slice(start, start + length))),
  );
  const drafted = fc.record({
    quotes: fc.array(piece, { maxLength: 5 }),
    citations: fc.array(fc.constantFrom("far-off", "stopped-medicine", "x", "__proto__"), {
      maxLength: 8,
    }),
    controls: fc.array(
      fc
        .tuple(fc.option(piece), fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1 }))
        .map(([stated, actsOn]) => controlOf(stated, actsOn)),
      { maxLength: 4 },
    ),
  });
  const context = makeContext();
  const retrieved = new Set([...context.offered].map(([id, { version }]) => `${id}@${version}`));
  fc.assert(
    fc.property(drafted, (overrides) => {
      const draft = groundCandidate(makeDrafted(overrides), context);
      const { checked } = checkDrafts([draft], { description, retrieved });
      expect(checked).toHaveLength(1);
      for (const span of checked[0]?.content.evidence.product ?? []) {
        expect(spanResolves(description, span)).toBe(true);
      }
    }),
  );
});
