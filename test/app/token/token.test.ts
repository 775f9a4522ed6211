import { describe, expect, test } from "vitest";
import { entryLimits } from "../../../src/app/refused-entries.ts";
import { sha256 } from "../../../src/domain/hash/canonical.ts";
import { makeDescription, exampleNhsNumber } from "../../support/make-description.ts";
import { namePerson } from "../../support/make-queue.ts";
import { onEachEngine, refusalIn, refusalOf, useRecord } from "../../support/record.ts";
import { bearer, browser, makeToken, operator, signIn } from "../../support/tokens.ts";

const hour = 3_600_000;
const cso = { name: "Asha Kinloch", role: "cso", body: "GMC", number: "7654321" };

onEachEngine("tokens", (engine) => {
  const record = useRecord({ engine });
  const open = () => record().desk({ mode: "server" });

  test("a token is shown once and kept as its SHA-256 alone", async () => {
    const desk = await open();
    const { id, secret } = await makeToken(desk, { days: 2 });
    expect(secret).toMatch(/^hzd_[\w-]{43}$/u);
    const rows = await record().sql<Record<string, string>>(
      "select * from token where organisation_id = $1",
      [desk.organisation],
    );
    expect(rows).toMatchObject([
      { id, kind: "token", hash: sha256(secret), created_by: "operator" },
    ]);
    expect(JSON.stringify([rows, await desk.audit()])).not.toContain(secret);
    const [listed] = await desk.call("token.list", {}, { credential: operator });
    expect(listed).toMatchObject({ id, state: "valid", label: "laptop", sessions: 0 });
    expect(JSON.stringify(listed)).not.toContain(sha256(secret));
    expect((await desk.audit()).at(-1)).toMatchObject({
      action: "token.create",
      actor: { kind: "operator", name: null },
      subject: { kind: "token", id },
      details: { name: "Asha the cso", role: "cso", label: "laptop" },
    });
  });

  test("whoever has it acts as the person it was made for, and the chain says by which token", async () => {
    const desk = await open();
    const { id, secret } = await makeToken(desk);
    await desk.call("product.add", { text: makeDescription() }, { credential: bearer(secret) });
    expect((await desk.audit()).at(-1)?.actor).toMatchObject({ name: "Asha the cso", token: id });
    const credential = browser(await signIn(desk, secret));
    await desk.call("product.add", { text: makeDescription("Tarnbeck") }, { credential });
    expect((await desk.audit()).at(-1)?.actor).toMatchObject({ name: "Asha the cso", token: id });
  });

  test("a CSO makes tokens for others", async () => {
    const desk = await open();
    const { secret } = await makeToken(desk);
    const input = { name: "Vi Ward", role: "viewer", label: "desk 3" };
    const made = await desk.call("token.create", input, { credential: bearer(secret) });
    expect(made).toMatchObject({ account: { name: "Vi Ward" }, createdBy: "Asha the cso" });
  });

  test.each<[string, object, RegExp]>([
    ["a CSO without registration", { name: "Asha", role: "cso" }, /registered clinician/u],
    ["a role that is none", { ...cso, role: "admin" }, /Expected a role of/u],
    ["half a registration", { ...cso, number: undefined }, /both its body and its number/u],
    ["no label", { ...cso, label: " " }, /what the token is for/u],
    ["a day that has been", { ...cso, days: 0 }, /days/u],
    ["a patient's number as label", { ...cso, label: `for ${exampleNhsNumber}` }, /NHS number/u],
  ])("refuses %s and keeps nothing", async (_what, said, sentence) => {
    const desk = await open();
    const input = { ...cso, label: "laptop", ...said };
    const refusal = await refusalIn(desk, () =>
      desk.call(
        "token.create",
        JSON.parse(
          JSON.stringify("body" in said ? input : { label: "laptop", ...said }),
        ) as typeof input,
        { credential: operator },
      ),
    );
    expect(refusal).toMatchObject({
      message: expect.stringMatching(sentence) as string,
      changed: [],
    });
  });

  test("an expired, a revoked and an unknown one are told apart in the record alone", async () => {
    const desk = await record().desk({ mode: "server" });
    const expired = await makeToken(desk, { label: "short", days: 1 });
    const revoked = await makeToken(desk, { label: "lost" });
    await desk.call("token.revoke", { token: revoked.id }, { credential: operator });
    record().clock.advance(24 * hour);
    const unknown = `hzd_${"x".repeat(43)}`;
    const said: string[] = [];
    for (const secret of [expired.secret, revoked.secret, unknown, "", revoked.id]) {
      const { code, message } = await refusalOf(
        desk.call("product.list", {}, { credential: bearer(secret) }),
      );
      said.push(`${code} ${message}`);
    }
    expect(new Set(said).size).toBe(1);
    expect(said[0]).toMatch(/^not-signed-in .*has expired, or was revoked/u);
    const events = (await desk.audit()).filter(({ action }) => action === "sign-in.refuse");
    expect(events.map(({ details, subject }) => [details["why"], subject.id])).toEqual([
      ["expired", expired.id],
      ["revoked", revoked.id],
      ["unknown", "unknown"],
      ["unknown", "unknown"],
      ["unknown", "unknown"],
    ]);
    expect(events[0]?.actor).toMatchObject({ kind: "anonymous", name: null });
    const chain = JSON.stringify(await desk.audit());
    for (const secret of [expired.secret, revoked.secret, unknown]) {
      expect(chain).not.toContain(secret);
    }
  });

  test("revoking a token ends the browser sessions made from it, and no others", async () => {
    const desk = await open();
    const lost = await makeToken(desk, { label: "lost" });
    const kept = await makeToken(desk, { label: "kept" });
    const ended = browser(await signIn(desk, lost.secret));
    const standing = browser(await signIn(desk, kept.secret));
    expect(
      (await desk.call("token.list", {}, { credential: operator })).map((t) => t.sessions),
    ).toEqual([1, 1]);
    await desk.call("token.revoke", { token: lost.id }, { credential: standing });
    expect((await refusalOf(desk.call("product.list", {}, { credential: ended }))).code).toBe(
      "not-signed-in",
    );
    expect(await desk.call("product.list", {}, { credential: standing })).toEqual([]);
    expect(
      (await desk.call("token.list", {}, { credential: operator })).map((t) => t.sessions),
    ).toEqual([0, 1]);
  });

  test("a token revokes itself; once is enough, and it stays so", async () => {
    const desk = await open();
    const { id, secret } = await makeToken(desk);
    const gone = await desk.call("token.revoke", { token: id }, { credential: bearer(secret) });
    expect(gone.state).toBe("revoked");
    const before = await desk.snapshot();
    expect(await desk.call("token.revoke", { token: id }, { credential: operator })).toEqual(gone);
    expect(await desk.snapshot()).toEqual(before);
  });

  test("no event of a token stands in the chain after its revocation", async () => {
    const desk = await open();
    const { id, secret } = await makeToken(desk);
    const add = (name: string) =>
      desk.call("product.add", { text: makeDescription(name) }, { credential: bearer(secret) });
    const names = ["Ambleford", "Birkholt", "Carrick", "Dunmore", "Elsdon", "Fenwick"];
    await Promise.allSettled([
      ...names.slice(0, 3).map(add),
      desk.call("token.revoke", { token: id }, { credential: operator }),
      ...names.slice(3).map(add),
    ]);
    const events = await desk.audit();
    const revoked = events.findIndex(({ action }) => action === "token.revoke");
    expect(revoked).toBeGreaterThan(0);
    expect(events.slice(revoked).filter(({ actor }) => actor.token === id)).toEqual([]);
  });

  test("a secret opens one door: a session is no token, a token no session, and no session makes another", async () => {
    const desk = await open();
    const { secret } = await makeToken(desk);
    const session = await signIn(desk, secret);
    for (const credential of [bearer(session), browser(secret)]) {
      expect((await refusalOf(desk.call("product.list", {}, { credential }))).code).toBe(
        "not-signed-in",
      );
    }
    const again = desk.call("session.start", {}, { credential: browser(session) });
    expect((await refusalOf(again)).message).toMatch(/not another session/u);
  });

  test("a session lasts 12 hours, and no longer than its token", async () => {
    const desk = await open();
    const { secret } = await makeToken(desk, { days: 1 });
    const early = browser(await signIn(desk, secret));
    record().clock.advance(12 * hour - 1);
    expect(await desk.call("product.list", {}, { credential: early })).toEqual([]);
    record().clock.advance(1);
    const before = await desk.count("audit_event");
    expect((await refusalOf(desk.call("product.list", {}, { credential: early }))).code).toBe(
      "not-signed-in",
    );
    // The end of a working day is no attempt.
    expect(await desk.count("audit_event")).toBe(before);
    record().clock.advance(6 * hour);
    const late = browser(await signIn(desk, secret));
    record().clock.advance(6 * hour);
    expect((await refusalOf(desk.call("product.list", {}, { credential: late }))).code).toBe(
      "not-signed-in",
    );
  });

  test("refused entries fill neither the chain nor the way of who has a token", async () => {
    const desk = await open();
    const { secret } = await makeToken(desk);
    const before = await desk.count("audit_event");
    const guess = (client: string, n: number) =>
      refusalOf(desk.call("product.list", {}, { credential: bearer(`hzd_${n}`), client }));
    for (let n = 0; n < entryLimits.perClient; n += 1) {
      expect((await guess("192.0.2.1", n)).code).toBe("not-signed-in");
    }
    expect((await guess("192.0.2.1", 99)).code).toBe("too-many-attempts");
    expect((await guess("192.0.2.2", 99)).code).toBe("not-signed-in");
    for (let n = 0; n < 150; n += 1) await guess(`198.51.100.${n}`, n);
    expect(await desk.count("audit_event")).toBe(before + entryLimits.overall);
    const credential = bearer(secret);
    expect(await desk.call("product.list", {}, { credential, client: "192.0.2.1" })).toEqual([]);
    record().clock.advance(entryLimits.windowMs);
    expect((await guess("192.0.2.1", 100)).code).toBe("not-signed-in");
    expect(await desk.call("audit.verify", {}, { credential })).toMatchObject({ breaches: [] });
  });
});

describe("a local record", () => {
  const record = useRecord({ engine: "PGlite" });

  test("is whoever's sits at the machine, and another's token is theirs all the same", async () => {
    const desk = await record().desk();
    await namePerson(desk);
    const made = await desk.call("token.create", { name: "Vi", role: "viewer", label: "x" });
    expect(made.createdBy).toBe("Asha Kinloch");
    const credential = bearer(made.secret ?? "");
    expect(await desk.call("account.show", {}, { credential })).toMatchObject({ name: "Vi" });
    expect(await desk.call("account.show", {})).toMatchObject({ name: "Asha Kinloch" });
  });

  test("a token of another organisation is unknown", async () => {
    const here = await record().desk({ mode: "server" });
    const there = await record().desk({ mode: "server" });
    const { secret } = await makeToken(here);
    const refusal = await refusalOf(there.call("product.list", {}, { credential: bearer(secret) }));
    expect(refusal.code).toBe("not-signed-in");
  });
});
