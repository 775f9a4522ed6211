import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { inBrowser } from "../support/chromium.ts";
import { makeDescription } from "../support/make-description.ts";
import { exportBook, fillIn } from "../support/returned.ts";
import { openServedSite, widths, type ServedSite } from "../support/served-site.ts";
import { cso } from "../web/site.ts";
import { writtenHazard } from "../support/writes.ts";

const product = "/products/sablewick";
const long = "Unbroken".repeat(30);

/** From the file to the log, as a person does it; tests of this file are one story in order. */
describe("a workbook that comes back", inBrowser, () => {
  let served: ServedSite;
  let filled: Uint8Array;

  beforeAll(async () => {
    served = await openServedSite();
    const { call } = served.site;
    await call("account.set", cso);
    await call("product.add", { text: makeDescription("Sablewick") });
    await call("hazard.add", { product: "sablewick", content: writtenHazard });
    filled = await fillIn(await exportBook(served.site, "sablewick"), [
      {
        ...{ sheet: "Hazard log", row: "H-1", header: "Hazard Name" },
        text: "<script>alert(1)</script>",
      },
      { sheet: "Hazard log", row: "H-1", header: "Hazard Description", text: `${long}\nis gone.` },
      { sheet: "Hazard log", row: "H-1", header: "Hazard Status", text: "Sideways" },
      { sheet: "Hazard log", row: "H-1", header: "Possible Causes", text: "C+ A badge is shared." },
      { sheet: "Hazard log", row: "", header: "Hazard Description", text: "A note is lost." },
    ]);
  }, 120_000);
  afterAll(() => served.close());

  test("is taken back without JavaScript, and changes nothing", async () => {
    const page = await served.open({ javaScriptEnabled: false });
    await page.goto(`${product}/log/export`);
    await page.getByRole("link", { name: "take back a workbook" }).click();
    await page.getByLabel("The workbook that came back").setInputFiles({
      ...{ name: "filled-in.xlsx", mimeType: "application/octet-stream" },
      buffer: Buffer.from(filled),
    });
    await page.getByRole("button", { name: "Take it back" }).click();
    await page.waitForURL(/workbooks\/1\?/u);
    const text = await page.locator("main").innerText();
    expect(text).toContain("<script>alert(1)</script>");
    expect(text).toContain("Hazard log!");
    expect(text).toContain("“Sideways”");
    expect(await page.locator("main input:checked").count()).toBe(0);
    await page.context().close();
  }, 60_000);

  test.each(Object.entries(widths))(
    "its pages have nothing for axe to find, and nothing scrolls sideways: %s",
    async (_name, viewport) => {
      const page = await served.open({ viewport });
      for (const address of [`${product}/workbooks`, `${product}/workbooks/1`]) {
        await page.goto(address);
        expect(await axeFindings(page)).toEqual([]);
        const wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
        expect(wide).toBe(false);
      }
      await page.context().close();
    },
    60_000,
  );

  test("is decided about without JavaScript; a refusal leads to the box that was ticked", async () => {
    const page = await served.open({ javaScriptEnabled: false });
    await page.goto(`${product}/workbooks/1`);
    const group = page.getByRole("region", { name: /^H-1/u });
    const take = group.getByRole("button", { name: "Take what is ticked" });
    await take.click();
    expect(await page.getByRole("alert").innerText()).toContain("nothing was decided");
    await group.getByRole("checkbox", { name: "1. Name" }).check();
    await group.getByRole("checkbox", { name: /A new cause/u }).check();
    await take.click();
    expect(await page.getByRole("alert").innerText()).toContain("kind");
    expect(await page.locator("main input:checked").count()).toBe(2);
    await group.getByRole("radio", { name: "human" }).check();
    await take.click();
    await page.waitForURL(/notice=taken/u);
    const { hazard } = await served.site.call("hazard.show", {
      ...{ hazard: "H-1", product: "sablewick" },
    });
    expect(hazard.name).toBe("<script>alert(1)</script>");
    await page.context().close();
    expect(served.complaints.filter((said) => !said.includes("status of 400"))).toEqual([]);
    expect(served.site.faults).toEqual([]);
  }, 60_000);
});
