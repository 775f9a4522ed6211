import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toReportHtml } from "../../src/cli/eval/report-html.ts";
import { axeFindings } from "../support/axe.ts";
import { inBrowser, openBrowser } from "../support/chromium.ts";
import { makeEvalResult, makeGate } from "../support/make-eval-result.ts";

/** As a reviewer opens it: from disk, in a real Chromium. */
describe("the report of an evaluation", inBrowser, () => {
  let browser: Browser;
  let folder: string;
  let address: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "hazid-report-"));
    const file = join(folder, "report.html");
    await writeFile(file, toReportHtml(makeEvalResult(), makeGate()));
    address = pathToFileURL(file).href;
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function open(width: number): Promise<{ page: Page; asked: string[]; said: string[] }> {
    const context = await browser.newContext({ viewport: { width, height: 900 } });
    const page = await context.newPage();
    const [asked, said]: [string[], string[]] = [[], []];
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => said.push(message.text()));
    await page.goto(address);
    return { page, asked, said };
  }

  test.each([1200, 400])(
    "at %i px it is readable, and nothing is fetched or refused",
    async (width) => {
      const { page, asked, said } = await open(width);
      expect(asked).toEqual([address]);
      expect(said).toEqual([]);
      expect(await axeFindings(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
      await page.context().close();
    },
  );

  test("the answer is on the first screen", async () => {
    const { page } = await open(1200);
    for (const words of ["Gate FAILED", "4 of 6 core hazards", "their kappa is 0.81"]) {
      const box = await page.getByText(words).first().boundingBox();
      expect(box?.y).toBeLessThan(500);
    }
    await page.context().close();
  });
});
