import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { inBrowser } from "../support/chromium.ts";
import { makeDescription } from "../support/make-description.ts";
import { exportFor, type MakerFile } from "../support/maker-log.ts";
import { openServedSite, widths, type ServedSite } from "../support/served-site.ts";
import { cso } from "../web/site.ts";
import { writtenHazard } from "../support/writes.ts";

const product = "/products/sablewick";
const long = "Unbroken".repeat(30);
const hostile = `<script>alert(1)</script> ${long}`;

/** From the maker's file to the deployer's queue; tests of this file are one story in order. */
describe("a log that starts from a maker’s", inBrowser, () => {
  let served: ServedSite;
  let file: MakerFile;

  beforeAll(async () => {
    served = await openServedSite();
    const { call } = served.site;
    await call("account.set", cso);
    await call("product.add", { text: makeDescription("Sablewick") });
    await call("view.sample", { product: "sablewick", every: 0 });
    await call("product.add", { text: makeDescription("Larkmere") });
    const content = { ...writtenHazard, hazard: hostile };
    const first = await call("hazard.add", { product: "larkmere", content });
    await call("hazard.add-action", {
      ...{ hazard: first.id, seen: first.hash, summary: long, owner: "Records" },
      party: "deployer",
    });
    await call("hazard.add", { product: "larkmere", content: writtenHazard });
    file = await exportFor(served.site, "larkmere");
  }, 120_000);
  afterAll(() => served.close());

  test("is started without JavaScript, and nothing is decided", async () => {
    const page = await served.open({ javaScriptEnabled: false });
    await page.goto(`${product}/log`);
    await page.getByRole("link", { name: "start from a maker’s" }).click();
    await page.getByLabel("The maker’s hazard log").setInputFiles({
      ...{ name: "maker.json", mimeType: "application/json" },
      buffer: Buffer.from(file.base64, "base64"),
    });
    await page.getByRole("button", { name: "Read the log" }).click();
    await page.waitForURL(/start-from\?notice=started/u);
    await page.getByRole("link", { name: "S-1 from H-1 of Larkmere, version 1" }).click();
    const text = await page.locator("main").innerText();
    expect(text).toContain("<script>alert(1)</script>");
    expect(text).toContain("What that log still asks of whoever takes it over");
    expect(await page.locator("main input:checked").count()).toBe(0);
    await page.context().close();
  }, 60_000);

  test.each(Object.entries(widths))(
    "its pages have nothing for axe to find, and nothing scrolls sideways: %s",
    async (_name, viewport) => {
      const page = await served.open({ viewport });
      for (const at of ["log/start-from", "suggestions/S-1", "queue", "coverage", "runs/R-1"]) {
        await page.goto(`${product}/${at}`);
        expect([at, await axeFindings(page)]).toEqual([at, []]);
        const wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
        expect([at, wide]).toEqual([at, false]);
      }
      await page.context().close();
    },
    60_000,
  );
});
