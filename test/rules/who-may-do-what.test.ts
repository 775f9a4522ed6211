import { beforeAll, describe, expect, test } from "vitest";
import { createUseCases } from "../../src/app/use-cases.ts";
import { callAny } from "../support/call-any.ts";
import { makeDescription } from "../support/make-description.ts";
import { makeQueue } from "../support/make-queue.ts";
import { refusalOf, useRecord, type Desk } from "../support/record.ts";
import { makeTokens, type Tokens } from "../support/tokens.ts";

const actors = [
  "cso",
  "contributor",
  "facilitator",
  "viewer",
  "operator",
  "unnamed",
  "anonymous",
] as const;
type ActorKind = (typeof actors)[number];

const seen = "0".repeat(64);
const suggestion = { suggestion: "S-1", seen };
const hazard = { hazard: "H-1", seen };
const product = { product: "sablewick" };
const answers = [{ question: "nothing", text: "x" }];
const gone = { ...product, text: "room microphone" };
const reason = "For this test.";
const place = { ...product, cell: "F1/late", reason, seen };
const taken = { ...product, candidates: [{ run: "R-1", key: "x" }] };
const person = { name: "Vi Ward", role: "cso", body: "GMC", number: "7654321" };
const scheme = { scheme: "ig-example" };
const twoBaselines = { ...product, from: 1, to: 2 };
const content = { title: "Lost", hazard: "A letter is lost.", effect: "e", harm: "h" };

/**
 * Every verb, with an input to call it by, and who gets past the door: `yes`, `no` (the role lacks the
 * right), `name` (a person must be named first), `in` (nobody is signed in).
 */
const matrix: readonly (readonly [verb: string, input: object, outcomes: string])[] = [
  //                                                cso contr facil view oper unnamed anonymous
  ["account.show", {}, "                            yes yes   yes   yes  no   yes     in"],
  ["account.set", person, "                         no  no    no    no   no   yes     in"],
  ["token.create", { ...person, label: "x" }, "     yes no    no    no   yes  no      in"],
  ["token.list", {}, "                              yes no    no    no   yes  no      in"],
  ["token.revoke", { token: "t" }, "                yes no    no    no   yes  no      in"],
  ["session.start", {}, "                           yes yes   yes   yes  no   no      in"],
  ["session.end", {}, "                             yes yes   yes   yes  no   no      in"],
  ["product.add", { text: makeDescription() }, "    yes yes   yes   no   no   yes     in"],
  ["product.answer", { ...product, answers }, "     yes yes   yes   no   no   yes     in"],
  ["product.correct", { ...product, seen }, "       yes yes   yes   no   no   yes     in"],
  ["product.search", {}, "                          yes yes   yes   yes  no   yes     in"],
  ["facet.list", {}, "                              yes yes   yes   yes  no   yes     in"],
  ["product.list", {}, "                            yes yes   yes   yes  no   yes     in"],
  ["product.show", product, "                       yes yes   yes   yes  no   yes     in"],
  ["run.preview", product, "                        yes yes   yes   yes  no   yes     in"],
  ["run.start", { product: "nowhere" }, "           yes yes   yes   no   no   yes     in"],
  ["run.follow", { run: "R-1" }, "                  yes yes   yes   yes  no   yes     in"],
  ["run.identify", { product: "nowhere" }, "        yes yes   yes   no   no   yes     in"],
  ["run.replay", { run: "R-1" }, "                  yes yes   yes   yes  no   yes     in"],
  ["run.resume", { run: "R-1" }, "                  yes yes   yes   no   no   yes     in"],
  ["run.cancel", { run: "R-1" }, "                  yes yes   yes   no   no   yes     in"],
  ["run.list", {}, "                                yes yes   yes   yes  no   yes     in"],
  ["run.show", { run: "R-1" }, "                    yes yes   yes   yes  no   yes     in"],
  ["queue.page", {}, "                              yes yes   yes   yes  no   yes     in"],
  ["queue.list", {}, "                              yes yes   yes   yes  no   yes     in"],
  ["queue.nearest", { suggestion: "S-1" }, "        yes yes   yes   yes  no   yes     in"],
  ["queue.show", { suggestion: "S-1" }, "           yes yes   yes   yes  no   yes     in"],
  ["queue.accept", { ...suggestion, causes: [1] }, "yes yes   no    no   no   name    in"],
  ["queue.reject", { ...suggestion, reason: "x" }, "yes yes   no    no   no   name    in"],
  ["queue.add-cause", { ...suggestion, ...hazard }, "yes yes  no    no   no   name    in"],
  ["queue.merge", { ...suggestion, into: "S-2" }, " yes yes   no    no   no   name    in"],
  ["queue.defer", suggestion, "                     yes yes   no    no   no   name    in"],
  ["queue.undo", suggestion, "                      yes yes   no    no   no   name    in"],
  ["queue.separate", { ...suggestion, entry: "x" }, "yes yes  no   no   no   name    in"],
  ["queue.take-beyond", taken, "                    yes yes   no    no   no   name    in"],
  ["coverage.places", product, "                    yes yes   yes   yes  no   yes     in"],
  ["coverage.show", product, "                      yes yes   yes   yes  no   yes     in"],
  ["coverage.none", place, "                        yes yes   no    no   no   name    in"],
  ["coverage.reopen", place, "                      yes yes   no    no   no   name    in"],
  ["view.write", { suggestion: "S-1", text: "x" }, "yes yes   no    no   no   name    in"],
  ["view.agree", { ...suggestion, agreement: "same" }, "yes yes no no   no   name    in"],
  ["view.sample", { ...product, every: 10 }, "      yes yes   no    no   no   name    in"],
  ["view.list", product, "                          yes yes   yes   yes  no   yes     in"],
  // Whoever is not named, or decides nothing, has no times: their answer is empty.
  ["time.open", { suggestion: "S-1" }, "            yes yes   yes   yes  no   yes     in"],
  ["time.mine", {}, "                               yes yes   yes   yes  no   yes     in"],
  ["time.second-look", {}, "                        yes yes   yes   yes  no   yes     in"],
  ["time.forget", {}, "                             yes yes   yes   yes  no   yes     in"],
  ["hazard.show", { hazard: "H-1" }, "              yes yes   yes   yes  no   yes     in"],
  ["hazard.add", { ...product, content }, "         yes yes   no    no   no   name    in"],
  ["hazard.edit", { ...hazard, edits: {} }, "       yes yes   no    no   no   name    in"],
  ["hazard.confirm", { ...hazard, controls: [1] }, "yes yes   no    no   no   name    in"],
  ["hazard.consider", { ...hazard, control: 1 }, "  yes yes   no    no   no   name    in"],
  ["hazard.link", { ...hazard, control: 1 }, "      yes yes   no    no   no   name    in"],
  ["hazard.unlink", { ...hazard, control: 1 }, "    yes yes   no    no   no   name    in"],
  ["hazard.add-action", { ...hazard }, "            yes yes   no    no   no   name    in"],
  ["hazard.finish-action", { ...hazard }, "         yes yes   no    no   no   name    in"],
  ["hazard.status", { ...hazard }, "                yes yes   no    no   no   name    in"],
  ["hazard.withdraw", { ...hazard }, "              yes yes   no    no   no   name    in"],
  ["hazard.score", { ...hazard }, "                 yes yes   no    no   no   name    in"],
  ["hazard.evaluate", { ...hazard }, "              yes yes   no    no   no   name    in"],
  ["scheme.add", { scheme: {} }, "                  yes yes   no    no   no   name    in"],
  ["scheme.list", {}, "                             yes yes   yes   yes  no   yes     in"],
  ["scheme.show", scheme, "                         yes yes   yes   yes  no   yes     in"],
  ["scheme.declared", product, "                    yes yes   yes   yes  no   yes     in"],
  ["scheme.declare", { ...product, ...scheme }, "   yes no    no    no   no   name    in"],
  ["baseline.prepare", product, "                   yes yes   yes   yes  no   yes     in"],
  ["baseline.approve", { ...product, seen }, "      yes no    no    no   no   name    in"],
  ["baseline.list", product, "                      yes yes   yes   yes  no   yes     in"],
  ["baseline.show", { ...product, number: 1 }, "    yes yes   yes   yes  no   yes     in"],
  ["baseline.compare", twoBaselines, "              yes yes   yes   yes  no   yes     in"],
  ["insight.show", product, "                       yes yes   yes   yes  no   yes     in"],
  ["desk.show", {}, "                               yes yes   yes   yes  no   yes     in"],
  ["log.show", product, "                           yes yes   yes   yes  no   yes     in"],
  ["log.page", product, "                           yes yes   yes   yes  no   yes     in"],
  ["log.depends", product, "                        yes yes   yes   yes  no   yes     in"],
  ["log.export", { ...product, format: "json" }, "  yes yes   yes   yes  no   yes     in"],
  ["log.start-from", { ...product, fileName: "x" }, "yes yes   no    no   no   name    in"],
  ["log.started", product, "                        yes yes   yes   yes  no   yes     in"],
  ["workbook.take", { ...product, fileName: "x" }, "yes yes   no    no   no   name    in"],
  ["workbook.list", product, "                      yes yes   yes   yes  no   yes     in"],
  ["workbook.show", { ...product, number: 1 }, "    yes yes   yes   yes  no   yes     in"],
  ["proposal.take", { ...product, workbook: 1 }, "  yes yes   no    no   no   name    in"],
  ["proposal.leave", { ...product, workbook: 1 }, " yes yes   no    no   no   name    in"],
  ["provenance.show", { ref: "S-1" }, "             yes yes   yes   yes  no   yes     in"],
  ["audit.verify", {}, "                            yes yes   yes   yes  yes  yes     in"],
  ["audit.export", {}, "                            yes yes   yes   yes  yes  yes     in"],
  ["tombstone.find", gone, "                        yes no    no    no   no   no      in"],
  ["tombstone.add", { ...gone, reason }, "          yes no    no    no   no   name    in"],
  ["bank.import", {}, "                             no  no    no    no   yes  yes     in"],
  ["bank.search", { text: "stopped medicine" }, "   yes yes   yes   yes  no   yes     in"],
  ["bank.list", {}, "                              yes yes   yes   yes  no   yes     in"],
  ["bank.show", { id: "dose-unit-swapped" }, "      yes yes   yes   yes  no   yes     in"],
  ["bank.grid", {}, "                              yes yes   yes   yes  no   yes     in"],
  ["bank.stats", {}, "                              yes yes   yes   yes  no   yes     in"],
];

const words = { forbidden: "no", "no-person": "name", "not-signed-in": "in" } as const;
const wordOf = (code: string): string =>
  Object.entries(words).find(([refusal]) => refusal === code)?.[1] ?? "yes";

describe("who may do what", () => {
  const record = useRecord({ engine: "PGlite" });
  let desks: { local: Desk; server: Desk };
  let tokens: Tokens;
  beforeAll(async () => {
    const local = await record().desk();
    await makeQueue(local, { role: null });
    const { organisation } = local;
    const server = await record().desk({ organisation, mode: "server" });
    tokens = await makeTokens(server);
    desks = { local, server };
  });

  const callBy = (who: ActorKind, verb: string, input: object): Promise<unknown> => {
    const desk = who === "unnamed" ? desks.local : desks.server;
    if (who === "unnamed" || who === "anonymous") return callAny(desk, verb, input);
    const credential =
      who === "operator"
        ? { kind: "machine" as const }
        : { kind: "token" as const, secret: tokens[who] };
    return callAny(desk, verb, input, { credential });
  };

  test("the table names every verb, and every verb every kind of actor", () => {
    // What use cases are made of does not matter to their names.
    const verbs = Object.keys(createUseCases({} as never));
    expect(matrix.map(([verb]) => verb).sort()).toEqual(verbs.sort());
    for (const [, , outcomes] of matrix) {
      expect(outcomes.trim().split(/\s+/u)).toHaveLength(actors.length);
    }
  });

  // Naming somebody comes last: whoever is unnamed would be so no more.
  const inOrder = [...matrix].sort(
    ([a], [b]) => Number(a === "account.set") - Number(b === "account.set"),
  );
  test.each(inOrder)("%s", async (verb, input, outcomes) => {
    const words = outcomes.trim().split(/\s+/u);
    const expected: Record<string, string | undefined> = {};
    actors.forEach((who, i) => (expected[who] = words[i]));
    const found: Record<string, string> = {};
    for (const who of actors) {
      const before = await desks.server.snapshot();
      const code = await refusalOf(callBy(who, verb, input)).then(
        (refusal) => refusal.code,
        (error: unknown) => {
          if (error instanceof Error && error.message.includes("the call was answered")) return "";
          throw error;
        },
      );
      found[who] = wordOf(code);
      if (found[who] !== "yes") expect(await desks.server.snapshot()).toEqual(before);
    }
    expect(found).toEqual(expected);
  });

  test("a key for sending again opens nothing", async () => {
    const { call } = desks.server;
    const options = {
      credential: { kind: "token", secret: tokens.viewer },
      idempotencyKey: "k",
    } as const;
    const before = await desks.server.snapshot();
    for (const attempt of [
      () => call("product.add", { text: makeDescription() }, options),
      () => call("token.create", { ...person, label: "x" }, options),
      () => call("run.identify", { product: "sablewick" }, options),
      () => call("tombstone.add", { ...gone, reason }, options),
    ]) {
      expect((await refusalOf(attempt())).code).toBe("forbidden");
    }
    expect(await desks.server.snapshot()).toEqual(before);
  });

  test("a viewer's token does not become a CSO's", async () => {
    const refusal = await refusalOf(callBy("viewer", "account.set", person));
    expect(refusal).toMatchObject({
      code: "forbidden",
      message: expect.stringMatching(/ask a Clinical Safety Officer for another token/u) as string,
    });
    expect(await callBy("viewer", "account.show", {})).toMatchObject({ role: "viewer" });
  });
});
