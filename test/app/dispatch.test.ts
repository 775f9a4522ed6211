import { describe, expect, test } from "vitest";
import { rights, rightsOfRole } from "../../src/domain/actor/rights.ts";
import { roles } from "../../src/domain/actor/actor.ts";
import type { Call } from "../../src/app/use-cases.ts";
import { makeDescription } from "../support/make-description.ts";
import { namePerson, useQueue } from "../support/make-queue.ts";
import { callAny } from "../support/call-any.ts";
import { refusalIn, useRecord } from "../support/record.ts";
import { opened } from "../support/opened.ts";

describe("the one door to all use cases", () => {
  const record = useRecord({ engine: "PGlite" });
  const shared = useQueue(record, { role: null });

  test("every role has rights that are rights, and only CSO and contributor decide", () => {
    expect(rights.length).toBeGreaterThan(0);
    for (const role of roles) {
      const decides = rightsOfRole[role].includes("decide") || rightsOfRole[role].includes("score");
      expect([role, decides]).toEqual([role, role === "cso" || role === "contributor"]);
    }
  });

  test.each(["nothing.here", "", "constructor", "toString", "__proto__", "hasOwnProperty"])(
    "refuses “%s”, which is no verb",
    async (verb) => {
      const { desk } = shared();
      const refusal = await refusalIn(desk, () => callAny(desk, verb, {}));
      expect(refusal).toEqual({
        code: "not-found",
        message: `There is no command ${verb}.`,
        changed: [],
      });
    },
  );

  test.each([
    ["nothing", undefined],
    ["null", null],
    ["a text", "product"],
    ["a list", []],
    ["a field too many", { product: "sablewick", admin: true }],
    ["a prototype", JSON.parse('{"product":"sablewick","__proto__":{"admin":true}}') as unknown],
    ["a NUL", { product: "sable\u0000wick" }],
    ["half a character", { product: "\udc00" }],
  ])("refuses %s as input, in a sentence", async (_what, input) => {
    const { desk } = shared();
    const refusal = await refusalIn(desk, () => callAny(desk, "log.export", input));
    expect([refusal.code, refusal.changed]).toEqual(["invalid-input", []]);
    expect(refusal.message).toMatch(/^The input does not hold: .+\.$/);
  });

  test("says the first ten of many faults of an input, and how many more there are", async () => {
    const { desk } = shared();
    const heads = Array.from({ length: 30 }, () => ({ sequence: -1, hash: "" }));
    const { message } = await refusalIn(desk, () => callAny(desk, "audit.verify", { heads }));
    expect(message).toMatch(
      /^The input does not hold: heads\.0\.sequence: .+; heads\.9\.sequence: [^;]+; and 20 more\.$/,
    );
    const one = await refusalIn(desk, () =>
      callAny(desk, "product.list", { ["x".repeat(5_000)]: 1 }),
    );
    expect(one.message).toMatch(/… and more\.$/);
    expect(one.message.length).toBeLessThan(700);
  });

  test("a viewer at the machine does not keep it from starting: the shipped bank is imported", async () => {
    const desk = await record().desk();
    await namePerson(desk, "viewer");
    expect(await desk.call("bank.import", {})).toMatchObject({ changed: false });
  });

  test("a fault is thrown as it is, and leaves nothing half-written", async () => {
    const { store } = record();
    const { desk } = shared();
    await namePerson(desk);
    const failing = await record().desk({
      organisation: desk.organisation,
      store: {
        ...store,
        transaction: (organisation, work) =>
          store.transaction(organisation, (tx) =>
            work({
              ...tx,
              audit: { ...tx.audit, append: () => Promise.reject(new Error("the disk is full")) },
            }),
          ),
      },
    });
    const before = await desk.snapshot();
    const writes: ((call: Call) => Promise<unknown>)[] = [
      (call) => call("product.add", { text: makeDescription("Tarnbeck") }),
      (call) => call("account.set", { name: "Bram Oduya", role: "viewer" }),
      (call) => call("run.identify", { product: "sablewick" }),
      (call) => call("log.export", { product: "sablewick", format: "csv" }),
      async (call) => {
        const { suggestion } = opened(await call("queue.show", { suggestion: "S-1" }));
        return call("queue.accept", { suggestion: "S-1", seen: suggestion.hash, causes: [1] });
      },
    ];
    for (const write of writes) {
      await expect(write(failing.call)).rejects.toThrow("the disk is full");
    }
    expect(await desk.snapshot()).toEqual(before);
    expect((await desk.call("account.show", {}))?.name).toBe("Asha Kinloch");
  });
});
