import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { axeFindings } from "../support/axe.ts";
import { inBrowser } from "../support/chromium.ts";
import { fillDesk, type FilledDesk } from "../support/fill-desk.ts";
import { openServedSite, widths, type ServedSite } from "../support/served-site.ts";

/** What runs in the page is text: its types are not those of this program. */
const brokenPictures = (page: Page): Promise<string[]> =>
  page.evaluate(`[...document.images]
    .filter(({ complete, naturalWidth }) => !complete || naturalWidth === 0)
    .map(({ currentSrc }) => currentSrc)`);
const sideways = (page: Page): Promise<number> =>
  page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");

describe("what needs you, and insight", inBrowser, () => {
  let served: ServedSite;
  let filled: FilledDesk;
  let page: Page;

  beforeAll(async () => {
    served = await openServedSite();
    page = await served.open();
  }, 60_000);
  afterAll(() => served.close());

  test("a first start has one way to go, found by the keyboard, and nothing that axe finds", async () => {
    await page.goto("/");
    expect(await axeFindings(page)).toEqual([]);
    const add = page.getByRole("main").getByRole("link", { name: "Add a product" });
    await page.getByRole("link", { name: "Skip to main content" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    expect(await add.count()).toBe(1);
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Add a product");
    expect(await page.getByRole("link", { name: "Name yourself", exact: true }).count()).toBe(1);
    await page.goto("/insight");
    expect(await axeFindings(page)).toEqual([]);
  }, 60_000);

  describe("once it is filled", () => {
    beforeAll(async () => {
      filled = await fillDesk(served.site.call);
    }, 120_000);

    test.each(Object.entries(widths))(
      "nothing that axe finds, nothing cut, every picture drawn: %s",
      async (_name, viewport) => {
        await page.setViewportSize(viewport);
        for (const address of ["/", "/insight", `/products/${filled.hostile}/insight`]) {
          await page.goto(address);
          await page.evaluate(
            "for (const folded of document.querySelectorAll('details')) folded.open = true",
          );
          expect([address, await axeFindings(page)]).toEqual([address, []]);
          expect([address, await sideways(page)]).toEqual([address, 0]);
          expect(await brokenPictures(page)).toEqual([]);
        }
        const picture = page.getByRole("img").first();
        const isNarrow = viewport !== widths.wide;
        const drawn = String(await page.evaluate("document.images[0].currentSrc"));
        expect(drawn.endsWith("?size=narrow")).toBe(isNarrow);
        // Letters keep their size: the picture is not shrunk to fit.
        const shown = (await picture.boundingBox())?.width ?? 0;
        expect(shown).toBeGreaterThan(isNarrow ? 270 : 700);
      },
      120_000,
    );

    test("the first line leads to what is overdue, with the keyboard alone", async () => {
      await page.setViewportSize(widths.wide);
      await page.goto("/");
      await page.getByRole("link", { name: "Skip to main content" }).focus();
      await page.keyboard.press("Enter");
      const begin = page.getByText("Begin here").getByRole("link");
      // A question for a second look may stand before it.
      for (let tabs = 0; tabs < 3; tabs += 1) {
        await page.keyboard.press("Tab");
        if ((await begin.and(page.locator(":focus")).count()) > 0) break;
      }
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/products\/[^/]+\/hazards\/H-2$/u);
    });

    test("nothing was asked of elsewhere, and nothing failed", () => {
      expect(served.complaints).toEqual([]);
      expect(served.site.faults).toEqual([]);
    });
  });
});
