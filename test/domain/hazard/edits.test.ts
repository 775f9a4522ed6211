import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diff } from "../../../src/domain/diff/diff.ts";
import { removeFromSuggestion } from "../../../src/domain/hazard/changes.ts";
import {
  $HazardContent,
  hazardHash,
  type HazardContent,
} from "../../../src/domain/hazard/content.ts";
import { $HazardEdits, editHazard, isRefused } from "../../../src/domain/hazard/edits.ts";
import { rescoreReasons } from "../../../src/domain/hazard/rescore.ts";
import { arbitraryContent, arbitraryEdits } from "./arbitrary-content.ts";

describe("an edited hazard", () => {
  const made = arbitraryContent.chain((before) =>
    arbitraryEdits(before).map((edits) => ({ before, after: editHazard(before, edits) })),
  );

  test("keeps a cause, and every control acts on a cause that is there", () => {
    let held = 0;
    fc.assert(
      fc.property(made, ({ after }) => {
        if (isRefused(after)) return;
        held += 1;
        expect($HazardContent.parse(after)).toEqual(after);
        const causes = after.causes.map(({ number }) => number);
        expect(causes.length).toBeGreaterThan(0);
        for (const { actsOn } of after.controls) {
          expect(actsOn.length).toBeGreaterThan(0);
          expect(causes).toEqual(expect.arrayContaining(actsOn));
        }
      }),
      { numRuns: 1000 },
    );
    expect(held).toBeGreaterThan(100);
  });

  test("gives no number again, and puts what is new after what was", () => {
    fc.assert(
      fc.property(made, ({ before, after }) => {
        if (isRefused(after)) return;
        for (const list of ["causes", "controls"] as const) {
          const had = before[list].map(({ number }) => number);
          const has = after[list].map(({ number }) => number);
          expect(has).toEqual([...new Set(has)].sort((a, b) => a - b));
          const fresh = has.filter((number) => !had.includes(number));
          for (const number of fresh) expect(number).toBeGreaterThan(before.taken[list]);
          expect(after.taken[list]).toBeGreaterThanOrEqual(before.taken[list]);
          expect(after.taken[list]).toBeGreaterThanOrEqual(Math.max(0, ...has));
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("has another hash exactly when its content changed", () => {
    fc.assert(
      fc.property(made, ({ before, after }) => {
        if (isRefused(after)) return;
        expect(hazardHash(after) === hazardHash(before)).toBe(diff(before, after).length === 0);
      }),
    );
  });

  test("loses status, actions and confirmation by no edit but of a control's own words", () => {
    fc.assert(
      fc.property(made, ({ before, after }) => {
        if (isRefused(after)) return;
        expect([after.status, after.actions, after.version]).toEqual([
          before.status,
          before.actions,
          before.version,
        ]);
        for (const control of after.controls) {
          const was = before.controls.find(({ number }) => number === control.number);
          const same = was?.text === control.text && was.type === control.type;
          expect(control.state).toBe(same ? was.state : "proposed");
        }
      }),
    );
  });
});

test("what came from a suggestion goes out again, and nothing else", () => {
  fc.assert(
    fc.property(arbitraryContent, (content) => {
      const suggestion = content.causes[0]?.from?.suggestion ?? "none";
      const left = removeFromSuggestion(content, suggestion);
      if (isRefused(left)) return;
      const other = ({ from }: { from: { suggestion: string } | null }) =>
        from?.suggestion !== suggestion;
      expect(left.causes).toEqual(content.causes.filter(other));
      expect(left.controls.map(({ text }) => text)).toEqual(
        content.controls.filter(other).map(({ text }) => text),
      );
      expect(left.taken).toEqual(content.taken);
    }),
  );
});

describe("evidence of a control", () => {
  const control = {
    number: 1,
    text: "Look twice",
    type: "test",
    owner: "maker",
    worksIf: "",
    basis: "proposed",
    state: "existing",
    actsOn: [1],
    from: null,
  } as const;
  const before: HazardContent = {
    version: 1,
    name: "N",
    hazard: "H",
    effect: "E",
    harm: "A",
    exposed: "",
    condition: "normal",
    status: "open",
    actions: [],
    causes: [{ number: 1, text: "C", kind: "human", from: null }],
    controls: [
      { ...control, actsOn: [1] },
      { ...control, number: 2, owner: "deployer", actsOn: [1] },
    ],
    taken: { causes: 1, controls: 2, actions: 0 },
  };
  const edit = (content: HazardContent, controls: object[]) =>
    editHazard(content, $HazardEdits.parse({ controls }));
  const required = (made: ReturnType<typeof edit>): HazardContent => {
    if (isRefused(made)) throw new Error(made.refused);
    return made;
  };

  test("is kept in two fields, changes neither words nor confirmation, and marks no score", () => {
    const made = required(edit(before, [{ number: 1, evidence: { implemented: "Ticket 118" } }]));
    expect(made.controls[0]).toEqual({
      ...before.controls[0],
      evidence: { implemented: "Ticket 118" },
    });
    const both = required(edit(made, [{ number: 1, evidence: { works: "Test 7 passes" } }]));
    expect(both.controls[0]?.evidence).toEqual({
      implemented: "Ticket 118",
      works: "Test 7 passes",
    });
    const scored = (content: HazardContent) => ({ content, productVersion: 1, scheme: "s 1" });
    for (const stage of ["initial", "residual"] as const) {
      expect(rescoreReasons(stage, scored(before), scored(both))).toEqual([]);
    }
  });

  test("that is taken out leaves the content, and its hash, as it was before", () => {
    const made = required(edit(before, [{ number: 1, evidence: { works: "Test 7" } }]));
    expect(hazardHash(made)).not.toBe(hazardHash(before));
    const out = required(edit(made, [{ number: 1, evidence: { works: " " } }]));
    expect(out).toEqual(before);
    expect(hazardHash(out)).toBe(hazardHash(before));
  });

  test("is refused for a measure that is not the maker's, and is not lost when one is handed over", () => {
    expect(edit(before, [{ number: 2, evidence: { works: "Test 7" } }])).toEqual({
      refused: expect.stringMatching(/^Control 2 is not the maker's/u) as string,
    });
    const made = required(edit(before, [{ number: 1, evidence: { works: "Test 7" } }]));
    const over = required(edit(made, [{ number: 1, owner: "deployer" }]));
    expect(over.controls[0]?.evidence).toEqual({ works: "Test 7" });
  });
});
