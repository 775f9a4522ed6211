import { afterAll, beforeAll, expect, test, describe } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { inBrowser } from "../support/chromium.ts";
import { fillDesk, type FilledDesk } from "../support/fill-desk.ts";
import { openServedSite, widths, type ServedSite } from "../support/served-site.ts";

describe("coverage in a browser", inBrowser, () => {
  let served: ServedSite;
  let filled: FilledDesk;
  beforeAll(async () => {
    served = await openServedSite();
    filled = await fillDesk(served.site.call);
  }, 240_000);
  afterAll(() => served.close());

  test.each(Object.entries(widths))(
    "axe finds nothing and nothing scrolls sideways, folds open: %s",
    async (_name, viewport) => {
      const page = await served.open({ viewport });
      const wrong: string[] = [];
      for (const slug of [filled.usual, filled.hostile]) {
        const { places } = await served.site.call("coverage.show", { product: slug });
        const ofStates = ["suggested", "none"].flatMap(
          (state) => places.find(({ standing }) => standing.state === state)?.key ?? [],
        );
        const base = `/products/${slug}/coverage`;
        for (const address of [
          base,
          `${base}?state=not-run`,
          ...ofStates.map((key) => `${base}?cell=${encodeURIComponent(key)}`),
        ]) {
          await page.goto(address);
          await page.evaluate(
            `document.querySelectorAll("details").forEach((fold) => { fold.open = true; })`,
          );
          const sideways = await page.evaluate<boolean>(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth",
          );
          if (sideways) wrong.push(`${address} scrolls sideways`);
          for (const found of await axeFindings(page)) wrong.push(`${address}: ${found}`);
        }
      }
      await page.context().close();
      expect(wrong).toEqual([]);
      expect(served.complaints).toEqual([]);
    },
    400_000,
  );

  test("a place is found, considered with a reason and opened again, by keyboard and without JavaScript", async () => {
    const page = await served.open({ javaScriptEnabled: false });
    await page.goto(`/products/${filled.usual}/coverage?state=open`);
    const link = page.locator("tbody th a").last();
    await link.focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("Reason").focus();
    await page.keyboard.type("The note is written while the patient is there.");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByText("It is recorded that this place was considered").waitFor();
    expect(await page.locator(".hz-place").first().innerText()).toBe("considered: none");
    await page.getByLabel("Reason").fill("It is sent by post as well.");
    await page.getByRole("button", { name: "Open it again" }).click();
    await page.getByText("The place is open again.").waitFor();
    expect(await page.locator("ol.hz-history > li").count()).toBe(2);
    await page.context().close();
  }, 120_000);
});
