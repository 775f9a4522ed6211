import { describe, expect, test } from "vitest";
import { rights, rightsOfRole } from "../../src/domain/actor/rights.ts";
import { roles } from "../../src/domain/actor/actor.ts";
import type { Call } from "../../src/app/use-cases.ts";
import { writtenHazard } from "../support/hazards.ts";
import { makeDescription } from "../support/make-description.ts";
import { namePerson, useQueue } from "../support/make-queue.ts";
import { refusalIn, refusalOf, useRecord, type Desk } from "../support/record.ts";

type Outcome = "answers" | "forbidden" | "no-person";

/** Who gets an answer from which verb; inputs that hold but find nothing show that the right was there. */
const matrix: readonly (readonly [
  verb: string,
  input: object,
  who: Record<"unnamed" | (typeof roles)[number], Outcome>,
])[] = (() => {
  const all = {
    unnamed: "answers",
    cso: "answers",
    contributor: "answers",
    facilitator: "answers",
    viewer: "answers",
  } as const;
  const prepare = { ...all, viewer: "forbidden" } as const;
  const decide = {
    unnamed: "no-person",
    cso: "answers",
    contributor: "answers",
    facilitator: "forbidden",
    viewer: "forbidden",
  } as const;
  const product = { product: "sablewick" };
  return [
    ["account.show", {}, all],
    ["product.add", { text: makeDescription() }, prepare],
    ["product.list", {}, all],
    ["product.show", product, all],
    ["run.identify", { product: "nowhere" }, prepare],
    ["run.resume", { run: "R-99" }, prepare],
    ["run.list", {}, all],
    ["run.show", { run: "R-1" }, all],
    ["queue.list", {}, all],
    ["queue.show", { suggestion: "S-1" }, all],
    ["queue.accept", { suggestion: "S-99", seen: "0".repeat(64), causes: [1] }, decide],
    ["queue.reject", { suggestion: "S-99", seen: "0".repeat(64), reason: "too-vague" }, decide],
    ["queue.add-cause", { suggestion: "S-99", hazard: "H-99", causes: [1] }, decide],
    ["queue.merge", { suggestion: "S-99", into: "S-98" }, decide],
    ["queue.defer", { suggestion: "S-99" }, decide],
    ["queue.undo", { suggestion: "S-99" }, decide],
    ["hazard.show", { hazard: "H-99" }, all],
    ["hazard.add", { product: "nowhere", content: writtenHazard }, decide],
    ["hazard.edit", { hazard: "H-99", edits: {} }, decide],
    ["hazard.confirm", { hazard: "H-99", controls: [1] }, decide],
    ["hazard.link", { hazard: "H-99", control: 1, cause: 1 }, decide],
    ["hazard.unlink", { hazard: "H-99", control: 1, cause: 1 }, decide],
    ["hazard.add-action", { hazard: "H-99", summary: "x", owner: "x", party: "maker" }, decide],
    ["hazard.finish-action", { hazard: "H-99", action: 1 }, decide],
    ["hazard.status", { hazard: "H-99", status: "closed" }, decide],
    ["hazard.withdraw", { hazard: "H-99", text: "Written twice." }, decide],
    ["hazard.score", { hazard: "H-99", severity: "minor", likelihood: "low" }, decide],
    [
      "hazard.evaluate",
      { hazard: "H-99", stage: "initial", acceptable: true, reason: "x", present: ["x"] },
      decide,
    ],
    ["log.show", product, all],
    ["log.export", { ...product, format: "json" }, all],
    ["provenance.show", { ref: "S-1" }, all],
    ["audit.verify", {}, all],
    ["audit.export", {}, all],
    ["bank.import", {}, all],
    ["bank.search", { text: "stopped medicine" }, all],
    ["bank.stats", {}, all],
    // Last: it names somebody where nobody was.
    ["account.set", { name: "Asha Kinloch", role: "viewer" }, all],
  ];
})();

const anyCall = (desk: Desk, verb: string, input: unknown): Promise<unknown> =>
  (desk.call as unknown as (verb: string, input: unknown) => Promise<unknown>)(verb, input);

describe("the one door to all use cases", () => {
  const record = useRecord({ engine: "PGlite" });
  const shared = useQueue(record, { role: null });

  describe.each(["unnamed", ...roles] as const)("for %s", (who) => {
    test.each(matrix)("%s", async (verb, input, outcomes) => {
      const { desk } = shared();
      if (who !== "unnamed") await namePerson(desk, who);
      const outcome = await refusalOf(anyCall(desk, verb, input)).then(
        ({ code }) => (code === "forbidden" || code === "no-person" ? code : "answers"),
        () => "answers",
      );
      expect(outcome).toBe(outcomes[who]);
    });
  });

  test("the matrix names every verb", async () => {
    const { createUseCases } = await import("../../src/app/use-cases.ts");
    const verbs = Object.keys(createUseCases({} as never));
    expect(matrix.map(([verb]) => verb).sort()).toEqual(verbs.sort());
  });

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
      const refusal = await refusalIn(desk, () => anyCall(desk, verb, {}));
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
    const refusal = await refusalIn(desk, () => anyCall(desk, "log.export", input));
    expect([refusal.code, refusal.changed]).toEqual(["invalid-input", []]);
    expect(refusal.message).toMatch(/^The input does not hold: .+\.$/);
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
        const { suggestion } = await call("queue.show", { suggestion: "S-1" });
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
