import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { readLog } from "../support/books.ts";
import { inBrowser } from "../support/chromium.ts";
import { openServedSite, widths, type ServedSite } from "../support/served-site.ts";
import { writtenHazard } from "../support/writes.ts";
import { makeDescription } from "../support/make-description.ts";

const log = "/products/sablewick/log";

describe("exporting the log", inBrowser, () => {
  let served: ServedSite;
  beforeAll(async () => {
    served = await openServedSite();
    const { call } = served.site;
    await call("account.set", { name: "Asha", role: "cso", body: "GMC", number: "7654321" });
    await call("product.add", { text: makeDescription("Sablewick") });
    await call("hazard.add", { product: "sablewick", content: writtenHazard });
  }, 120_000);
  afterAll(() => served.close());

  /** From the log to the file, as a person gets there. */
  async function download(
    page: Page,
    button: string,
  ): Promise<{ name: string; bytes: Uint8Array }> {
    await page.goto(log);
    await page.getByRole("link", { name: "Export as workbook or document" }).click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: button }).click(),
    ]);
    return {
      name: file.suggestedFilename(),
      bytes: new Uint8Array(await readFile(await file.path())),
    };
  }

  test.each([true, false])(
    "gives a workbook that reads back, with JavaScript or without (%s)",
    async (javaScriptEnabled) => {
      const page = await served.open({ javaScriptEnabled });
      const { name, bytes } = await download(page, "Workbook, one row a cause");
      expect(name).toMatch(/^sablewick-hazard-log-\d{4}-\d\d-\d\d\.xlsx$/u);
      const { manifest } = await readLog(bytes);
      expect(manifest).toMatchObject({ layout: "causes", hazards: [{ ref: "H-1" }] });
      await page.context().close();
    },
    120_000,
  );

  test.each(Object.entries(widths))(
    "its page has nothing for axe to find: %s",
    async (_w, viewport) => {
      const page = await served.open({ viewport });
      await page.goto(`${log}/export`);
      expect(await axeFindings(page)).toEqual([]);
      const wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
      expect(wide).toBe(false);
      await page.context().close();
    },
    120_000,
  );
});
