import { describe, expect, test } from "vitest";
import { presentAudit } from "../../../src/web/presenters/audit.ts";

const head = { sequence: 12, hash: "ab".repeat(32) };

describe("the result of verifying", () => {
  test("a chain that holds says so with its length", () => {
    const page = presentAudit({ events: 12, head, breaches: [], journal: [], record: [] });
    expect(page).toMatchObject({ holds: true, head });
    expect(page.sentence).toMatch(/holds: 12 events/u);
  });

  test("an empty record claims nothing", () => {
    const page = presentAudit({ events: 0, head, breaches: [], journal: [], record: [] });
    expect(page.sentence).toMatch(/nothing to verify/iu);
    expect(page.head).toBeNull();
  });

  test("a breach, a journal that differs and a changed record are all faults", () => {
    const breaches = [{ sequence: 3, what: "its text is not the text that was hashed" }];
    const record = ["S-1 does not say what was recorded: its text was changed."];
    const journal = ["event 13 is missing"];
    const page = presentAudit({ events: 12, head, breaches, journal, record });
    expect(page.holds).toBe(false);
    expect(page.record).toEqual(record);
    expect(page.sentence).toMatch(/does not hold: 3 faults/u);
    expect(page.breaches).toEqual(["Event 3: its text is not the text that was hashed."]);
  });
});
