import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { inBrowser } from "../support/chromium.ts";
import { openServedSite, widths, type ServedSite } from "../support/served-site.ts";
import { cso, readExample } from "../web/site.ts";

const path = "/products/marlnote";

describe("the own view first, in a browser", inBrowser, () => {
  let served: ServedSite;
  let page: Page;
  beforeAll(async () => {
    served = await openServedSite();
    const { call } = served.site;
    await call("account.set", cso);
    await call("product.add", { text: await readExample() });
    await call("run.identify", { product: "marlnote" });
    page = await served.open();
  }, 240_000);
  afterAll(() => served.close());

  const expectFitting = async (): Promise<void> => {
    expect(await axeFindings(page)).toEqual([]);
    for (const viewport of [widths.narrow, widths.zoomed, widths.wide]) {
      await page.setViewportSize(viewport);
      const wide = await page.evaluate("document.documentElement.scrollWidth");
      expect(wide).toBeLessThanOrEqual(viewport.width);
    }
  };

  test("the view is written by keyboard, then the suggestion opens and is compared", async () => {
    await page.goto(`${path}/suggestions/S-10`);
    await expectFitting();
    await page.getByLabel("What could go wrong here, and who would be harmed?").focus();
    await page.keyboard.type(`The note is lost. ${"w".repeat(400)}`);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Your own view", exact: true }).waitFor();
    expect(await page.locator("input:checked").count()).toBe(0);
    await expectFitting();
    await page.getByLabel("Partly").check();
    await page.getByRole("button", { name: "Keep how near it was" }).click();
    await page.getByText("You said of it: partly").waitFor();
  }, 120_000);

  test.each([`${path}/views`, "/time", `${path}/queue`])(
    "axe finds nothing on %s, and nothing is cut",
    async (address) => {
      await page.goto(address);
      await expectFitting();
    },
    120_000,
  );

  test("nothing was asked of elsewhere, and nothing failed", () => {
    expect([served.complaints, served.site.faults]).toEqual([[], []]);
  });
});
