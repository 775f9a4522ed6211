import { beforeAll, describe, expect, test } from "vitest";
import { makeDescription } from "../support/make-description.ts";
import { useRecord, type Desk } from "../support/record.ts";
import {
  cookieName,
  cookieOf,
  openServerSite,
  publicUrl,
  type ServerSite,
} from "../support/server-site.ts";
import { makeToken, operator, signIn } from "../support/tokens.ts";

const record = useRecord({ engine: "PGlite" });
let desk: Desk;
let site: ServerSite;
let token: { id: string; secret: string };
beforeAll(async () => {
  desk = await record().desk({ mode: "server" });
  site = openServerSite(desk);
  token = await makeToken(desk);
}, 60_000);

const enter = (secret: string, next = "/", headers: Record<string, string> = {}) =>
  site.send("/sign-in", { form: { token: secret, next }, headers });
const signedIn = async () => cookieOf(await enter(token.secret));

describe("signing in", () => {
  test("sets a cookie that no script reads, no http carries, no other site sends and no other name sets", async () => {
    const entered = await enter(token.secret, "/audit");
    expect([entered.status, entered.location]).toEqual([303, "/audit"]);
    expect(entered.setCookie).toMatch(
      /^__Host-hazid=hzs_[\w-]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/u,
    );
    expect(entered.setCookie).not.toContain(token.secret);
    const page = await site.send("/", { headers: cookieOf(entered) });
    expect(page.status).toBe(200);
    expect(page.text).toContain("Asha the cso");
  });

  test("on plain http at one's own machine, the cookie is not marked secure, so that it can be tried out", async () => {
    const plain = openServerSite(desk, new URL("http://127.0.0.1:4270"));
    const { setCookie } = await plain.send("/sign-in", { form: { token: token.secret } });
    expect(setCookie).toMatch(
      /^hazid-session=hzs_[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/u,
    );
    // Which is worth nothing where https is.
    const { cookie } = cookieOf({ setCookie });
    expect((await site.send("/", { headers: { cookie } })).location).toBe("/sign-in?next=%2F");
  });

  test.each(["/", "/audit", "/account", "/products/sablewick/queue", "/nowhere?a=b&c=%2F"])(
    "is asked for before %s, and leads back there",
    async (path) => {
      const asked = await site.send(path);
      expect(asked.status).toBe(302);
      expect(asked.location).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
      const page = await site.send(asked.location ?? "");
      expect(page.status).toBe(200);
      expect(page.text).toContain("Your token");
      expect((await enter(token.secret, path)).location).toBe(path);
    },
  );

  test("is not asked for twice", async () => {
    const again = await site.send("/sign-in?next=%2Faudit", { headers: await signedIn() });
    expect([again.status, again.location]).toEqual([302, "/audit"]);
  });

  test("the API says 401 and by what to come in", async () => {
    const { status, headers, text } = await site.send("/api/products");
    expect([status, headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="hazid"']);
    expect(JSON.parse(text)).toMatchObject({ error: { code: "not-signed-in" } });
    const authorization = `Bearer ${token.secret}`;
    expect((await site.send("/api/products", { headers: { authorization } })).status).toBe(200);
    expect((await site.send("/api/products", { headers: await signedIn() })).status).toBe(200);
  });

  test("shows who is in, and no form to become somebody else", async () => {
    const headers = await signedIn();
    const page = await site.send("/account", { headers });
    expect(page.text).toContain("Sign out");
    expect(page.text).not.toContain('name="role"');
    const form = { name: "Vi", role: "cso", body: "GMC", number: "7654321" };
    const refused = await site.send("/account", { headers, form });
    expect(refused.status).toBe(400);
    expect(await desk.call("token.list", {}, { credential: operator })).toHaveLength(1);
  });
});

test("whoever lacks a right is told what is true of people who sign in", async () => {
  const desk = await record().desk({ mode: "server" });
  const site = openServerSite(desk);
  const { secret } = await makeToken(desk, { role: "viewer" });
  const headers = cookieOf(await site.send("/sign-in", { form: { token: secret } }));
  const form = { "product-name": "Sablewick", text: makeDescription() };
  const refused = await site.send("/products", { form, headers });
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect(refused.text).toContain("does not have the right to do this: ask a Clinical Safety");
  expect(refused.text).not.toMatch(/who is named|named now/u);
  expect(refused.text).toContain("on the page “Who is deciding”");
  const account = await site.send("/account", { headers });
  expect(account.text).toContain("Who is deciding");
  expect(account.text).toContain("Another name, role or registration is another token");
});

describe("signing out", () => {
  test("ends the session at the record, so that its cookie is worth nothing to who kept it", async () => {
    const headers = await signedIn();
    const left = await site.send("/sign-out", { form: {}, headers });
    expect([left.status, left.location]).toEqual([303, "/sign-in"]);
    expect(left.setCookie).toMatch(/^__Host-hazid=; Max-Age=0; Path=\/; Secure$/u);
    const replayed = await site.send("/", { headers });
    expect(replayed.location).toBe("/sign-in?next=%2F");
    expect(replayed.setCookie).toMatch(/^__Host-hazid=; Max-Age=0/u);
    expect((await site.send("/api/products", { headers })).status).toBe(401);
    expect((await desk.audit()).at(-1)).toMatchObject({
      action: "sign-in.refuse",
      details: { by: "session", why: "revoked", client: "192.0.2.7" },
    });
  });

  test("a form sent after the session ended is not lost, and nothing is recorded", async () => {
    const headers = await signedIn();
    await site.send("/sign-out", { form: {}, headers });
    const form = { "product-name": "Sablewick", text: "What I had typed for an hour" };
    const refused = await site.send("/products", { form, headers });
    expect(refused.status).toBe(401);
    expect(refused.text).toContain("What I had typed for an hour");
    expect(await desk.count("product")).toBe(0);
  });
});

describe("an attack on the sign-in", () => {
  test("guessing is recorded without the guess, and says nothing of what is wrong with it", async () => {
    const before = await desk.count("audit_event");
    const guess = `hzd_${"g".repeat(43)}`;
    const headers = { "x-forwarded-for": "198.51.100.1" };
    const { status, text, setCookie } = await enter(guess, "/", headers);
    expect([status, setCookie]).toEqual([401, null]);
    expect(text).toContain("not known here, has expired, or was revoked");
    expect(text).not.toContain(guess);
    expect(await desk.count("audit_event")).toBe(before + 1);
    expect(JSON.stringify((await desk.audit()).at(-1))).not.toContain(guess);
  });

  test("guessing on is refused without a line in the chain; claiming other addresses does not help", async () => {
    const guess = (n: number) =>
      enter(`hzd_${n}`, "/", { "x-forwarded-for": `203.0.113.${n}, 198.51.100.2` });
    const statuses: number[] = [];
    for (let n = 0; n < 12; n += 1) statuses.push((await guess(n)).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429]);
    const before = await desk.count("audit_event");
    await guess(13);
    expect(await desk.count("audit_event")).toBe(before);
    // A colleague behind the same address still comes in.
    const headers = { "x-forwarded-for": "198.51.100.2" };
    expect((await enter(token.secret, "/", headers)).status).toBe(303);
  });

  test("fixation: a cookie that was planted is worth nothing, before signing in and after", async () => {
    const planted = {
      cookie: `${cookieName}=hzs_${"p".repeat(43)}`,
      "x-forwarded-for": "198.51.100.3",
    };
    const entered = await enter(token.secret, "/", planted);
    expect(cookieOf(entered).cookie).not.toBe(planted.cookie);
    expect((await site.send("/", { headers: planted })).status).toBe(302);
    // Whose own session was planted loses it.
    const theirs = { cookie: `${cookieName}=${await signIn(desk, token.secret)}` };
    await enter(token.secret, "/", theirs);
    expect((await site.send("/", { headers: theirs })).status).toBe(302);
  });

  test.each([
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "///evil.example",
    "javascript:alert(1)",
    " /audit",
    "evil.example",
    "/sign-in?next=/audit",
    "/sign-out",
    "/api/audit/export",
    `/${"a".repeat(3_000)}`,
  ])("an open redirect: next=%j leads home", async (next) => {
    expect((await enter(token.secret, next)).location).toBe("/");
    const page = await site.send(`/sign-in?next=${encodeURIComponent(next)}`);
    expect(page.text).toContain('name="next" value="/"');
  });

  test.each<[string, Record<string, string>]>([
    ["of another origin", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
    ["of the same site", { origin: "https://other.example.nhs.uk", "sec-fetch-site": "same-site" }],
    ["of the same name by http", { origin: "http://hazid.example.nhs.uk", "sec-fetch-site": "" }],
    ["that hides where it comes from", { origin: "", "sec-fetch-site": "" }],
  ])("a form %s changes nothing, with the cookie and without", async (_what, headers) => {
    const before = await desk.snapshot();
    const stolen = await desk.call("token.list", {}, { credential: operator });
    expect((await enter(token.secret, "/", headers)).status).toBe(403);
    const cookie = `${cookieName}=hzs_any`;
    const left = await site.send("/sign-out", { form: {}, headers: { ...headers, cookie } });
    expect(left.status).toBe(403);
    expect(await desk.snapshot()).toEqual(before);
    expect(stolen).toHaveLength(1);
  });

  test("a cookie without any word of where a form comes from is no program of ours", async () => {
    const { cookie } = await signedIn();
    const silent = await site.send("/sign-out", { method: "POST", headers: { cookie } });
    expect(silent.status).toBe(403);
    expect((await site.send("/", { headers: { cookie } })).status).toBe(200);
  });

  test.each<[string, (cookie: string) => Record<string, string>]>([
    [
      "a token and a session at once",
      (cookie) => ({ authorization: `Bearer ${token.secret}`, cookie }),
    ],
    ["two tokens", () => ({ authorization: `Bearer ${token.secret}, Bearer hzd_other` })],
    ["two sessions", (cookie) => ({ cookie: `${cookie}; ${cookieName}=hzs_other` })],
    ["another scheme", () => ({ authorization: `Basic ${token.secret}` })],
    ["a token of no form", () => ({ authorization: "Bearer" })],
    ["a token with something after it", () => ({ authorization: `Bearer ${token.secret} x` })],
  ])("%s is refused, and nobody is guessed", async (_what, headersOf) => {
    const { cookie } = await signedIn();
    for (const path of ["/api/products", "/"]) {
      const { status, text } = await site.send(path, { headers: headersOf(cookie) });
      expect(status).toBe(400);
      expect(text).not.toContain("Asha");
      expect(text).not.toContain(token.secret);
    }
  });

  test.each(["hazid-session", "__Secure-hazid", "__host-hazid", "x__Host-hazid"])(
    "a cookie that anybody could set, %s, is not read",
    async (name) => {
      const { cookie } = await signedIn();
      const secret = cookie.slice(cookie.indexOf("=") + 1);
      const headers = { cookie: `${name}=${secret}` };
      expect((await site.send("/api/products", { headers })).status).toBe(401);
    },
  );

  test("no attack was a fault", () => {
    expect(site.faults).toEqual([]);
  });
});

describe("every answer in server mode", () => {
  test.each(["/", "/sign-in", "/api/products", "/docs", "/nothing", "/assets/hazid.css"])(
    "%s is protected and kept out of caches",
    async (path) => {
      const { headers } = await site.send(path);
      expect(headers.get("strict-transport-security")).toBe("max-age=31536000");
      expect(headers.get("content-security-policy")).not.toContain("unsafe");
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("x-frame-options")).toBe("DENY");
      const caching = headers.get("cache-control") ?? "";
      if (path.startsWith("/assets/")) expect(caching).toMatch(/^public/u);
      else expect(caching).toBe("no-store");
    },
  );

  test("has no HSTS on plain http", async () => {
    const plain = openServerSite(desk, new URL("http://localhost:4270"));
    expect((await plain.send("/sign-in")).headers.has("strict-transport-security")).toBe(false);
  });

  test.each([
    "127.0.0.1:4270",
    "localhost",
    "evil.example",
    "hazid.example.nhs.uk:8443",
    "hazid.example.nhs.uk.evil.example",
    "",
  ])("Host %j is not this server", async (host) => {
    const authorization = `Bearer ${token.secret}`;
    expect((await site.send("/api/products", { headers: { host, authorization } })).status).toBe(
      421,
    );
  });

  test.each([publicUrl.host, `${publicUrl.host}:443`, publicUrl.host.toUpperCase()])(
    "Host %s is",
    async (host) => {
      expect((await site.send("/sign-in", { headers: { host } })).status).toBe(200);
    },
  );

  test("a body too large is not read", async () => {
    const { status } = await enter("h".repeat(5_000_001));
    expect(status).toBe(413);
  });
});
