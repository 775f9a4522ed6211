import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { inBrowser } from "../support/chromium.ts";
import { openServedSite, type ServedSite } from "../support/served-site.ts";
import { cso, readExample } from "../web/site.ts";

const path = "/products/marlnote/suggestions/S-1";

describe("a long list narrowed by words", inBrowser, () => {
  let served: ServedSite;
  let page: Page;
  beforeAll(async () => {
    served = await openServedSite();
    const { call } = served.site;
    await call("account.set", cso);
    await call("product.add", { text: await readExample() });
    await call("run.identify", { product: "marlnote" });
    page = await served.open();
    await page.goto(path);
    await page.locator("summary", { hasText: "Merge into another" }).click();
  }, 240_000);
  afterAll(() => served.close());

  const shown = (): Promise<string[]> =>
    page
      .locator("#into option")
      .evaluateAll((all) => all.map((one) => (one as { textContent?: string }).textContent ?? ""));

  test("leaves what holds the words, says how many, and gives all back", async () => {
    const before = await shown();
    const word = /[a-z]{7,}/u.exec(before.at(-1) ?? "")?.[0] ?? "";
    const box = page.getByLabel("Show only what holds these words");
    await box.fill(word);
    const [choose, ...rest] = await shown();
    expect(choose).toBe("Choose");
    expect(rest.length).toBeGreaterThan(0);
    expect(rest.length).toBeLessThan(before.length - 1);
    for (const label of rest) expect(label.toLowerCase()).toContain(word);
    expect(await page.getByText(`${rest.length} of ${before.length - 1}`).count()).toBe(1);
    expect(await axeFindings(page)).toEqual([]);
    // Enter in the box sends nothing.
    await box.press("Enter");
    expect(new URL(page.url()).pathname).toBe(path);
    await box.fill("");
    expect(await shown()).toEqual(before);
  }, 120_000);

  test("keeps what is chosen in sight", async () => {
    const [, second = ""] = (await shown()).slice(1);
    await page.locator("#into").selectOption({ label: second });
    await page.getByLabel("Show only what holds these words").fill("zzzz");
    expect(await shown()).toEqual(["Choose", second]);
  });

  test("nothing was asked of elsewhere, and nothing failed", () => {
    expect([served.complaints, served.site.faults]).toEqual([[], []]);
  });
});
