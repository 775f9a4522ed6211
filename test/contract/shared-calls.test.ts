/** Only calls that are the same in everything share an answer while they are at work at once. */
import { expect, test } from "vitest";
import { onEachEngine, refusalOf, useRecord, type Desk } from "../support/record.ts";
import { bearer, makeToken, operator } from "../support/tokens.ts";

const viewer = { name: "Vi Ward", role: "viewer", label: "desk 3" };

/** What was answered, and the codes of those who were refused. */
async function sortOut<T>(
  calls: readonly Promise<T>[],
): Promise<{ answers: T[]; codes: string[] }> {
  const outcomes = await Promise.allSettled(calls);
  const answers = outcomes.flatMap((o) => (o.status === "fulfilled" ? [o.value] : []));
  const codes: string[] = [];
  for (const [i, { status }] of outcomes.entries()) {
    const call = calls[i];
    if (status === "rejected" && call !== undefined) codes.push((await refusalOf(call)).code);
  }
  return { answers, codes };
}

onEachEngine("calls of one key at once", (engine) => {
  const record = useRecord({ engine });
  const open = () => record().desk({ mode: "server" });
  const grant = ({ call }: Desk, secret: string, input = viewer) =>
    call("token.create", input, { credential: bearer(secret), idempotencyKey: "k" });

  test("of two people: a secret is for who asked for it, and the key is the first one's", async () => {
    const desk = await open();
    const one = await makeToken(desk);
    const two = await makeToken(desk, { name: "Bram Oduya" });
    const { answers, codes } = await sortOut([grant(desk, one.secret), grant(desk, two.secret)]);
    expect(codes).toEqual(["key-reused"]);
    expect(answers).toHaveLength(1);
    expect(await desk.count("token")).toBe(3);
  });

  test("for two different things: one is done, and the other is refused", async () => {
    const desk = await open();
    const { secret } = await makeToken(desk);
    const other = { ...viewer, role: "contributor" };
    const { answers, codes } = await sortOut([grant(desk, secret), grant(desk, secret, other)]);
    expect([answers.length, codes]).toEqual([1, ["key-reused"]]);
    expect(await desk.count("token")).toBe(2);
  });

  test("by two verbs: who may do the one is not answered by the other", async () => {
    const desk = await open();
    const options = { credential: bearer((await makeToken(desk)).secret), idempotencyKey: "k" };
    const [started, imported] = [
      desk.call("session.start", {}, options),
      refusalOf(desk.call("bank.import", {}, options)),
    ];
    expect((await imported).code).toBe("forbidden");
    expect((await started).secret).toMatch(/^hzs_/u);
  });

  test("of two organisations: each has its own answer", async () => {
    const make = ({ call }: Desk) =>
      call("token.create", viewer, { credential: operator, idempotencyKey: "k" });
    const [one, two] = await Promise.all([make(await open()), make(await open())]);
    expect(one.id).not.toBe(two.id);
    expect(one.secret).not.toBe(two.secret);
  });
});

onEachEngine("calls of two keys at once", (engine) => {
  const record = useRecord({ engine });

  test("are two pieces of work: each browser has a session of its own", async () => {
    const desk = await record().desk({ mode: "server" });
    const credential = bearer((await makeToken(desk)).secret);
    const enter = (idempotencyKey: string) =>
      desk.call("session.start", {}, { credential, idempotencyKey });
    const [one, two] = await Promise.all([enter("one"), enter("two")]);
    expect(one.secret).not.toBe(two.secret);
    expect(await desk.count("token")).toBe(3);
  });
});
