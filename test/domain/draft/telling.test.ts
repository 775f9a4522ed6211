import { describe, expect, test } from "vitest";
import type { BankEntry } from "../../../src/domain/bank/entry.ts";
import { createSpeaksOf } from "../../../src/domain/draft/spoken.ts";
import {
  offeredCauses,
  situationFor,
  tell,
  termsOf,
  type Terms,
} from "../../../src/domain/draft/telling.ts";
import { mentionedOnce, type ProfileFacet } from "../../../src/domain/profile/profile.ts";
import { loadVocabulary } from "../../../src/infra/files/vocabulary.ts";
import { makeBankEntry } from "../../support/make-bank.ts";
import { makeFacet, makeProfile } from "../profile/make-profile.ts";

const nothing: ReadonlySet<string> = new Set();
/** The terms of a product with some facets, where sentences speak of nothing but what is said here. */
const termsFor = (
  facets: readonly ProfileFacet[],
  speaks: Readonly<Record<string, readonly string[]>> = {},
): Terms =>
  termsOf({ ...makeProfile(), facets: [...facets] }, "", (sentence) =>
    Object.hasOwn(speaks, sentence) ? new Set(speaks[sentence]) : nothing,
  );

describe("the causes that are offered", () => {
  const cause = (id: string, ...when: string[]) => ({
    ...{ id, when, kind: "software" as const, text: `Mechanism ${id} of this entry.` },
  });
  const entry = makeBankEntry({
    causes: [
      cause("c1", "robot"),
      cause("c2"),
      cause("c3", "barcode"),
      cause("c4", "telephony"),
      cause("c5", "robot", "barcode"),
    ],
  });
  const offered = (...facets: ReturnType<typeof makeFacet>[]): string[] =>
    offeredCauses(entry, termsFor(facets)).map(({ id }) => id);

  test("are those bound to what the product has, then those of any product", () => {
    const has = [makeFacet("technology:robot"), makeFacet("technology:barcode")];
    expect(offered(...has)).toEqual(["c1", "c3", "c5", "c2"]);
    expect(offered()).toEqual(["c2"]);
  });

  test("and last those bound only to what a model added", () => {
    const robot = makeFacet("technology:robot", { addedBy: "model" });
    expect(offered(robot, makeFacet("technology:barcode"))).toEqual(["c3", "c5", "c2", "c1"]);
    expect(offered(robot)).toEqual(["c2", "c1", "c5"]);
  });
});

describe("the situation as it comes about in a product", () => {
  const entry = makeBankEntry({
    facets: { capabilities: ["task-list", "letter", "messaging", "alert"] },
    situation: "A change is not noticed by the next user.",
    variants: [
      { when: ["task-list"], situation: "A job made urgent keeps its old place in the list." },
      { when: ["letter", "messaging"], situation: "The amended letter looks like the first one." },
    ],
  });
  const told = (facets: [string, number][]): string =>
    situationFor(entry, termsFor(facets.map(([key, salience]) => makeFacet(key, { salience }))));

  test("is told by the variant of what the description speaks of most", () => {
    expect(
      told([
        ["capability:task-list", 0.8],
        ["capability:letter", 0.3],
      ]),
    ).toMatch(/^A job/u);
    expect(
      told([
        ["capability:task-list", 0.2],
        ["capability:messaging", 0.3],
      ]),
    ).toMatch(/^The amended/u);
    expect(
      told([
        ["capability:task-list", 0.4],
        ["capability:letter", 0.4],
      ]),
    ).toMatch(/^A job/u);
  });

  test("is the entry's own where the variant's capability is mentioned once, in passing", () => {
    expect(told([["capability:task-list", mentionedOnce]])).toBe(entry.situation);
    expect(told([["capability:task-list", mentionedOnce + 0.01]])).toMatch(/^A job/u);
  });

  test("is the entry's own where no variant meets, or another capability of it is spoken of more", () => {
    expect(told([["capability:triage", 1]])).toBe(entry.situation);
    expect(
      told([
        ["capability:alert", 0.5],
        ["capability:letter", 0.2],
      ]),
    ).toBe(entry.situation);
    expect(
      told([
        ["capability:alert", 0.2],
        ["capability:letter", 0.5],
      ]),
    ).toMatch(/^The amended/u);
  });
});

describe("a hazard is told of nothing that the product does not have", () => {
  const general = "A result is read too late.";
  const ofGp = "The GP reads the result too late.";
  const ofWard = "The ward reads the result too late.";
  const entry = makeBankEntry({
    situation: general,
    variants: [
      { when: ["result"], situation: ofGp },
      { when: ["result"], situation: ofWard },
    ],
  });
  const speaks = { [ofGp]: ["user:gp"], [ofWard]: ["setting:hospital-ward"] };
  const result = makeFacet("capability:result");
  const told = (from: BankEntry, extra: readonly string[], own = {}): string =>
    situationFor(
      from,
      termsFor([result, ...extra.map((key) => makeFacet(key))], { ...speaks, ...own }),
    );

  test.each([
    [[], general],
    [["user:gp"], ofGp],
    [["setting:hospital-ward"], ofWard],
    [["setting:care-home"], general],
    [["user:gp", "setting:hospital-ward"], ofGp],
  ])("by a variant where the product has what it speaks of: %j", (has, situation) => {
    expect(told(entry, has)).toBe(situation);
  });

  test("by the variant that shares most with it", () => {
    const both = { [ofWard]: ["setting:hospital-ward", "user:nurse"] };
    const has = ["user:gp", "setting:hospital-ward", "user:nurse"];
    expect(told(entry, has, both)).toBe(ofWard);
  });

  test("but for what its own sentence speaks of as well", () => {
    expect(told(entry, [], { [general]: ["user:gp"] })).toBe(ofGp);
  });

  test("and where all of it speaks of that, says of what", () => {
    const [effect, other] = ["The GP acts too late.", "The patient waits."];
    const spoken = {
      [entry.name]: ["population:children"],
      [effect]: ["user:gp"],
      "The baby is harmed.": ["population:children"],
    };
    const told = tell(
      { ...entry, variants: [], effects: [effect, other], harms: ["The baby is harmed."] },
      termsFor([result], spoken),
    );
    expect(told.situation).toBe(general);
    expect(told.effects).toEqual([other]);
    expect(told.harms).toEqual(["The baby is harmed."]);
    expect(told.strange).toEqual(["population:children"]);
  });

  test("and causes that speak of it come last", () => {
    const cause = (id: string, text: string) => ({
      ...{ id, text, kind: "human" as const, when: [] },
    });
    const caused = makeBankEntry({
      causes: [cause("c1", "The GP is away."), cause("c2", "It is not shown.")],
    });
    const idsFor = (...has: string[]): string[] =>
      offeredCauses(
        caused,
        termsFor(
          has.map((key) => makeFacet(key)),
          { "The GP is away.": ["user:gp"] },
        ),
      ).map(({ id }) => id);
    expect(idsFor()).toEqual(["c2", "c1"]);
    expect(idsFor("user:gp")).toEqual(["c1", "c2"]);
    const alone = makeBankEntry({ causes: ["c1", "c2"].map((id) => cause(id, "The GP is away.")) });
    const terms = termsFor([], { "The GP is away.": ["user:gp"] });
    expect(offeredCauses(alone, terms).map(({ id }) => id)).toEqual(["c1", "c2"]);
  });
});

describe("a variant and its causes", () => {
  const cause = (id: string, text: string) => ({
    ...{ id, text, kind: "human" as const, when: [] },
  });
  const general = "A note stands in the wrong record.";
  const ofTwins = "The note of one twin stands in the record of the other twin.";
  const ofFridge = "The fridge of one ward stands in the list of another.";
  const entry = makeBankEntry({
    situation: general,
    causes: [
      cause("c1", "Two windows show a note in the wrong record of patients."),
      cause(
        "c2",
        "The list shows one twin, and the other twin is meant, in the record of one note.",
      ),
    ],
    variants: [{ when: ["result"], situation: ofTwins }],
  });
  const termsIn = (...all: BankEntry[]): Terms => ({
    ...termsFor([makeFacet("capability:result")]),
    words: { rarity: () => 1, isRareThing: (stem) => all.length > 0 && stem === "twin" },
  });

  test("come in the order of what they share with the sentence that is told", () => {
    const terms = termsIn();
    expect(situationFor(entry, terms)).toBe(ofTwins);
    expect(offeredCauses(entry, terms).map(({ id }) => id)).toEqual(["c2", "c1"]);
    expect(offeredCauses(entry, terms, general).map(({ id }) => id)).toEqual(["c1", "c2"]);
  });

  test("go together: one that no cause brings about is not told", () => {
    const uncaused = { ...entry, variants: [{ when: ["result"], situation: ofFridge }] };
    expect(situationFor(uncaused, termsIn())).toBe(general);
  });

  test("say what they name that the description does not", () => {
    expect(tell(entry, termsIn()).foreign).toEqual([]);
    expect(tell(entry, termsIn(entry)).foreign).toEqual(["twin"]);
  });

  test("name no form of a verb", () => {
    const situation = "The weight is paused while the twin lies in bed.";
    const all = { rarity: () => 1, isRareThing: (stem: string) => ["paus", "bed"].includes(stem) };
    const told = tell({ ...entry, situation, variants: [] }, { ...termsIn(), words: all });
    expect(told.foreign).toEqual(["bed"]);
  });
});

describe("what a person struck or the description denies", () => {
  const struckLine =
    "\n\n## Corrections to what was read\n\n- Not so: patient app (capability:patient-app).\n";
  const text = `It lists results.${struckLine}`;
  const at = text.indexOf("patient app");
  const span = { start: at, end: at + 11, quote: "patient app" };
  const termsWith = (spans: ProfileFacet["spans"], speaks: readonly string[] = []): Terms =>
    termsOf(
      {
        ...makeProfile({ has: ["capability:result"] }),
        excluded: [makeFacet("capability:patient-app", { spans })],
      },
      text,
      (sentence) => new Set(speaks.includes(sentence) ? ["capability:patient-app"] : []),
    );
  const denied = [{ start: 0, end: 2, quote: "It" }];
  const entry = makeBankEntry({ facets: { capabilities: ["result", "patient-app"] } });

  test("is told apart", () => {
    expect([...termsWith([span]).struck]).toEqual(["capability:patient-app"]);
    expect([...termsWith(denied).struck]).toEqual([]);
  });

  test("is not told of, and what rests on it by half not where it was struck", () => {
    expect(tell(entry, termsWith(denied)).excluded).toBe(false);
    expect(tell(entry, termsWith([span])).excluded).toBe(true);
    expect(tell(entry, termsWith(denied, [entry.situation])).excluded).toBe(true);
    expect(tell(entry, termsWith(denied, [entry.name])).excluded).toBe(true);
  });

  test("is no cause", () => {
    const [cause] = entry.causes;
    const offered = offeredCauses(entry, termsWith(denied, [cause?.text ?? ""]));
    expect(offered.map(({ id }) => id)).toEqual(["c2"]);
  });
});

test("the words of the vocabulary keep a ward out of a practice, and a practice out of a ward", async () => {
  const speaksOf = createSpeaksOf(await loadVocabulary());
  const entry = makeBankEntry({
    facets: { capabilities: ["result"] },
    situation: "A result that needs action is not acted on.",
    variants: [
      { when: ["result"], situation: "A GP files an abnormal result without reading it." },
      { when: ["result"], situation: "A result of a patient on the ward is read a day late." },
    ],
  });
  const told = (setting: string, description: string): string =>
    situationFor(
      entry,
      termsOf(makeProfile({ has: ["capability:result", setting] }), description, speaksOf),
    );
  expect(told("setting:general-practice", "")).toMatch(/GP/u);
  expect(told("setting:hospital-ward", "")).toMatch(/ward/u);
  expect(told("setting:dental-practice", "")).toBe(entry.situation);
  expect(told("setting:dental-practice", "A copy goes to the GP.")).toMatch(/GP/u);
});
