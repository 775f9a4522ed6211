import { describe, expect, test } from "vitest";
import { createSpeaksOf, heldBy } from "../../../src/domain/draft/spoken.ts";
import { loadVocabulary } from "../../../src/infra/files/vocabulary.ts";
import { makeProfile } from "../profile/make-profile.ts";

const speaksOf = createSpeaksOf(await loadVocabulary());

describe("what a sentence of a prior hazard speaks of", () => {
  test.each([
    ["A GP signs the letter unread.", "user:gp"],
    ["The midwife reads yesterday's value.", "user:midwife"],
    ["The pharmacy sends the old dose.", "user:pharmacist"],
    ["A patient on the ward is given it twice.", "setting:hospital-ward"],
    ["The practice files it as normal.", "setting:general-practice"],
    ["The laboratory prints one range for all.", "setting:laboratory"],
    ["A resident is given another's tablets.", "setting:care-home"],
    ["The child is given an adult's dose.", "population:children"],
    ["The mother is not told.", "population:pregnancy"],
    ["No nurse is told.", "user:nurse"],
    ["The barcode of another patient is scanned.", "technology:barcode"],
  ])("“%s” → %s", (sentence, key) => {
    expect([...speaksOf(sentence)]).toContain(key);
  });

  test("is neither patients, whom every product has, nor a stage", () => {
    const spoken = [...speaksOf("After an upgrade the app asks the patient, and patients answer.")];
    expect(spoken.filter((key) => /^phase:|^user:patient$/u.test(key))).toEqual([]);
  });

  test("is not general practice where only a custom is meant", () => {
    expect([...speaksOf("In practice nobody looks.")]).not.toContain("setting:general-practice");
  });
});

describe("what a product holds", () => {
  test("is what was read, and what goes without saying there", () => {
    const held = heldBy(makeProfile({ has: ["setting:maternity"] }), "");
    expect([...held]).toEqual(expect.arrayContaining(["setting:maternity", "user:midwife"]));
    expect([...held]).not.toContain("user:gp");
  });

  test("and whom its description names in plain words, unless it denies them", () => {
    const heldIn = (text: string): string[] => [...heldBy(makeProfile(), text)];
    expect(heldIn("A copy goes to the GP.")).toContain("user:gp");
    expect(heldIn("It is not for GPs.")).not.toContain("user:gp");
    expect(heldIn("## Corrections to what was read\n\n- Not so: GP (user:gp).\n")).toEqual([]);
  });

  test("never what it is said not to have", () => {
    const profile = makeProfile({
      has: ["setting:maternity"],
      hasNot: ["population:children", "user:gp"],
    });
    const held = [...heldBy(profile, "A copy goes to the GP.")];
    expect(held).not.toContain("population:children");
    expect(held).not.toContain("user:gp");
    expect(held).toContain("population:pregnancy");
  });
});
