import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openJudging } from "../../src/app/evaluation/judging.ts";
import { serveJudge } from "../../src/serve-judge.ts";
import type { Listening } from "../../src/server/listen.ts";
import { axeFindings } from "../support/axe.ts";
import { inBrowser, openBrowser } from "../support/chromium.ts";
import { makeJudgedRun } from "../support/make-judged-run.ts";
import { createVerdictMemory } from "../support/verdict-memory.ts";

const [wide, narrow] = [
  { width: 1200, height: 900 },
  { width: 400, height: 780 },
] as const;

/** One judge's sitting in a real Chromium, without scripts, by the keyboard where a key is named. */
describe("judging on a page", inBrowser, () => {
  const files = createVerdictMemory();
  const faults: unknown[] = [];
  let server: Listening;
  let browser: Browser;
  let page: Page;

  const open = async (javaScriptEnabled: boolean): Promise<Page> => {
    const context = await browser.newContext({
      javaScriptEnabled,
      baseURL: server.url,
      viewport: wide,
    });
    return context.newPage();
  };
  beforeAll(async () => {
    const judging = await openJudging({
      files,
      folder: "v",
      run: makeJudgedRun(),
      judge: { judge: "amara", kind: "person", by: null },
    });
    server = await serveJudge(judging, {
      port: 0,
      onFault(error) {
        faults.push(error);
        return "fault";
      },
    });
    browser = await openBrowser();
    page = await open(false);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await server.close();
  });
  const kept = () => files.lines("v/pump/amara.jsonl").slice(1);
  const candidate = (number: number) => page.locator(`#candidate-${number}`);

  test("every page has nothing that axe finds, wide or narrow, before and after a choice", async () => {
    const scripted = await open(true);
    const expectSound = async (): Promise<void> => {
      for (const size of [wide, narrow]) {
        await scripted.setViewportSize(size);
        expect(await axeFindings(scripted)).toEqual([]);
        const width: unknown = await scripted.evaluate("document.documentElement.scrollWidth");
        expect(width).toBe(size.width);
      }
    };
    await scripted.goto("/");
    await expectSound();
    await scripted.getByRole("radio", { name: "STRICT" }).first().check();
    await scripted.getByText("How to judge").click();
    await expectSound();
    await scripted.getByRole("button", { name: "Save what is marked" }).click();
    expect(await scripted.title()).toMatch(/^Error: /u);
    await expectSound();
    await scripted.goto("/nowhere");
    await expectSound();
  }, 60_000);

  test("the keyboard chooses, ticks, and says why; nothing was chosen before", async () => {
    await page.goto("/");
    expect(await page.locator(":checked").count()).toBe(0);
    await page.locator("#verdict-1").focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    expect(await page.locator("#causes-1").isChecked()).toBe(true);
    await candidate(1).getByRole("textbox").fill("The same unit.");
    expect(kept()).toEqual([]);
    await page.getByRole("button", { name: "Save what is marked" }).press("Enter");
    expect(await page.getByRole("alert").innerText()).toContain("Saved.");
    expect(kept()).toMatchObject([{ verdict: "STRICT", causes: [1], why: "The same unit." }]);
  });

  test("a row shows what a verdict needs once it is given, and can be left open after all", async () => {
    const reason = candidate(2).getByRole("textbox");
    expect(await reason.isVisible()).toBe(false);
    await candidate(2).getByRole("radio", { name: "NO", exact: true }).check();
    expect(await reason.isVisible()).toBe(true);
    expect(await page.locator("#causes-2").isVisible()).toBe(false);
    await candidate(2).getByRole("radio", { name: "LENIENT" }).check();
    expect(await page.locator("#causes-2").isVisible()).toBe(true);
    await candidate(2).getByRole("radio", { name: "Leave open" }).check();
    await page.getByLabel("Why what is not marked does not match").fill("Other situations.");
    await page.getByRole("button", { name: /^Save, and the rest is NO/u }).click();
    expect(kept()[1]).toMatchObject({ verdict: "NO", why: "Other situations." });
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toContain(
      "Known hazard 2 of 2, 4 left",
    );
  });

  test("the known hazard stays in sight, and does not cover the field that is reached", async () => {
    await page.goto("/gold/2");
    await page.setViewportSize({ width: 400, height: 500 });
    await page.getByLabel("Why what is not marked does not match").focus();
    const gold = await page.locator(".hj-gold").boundingBox();
    const field = await page.locator("#rest").boundingBox();
    expect(gold?.y).toBeCloseTo(0, 0);
    expect(field?.y).toBeGreaterThan((gold?.y ?? 0) + (gold?.height ?? 0) - 1);
  });

  test("no fault was met", () => {
    expect(faults).toEqual([]);
  });
});
