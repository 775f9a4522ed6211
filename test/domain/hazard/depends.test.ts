import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createGoes, dependsOn, $Gone, type Gone } from "../../../src/domain/hazard/depends.ts";
import { sayGone, sayLosing } from "../../../src/domain/hazard/say-depends.ts";
import { arbitraryContent } from "./arbitrary-content.ts";
import { makeControl, makeHazard } from "./make-hazard.ts";

const asked = (gone: Partial<Gone>): Gone => $Gone.parse(gone);
const both = makeControl({
  number: 1,
  actsOn: [1, 2],
  owner: "third-party",
  text: "Speech service",
});
const second = makeControl({ number: 2, actsOn: [2], owner: "maker", type: "test", text: "Look" });
const lost = (gone: Partial<Gone>, controls = [both, second]) =>
  dependsOn([makeHazard({ controls })], asked(gone));

describe("what depends on a control", () => {
  test.each<[string, Partial<Gone>, number[]]>([
    ["a control by its words", { on: "speech" }, [1]],
    ["words in another order, case and dash", { on: "SERVICE speech" }, [1]],
    ["an owner", { owner: "third-party" }, [1]],
    ["a type that another cause keeps", { type: "test" }, []],
    ["an owner and a type together", { owner: "maker", type: "design" }, []],
    ["words that no control has", { on: "letter" }, []],
  ])("causes that lose their only one with %s", (_title, gone, causes) => {
    const { losing } = lost(gone);
    expect(losing.flatMap(({ bare }) => bare.map(({ number }) => number))).toEqual(causes);
  });

  test("a cause that loses all of several is bare too, and says which", () => {
    const twice = makeControl({ number: 3, actsOn: [1], owner: "third-party" });
    const { losing } = lost({ owner: "third-party" }, [both, second, twice]);
    expect(losing[0]?.bare).toMatchObject([{ number: 1, controls: [1, 3] }]);
    expect(losing[0]?.gone.map(({ number }) => number)).toEqual([1, 3]);
  });

  test("a cause that nothing acted on before loses nothing", () => {
    expect(lost({ on: "look" }, [second])).toMatchObject({
      losing: [{ bare: [{ number: 2 }], nothingLeft: true }],
    });
    expect(lost({ on: "look" }, [second]).losing[0]?.bare).toHaveLength(1);
  });

  test("a cause that keeps training alone is said apart from one that keeps nothing", () => {
    const training = makeControl({
      number: 4,
      type: "training",
      actsOn: [1, 2],
      owner: "deployer",
    });
    const { losing } = lost({ owner: "third-party" }, [both, training]);
    expect(losing).toMatchObject([{ bare: [], trained: [{ number: 1 }, { number: 2 }] }]);
    // Where training was all there was, something else than that was lost.
    expect(lost({ on: "speech" }, [{ ...both, type: "training" }, training]).losing).toEqual([]);
  });

  test("proposed controls count, or do not, as asked", () => {
    const controls = [both, { ...second, actsOn: [1, 2], state: "existing" as const }];
    expect(lost({ type: "test" }, controls).losing).toEqual([]);
    expect(lost({ type: "test", count: "existing" }, controls).losing).toMatchObject([
      { bare: [{ number: 1 }, { number: 2 }], nothingLeft: true },
    ]);
  });

  test("withdrawn hazards are left out; those that keep another control are named", () => {
    const hazards = [
      makeHazard({ ref: "H-1", controls: [both], status: "withdrawn" }),
      makeHazard({ ref: "H-2", controls: [both, { ...second, actsOn: [1, 2] }] }),
      makeHazard({ ref: "H-3", controls: [second] }),
    ];
    expect(dependsOn(hazards, asked({ on: "speech" }))).toEqual({ losing: [], kept: ["H-2"] });
  });

  test("what loses all comes first", () => {
    const hazards = [
      makeHazard({ ref: "H-1", controls: [both, second] }),
      makeHazard({ ref: "H-2", controls: [both] }),
    ];
    const { losing } = dependsOn(hazards, asked({ on: "speech" }));
    expect(losing.map(({ hazard, nothingLeft }) => [hazard.ref, nothingLeft])).toEqual([
      ["H-2", true],
      ["H-1", false],
    ]);
  });

  test("nothing asked is refused", () => {
    expect($Gone.safeParse({}).success).toBe(false);
    expect($Gone.safeParse({ count: "existing" }).success).toBe(false);
  });

  test("bare is exactly: something acted before, and all of it goes", () => {
    const gone = fc.constantFrom<Gone>(
      asked({ owner: "maker" }),
      asked({ type: "design" }),
      asked({ owner: "deployer", type: "training" }),
    );
    fc.assert(
      fc.property(arbitraryContent, gone, (content, what) => {
        const hazard = makeHazard({ ...content, status: "open" });
        const goes = createGoes(what);
        const expected = hazard.causes
          .filter(({ number }) => {
            const acting = hazard.controls.filter(({ actsOn }) => actsOn.includes(number));
            return acting.length > 0 && acting.every(goes);
          })
          .map(({ number }) => number);
        const { losing } = dependsOn([hazard], what);
        expect(losing.flatMap(({ bare }) => bare.map(({ number }) => number))).toEqual(expected);
      }),
    );
  });
});

test("it is said in words", () => {
  expect(sayGone(asked({ on: "speech", owner: "third-party", type: "business-process" }))).toBe(
    "every business process control of third-party suppliers with the words “speech” went",
  );
  expect(sayGone(asked({ owner: "maker", count: "existing" }))).toBe(
    "every confirmed control of the maker went",
  );
  const bare = [{ number: 2, text: "x", controls: [1, 3] }];
  const trained = [{ number: 1, text: "y", controls: [4] }];
  expect(sayLosing({ bare, trained }).map(({ said }) => said)).toEqual([
    "cause 1 would lose control 4, and have training alone",
    "cause 2 would lose controls 1 and 3, all that it has",
  ]);
});
