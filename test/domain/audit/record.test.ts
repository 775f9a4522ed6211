import { describe, expect, test } from "vitest";
import { tombstoneHash } from "../../../src/domain/audit/record-hash.ts";
import { compareRecord, type Kept } from "../../../src/domain/audit/record.ts";
import { makeBody } from "../../support/make-chain.ts";

const at = "2026-10-01T09:30:00.000Z";
const place = { place: "run_step.output", row: "r-1", was: "as-drafted", became: "blotted" };
const reason = "Somebody was named.";

const stepEvent = (sequence: number, attempt: number, action = "run.step") =>
  makeBody({
    sequence,
    action,
    subject: { kind: "run", id: "r-1", ref: "R-1" },
    details: { step: "draft", attempt, output: "as-drafted" },
  });
const step = (attempt: number, actual: string): Kept => ({
  kind: "step",
  id: `r-1 draft ${attempt}`,
  ref: `Attempt ${attempt}`,
  hash: "as-drafted",
  actual,
  where: "run_step.output r-1",
});
const blotEvent = (sequence: number) =>
  makeBody({
    sequence,
    at,
    action: "tombstone.add",
    details: { reason, places: [{ id: "t-1", ...place }] },
  });
const hash = tombstoneHash({ id: "t-1", ...place, reason, account: "a-1", at });
const tombstone: Kept = {
  kind: "tombstone",
  id: "t-1",
  ref: "Tombstone t-1",
  hash,
  actual: hash,
  where: null,
};

describe("a step that was worked twice, and a tombstone", () => {
  test("between the attempts is for the first alone", () => {
    const events = [stepEvent(1, 1, "run.fail"), blotEvent(2), stepEvent(3, 2)];
    const kept = [step(1, "blotted"), step(2, "as-drafted"), tombstone];
    expect(compareRecord(kept, events)).toEqual([]);
    expect(compareRecord([step(1, "as-drafted"), step(2, "blotted"), tombstone], events)).toEqual([
      "Attempt 1 says again what a tombstone took out of it.",
      "Attempt 2 does not say what was recorded: its text was changed.",
    ]);
  });

  test("after both is for both", () => {
    const events = [stepEvent(1, 1, "run.fail"), stepEvent(2, 2), blotEvent(3)];
    expect(compareRecord([step(1, "blotted"), step(2, "blotted"), tombstone], events)).toEqual([]);
    expect(compareRecord([step(1, "blotted"), step(2, "as-drafted"), tombstone], events)).toEqual([
      "Attempt 2 says again what a tombstone took out of it.",
    ]);
  });
});
