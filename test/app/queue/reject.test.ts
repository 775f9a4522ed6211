import { describe, expect, test } from "vitest";
import { rejectCodes } from "../../../src/domain/suggestion/suggestion.ts";
import { exampleNhsNumber } from "../../support/make-description.ts";
import { makeQueue, namePerson, useQueue } from "../../support/make-queue.ts";
import { refusalIn, useRecord } from "../../support/record.ts";
import { opened } from "../../support/opened.ts";

const scope = "Outside the scope: prescribing.";

describe("queue.reject", () => {
  const record = useRecord({ engine: "PGlite" });

  test("rejects with each code, keeps reason and text, and says so in the audit", async () => {
    const desk = await record().desk();
    const { candidates, product } = await makeQueue(desk);
    for (const [i, reason] of rejectCodes.entries()) {
      const candidate = candidates[i];
      if (candidate === undefined) throw new Error("Expected a candidate for each code.");
      const { id, ref, hash } = candidate;
      const decision = await desk.call("queue.reject", {
        suggestion: id,
        seen: hash,
        reason,
        text: ` ${scope} `,
      });
      expect(decision).toMatchObject({
        suggestion: id,
        verb: "reject",
        seen: hash,
        by: { name: "Asha Kinloch", role: "cso" },
        reason,
        text: scope,
      });
      const event = (await desk.audit()).at(-1);
      expect(event).toMatchObject({
        action: "suggestion.reject",
        actor: { kind: "person", name: "Asha Kinloch" },
        subject: { kind: "suggestion", id, ref },
        product: product.id,
        details: { decision: decision.id, seen: hash, reason },
      });
      const shown = opened(await desk.call("queue.show", { suggestion: id }));
      expect(shown.suggestion.state).toBe("rejected");
      expect(shown.decisions).toEqual([decision]);
    }
    expect(await desk.call("queue.list", { state: "pending" })).toEqual([]);
    expect(await desk.call("log.show", { product: product.id })).toMatchObject({ hazards: [] });
  });

  test("refuses a page that was shown to somebody else, and takes it from the person it was shown to", async () => {
    const desk = await record().desk();
    const { first } = await makeQueue(desk);
    const shownTo = await desk.call("account.show", {});
    const other = await namePerson(desk, "contributor", "Sam Porter");
    const reject = (as: string | undefined) =>
      desk.call("queue.reject", {
        suggestion: first.id,
        seen: first.hash,
        reason: "too-vague",
        as,
      });
    expect(await refusalIn(desk, () => reject(shownTo?.id))).toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Decisions are by Sam Porter now") as string,
      changed: [],
    });
    expect(await reject(other.id)).toMatchObject({ by: { name: "Sam Porter" } });
  });

  test.each(rejectCodes)(
    "takes “%s” without a text only where the code says enough",
    async (reason) => {
      const desk = await record().desk();
      const { first } = await makeQueue(desk);
      const reject = () =>
        desk.call("queue.reject", { suggestion: first.id, seen: first.hash, reason, text: "  " });
      if (reason !== "out-of-scope" && reason !== "not-foreseeable") {
        expect(await reject()).toMatchObject({ reason, text: null });
        return;
      }
      expect(await refusalIn(desk, reject)).toEqual({
        code: "invalid-input",
        message: expect.stringMatching(
          reason === "out-of-scope"
            ? /cite the part of the scope/
            : /say why it is not foreseeable/,
        ) as string,
        changed: [],
      });
    },
  );

  describe("refuses", () => {
    const shared = useQueue(record);
    test("refuses a patient's data in the text, with the place named, and keeps nothing", async () => {
      const { desk, queue } = shared();
      const { first } = queue;
      const refusal = await refusalIn(desk, () =>
        desk.call("queue.reject", {
          suggestion: first.id,
          seen: first.hash,
          reason: "out-of-scope",
          text: `Seen with\npatient ${exampleNhsNumber}`,
        }),
      );
      expect(refusal).toEqual({
        code: "patient-identifier",
        message: expect.stringMatching(
          /What was written as the reason holds .*NHS number at line 2, column 9.*Nothing was kept/,
        ) as string,
        changed: [],
      });
      expect(refusal.message).not.toContain(exampleNhsNumber);
    });

    test.each([
      ["a text of 4001 letters", { text: "x".repeat(4001) }, /text/],
      ["a text with a NUL", { text: "a\u0000b" }, /text/],
      ["“already-controlled”", { reason: "already-controlled" }, /accept it with its controls/],
      ["“deployers”", { reason: "deployers" }, /Expected a reason of duplicate,/],
      ["no reason", { reason: "" }, /Expected a reason/],
      ["chosen causes", { causes: [1] }, /causes/],
    ])("refuses %s and keeps nothing", async (_what, input, sentence) => {
      const { desk, queue } = shared();
      const { first } = queue;
      const reject = () =>
        desk.call("queue.reject", {
          suggestion: first.id,
          seen: first.hash,
          reason: "too-vague",
          ...input,
        });
      expect(await refusalIn(desk, reject)).toEqual({
        code: "invalid-input",
        message: expect.stringMatching(sentence) as string,
        changed: [],
      });
    });
  });

  describe("before the right person is named", () => {
    const shared = useQueue(record, { role: null });
    test.each([
      [null, "no-person"],
      ["facilitator", "forbidden"],
      ["viewer", "forbidden"],
    ] as const)("refuses an actor without the right: %s", async (role, code) => {
      const { desk, queue } = shared();
      const { first } = queue;
      if (role !== null) await namePerson(desk, role);
      const reject = () =>
        desk.call("queue.reject", { suggestion: first.id, seen: first.hash, reason: "too-vague" });
      expect(await refusalIn(desk, reject)).toEqual({
        code,
        message: expect.any(String) as string,
        changed: [],
      });
    });
  });
});
