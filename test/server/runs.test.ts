import { beforeAll, describe, expect, test } from "vitest";
import { addProduct } from "../support/make-queue.ts";
import { useRecord, type Desk } from "../support/record.ts";
import { cookieName, openServerSite, type ServerSite } from "../support/server-site.ts";
import { bearer, makeToken, signIn } from "../support/tokens.ts";

/** Several people: whoever starts a run is who works it, long after they were answered. */
describe("a run of somebody who signed in", () => {
  const record = useRecord({ engine: "PGlite" });
  let desk: Desk;
  let site: ServerSite;
  const tokens = { cso: "", viewer: "" };
  beforeAll(async () => {
    desk = await record().desk({ mode: "server" });
    site = openServerSite(desk);
    for (const role of ["cso", "viewer"] as const) {
      tokens[role] = (await makeToken(desk, { role })).secret;
    }
    const asCso: Desk["call"] = (verb, input, options) =>
      desk.call(verb, input, { ...options, credential: bearer(tokens.cso) });
    await addProduct({ ...desk, call: asCso });
  }, 60_000);

  const cookieFor = async (role: keyof typeof tokens) => ({
    cookie: `${cookieName}=${await signIn(desk, tokens[role])}`,
  });

  test("is worked by them to its end, and every step says so", async () => {
    const headers = await cookieFor("cso");
    const started = await site.send("/products/sablewick/identify", {
      headers,
      form: { key: "k", limit: "12" },
    });
    expect([started.status, started.location]).toEqual([303, "/products/sablewick/runs/R-1"]);
    const look = () => site.send("/products/sablewick/runs/R-1", { headers });
    await expect
      .poll(async () => (await look()).text, { timeout: 20_000 })
      .toContain("It is finished");
    const events = await desk.audit();
    const steps = events.filter(({ action }) => action.startsWith("run."));
    expect(steps.length).toBeGreaterThan(8);
    for (const { actor } of steps) expect(actor).toMatchObject({ name: "Asha the cso" });
  });

  test.each(["", "/events"])("is shown to nobody who is not signed in: %s", async (path) => {
    const { status, location } = await site.send(`/products/sablewick/runs/R-1${path}`);
    expect([status, location?.startsWith("/sign-in?next=")]).toEqual([302, true]);
  });

  test("is neither started, stopped nor taken up by who only reads", async () => {
    const headers = await cookieFor("viewer");
    expect((await site.send("/products/sablewick/runs/R-1", { headers })).status).toBe(200);
    const before = await desk.snapshot();
    for (const path of ["identify", "corrections", "runs/R-1/cancel", "runs/R-1/resume"]) {
      const form = { key: path, strike: "user:gp", seen: "0".repeat(64) };
      const refused = await site.send(`/products/sablewick/${path}`, { headers, form });
      expect([path, refused.text.includes("does not have the right")]).toEqual([path, true]);
    }
    expect(await desk.snapshot()).toEqual(before);
    expect(site.faults).toEqual([]);
  });
});
