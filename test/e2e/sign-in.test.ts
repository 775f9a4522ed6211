import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../src/infra/clock.ts";
import { createSite } from "../../src/serve.ts";
import { listen, type Listening } from "../../src/server/listen.ts";
import { axeFindings } from "../support/axe.ts";
import { inBrowser, openBrowser } from "../support/chromium.ts";
import { useRecord } from "../support/record.ts";
import { makeToken } from "../support/tokens.ts";

/** Where several people work, in a real Chromium, behind the server's own checks and headers. */
describe("signing in", inBrowser, () => {
  const record = useRecord({ engine: "PGlite" });
  const faults: unknown[] = [];
  let token: { secret: string };
  let server: Listening;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    // The browser keeps its cookie by the time that it is.
    const desk = await record().desk({ mode: "server", clock: systemClock });
    token = await makeToken(desk);
    // Its own address is part of what the site checks, and is known once it listens.
    const site = Promise.withResolvers<ReturnType<typeof createSite>>();
    const fetch: Parameters<typeof listen>[0]["fetch"] = async (request, env) =>
      (await site.promise).fetch(request, env);
    server = await listen({ fetch }, { port: 0 });
    const access = { kind: "server", publicUrl: new URL(server.url) } as const;
    site.resolve(
      createSite(desk.call, {
        port: server.port,
        access: { ...access, clientHeader: null, token: null },
        version: "test",
        onFault(error) {
          faults.push(error);
          return "fault";
        },
      }),
    );
    browser = await openBrowser();
    page = await (await browser.newContext({ baseURL: server.url })).newPage();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  const expectSound = async (): Promise<void> => {
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await axeFindings(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    }
  };
  const enter = async (secret: string): Promise<void> => {
    await page.getByLabel("Your token").fill(secret);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  };

  test("the page, and a refusal on it, have nothing that axe finds, wide or narrow", async () => {
    await page.goto("/account");
    expect(new URL(page.url()).pathname).toBe("/sign-in");
    await expectSound();
    for (const secret of ["", "hzd_nobody"]) {
      await enter(secret);
      expect(await page.title()).toMatch(/^Error: /u);
      await expectSound();
    }
  }, 60_000);

  test("nor has the page of who is in", async () => {
    await page.goto("/sign-in?next=%2Faccount");
    await enter(token.secret);
    expect(new URL(page.url()).pathname).toBe("/account");
    expect(await page.getByRole("button", { name: "Sign out" }).count()).toBeGreaterThan(0);
    await expectSound();
    expect(faults).toEqual([]);
  }, 60_000);

  test("signing out leaves nothing that was typed in the browser, and nothing of others is touched", async () => {
    await page.goto("/account");
    await page.evaluate(`(() => {
      const entry = JSON.stringify({ at: Date.now(), key: null, texts: {}, choices: {} });
      for (const person of [document.body.dataset.person, "another"]) {
        localStorage.setItem("hazid:typed:" + JSON.stringify([person, "/x decide", ""]), entry);
      }
    })()`);
    await page.getByRole("button", { name: "Sign out" }).click();
    expect(new URL(page.url()).pathname).toBe("/sign-in");
    expect(await page.evaluate("Object.keys(localStorage)")).toEqual([
      'hazid:typed:["another","/x decide",""]',
    ]);
  }, 60_000);
});
