/** Each of the ways by which a session ends, by itself: one of them alone has to be enough. */
import { expect, test } from "vitest";
import { onEachEngine, refusalOf, useRecord, type Desk } from "../../support/record.ts";
import { bearer, browser, makeToken, operator, signIn } from "../../support/tokens.ts";

const hour = 3_600_000;

onEachEngine("a session", (engine) => {
  const record = useRecord({ engine });
  const open = () => record().desk({ mode: "server" });
  const isIn = async ({ call }: Desk, session: string): Promise<boolean> => {
    const looked = call("product.list", {}, { credential: browser(session) });
    return looked.then(
      () => true,
      async () => (await refusalOf(looked)).code !== "not-signed-in",
    );
  };

  test("begins and ends in the chain, which holds nothing that opens it", async () => {
    const desk = await open();
    const { id, secret } = await makeToken(desk);
    const session = await signIn(desk, secret);
    const { ended } = await desk.call("session.end", {}, { credential: browser(session) });
    const [started, left] = (await desk.audit()).slice(-2);
    for (const event of [started, left]) {
      expect(event).toMatchObject({
        subject: { kind: "token", id: ended },
        actor: { kind: "person", token: id },
      });
    }
    expect([started?.action, left?.action]).toEqual(["session.start", "session.end"]);
    const rows = await record().sql("select * from token where organisation_id = $1", [
      desk.organisation,
    ]);
    const kept = JSON.stringify([rows, await desk.audit()]);
    for (const opens of [secret, session]) expect(kept).not.toContain(opens);
  });

  test("ends with its token by its own row", async () => {
    const desk = await open();
    const { id, secret } = await makeToken(desk);
    await signIn(desk, secret);
    await desk.call("token.revoke", { token: id }, { credential: operator });
    const rows = await record().sql<{ kind: string; revoked: boolean }>(
      "select kind, revoked_at is not null as revoked from token where organisation_id = $1 order by kind",
      [desk.organisation],
    );
    expect(rows).toEqual([
      { kind: "session", revoked: true },
      { kind: "token", revoked: true },
    ]);
  });

  test("ends with its token though its own row says nothing of it", async () => {
    const desk = await open();
    const { id, secret } = await makeToken(desk);
    const session = await signIn(desk, secret);
    expect(await isIn(desk, session)).toBe(true);
    await record().sql("update token set revoked_at = now() where id = $1", [id]);
    expect(await isIn(desk, session)).toBe(false);
  });

  test("says the moment of its token's end where that comes first", async () => {
    const desk = await open();
    const { secret } = await makeToken(desk, { days: 1 });
    const start = async () => {
      const { expiresAt } = await desk.call("session.start", {}, { credential: bearer(secret) });
      return Date.parse(expiresAt) - Date.parse(record().clock.now());
    };
    expect(await start()).toBe(12 * hour);
    record().clock.advance(18 * hour);
    expect(await start()).toBe(6 * hour);
  });
});
