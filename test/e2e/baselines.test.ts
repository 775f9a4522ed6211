import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { shownHazard } from "../support/hazards.ts";
import { inBrowser } from "../support/chromium.ts";
import { openServedSite, type ServedSite } from "../support/served-site.ts";
import { cso, readExample } from "../web/site.ts";

const product = "/products/marlnote";
const reason = "The evaluation follows with the next release.";

/** From a scheme to an approved log, as a person does it; tests of this file are one story in order. */
describe("approving a log", inBrowser, () => {
  let served: ServedSite;

  beforeAll(async () => {
    served = await openServedSite();
    const { call } = served.site;
    await call("account.set", cso);
    await call("product.add", { text: await readExample() });
    await call("hazard.add", {
      product: "marlnote",
      content: {
        ...{ name: "Lost letter", hazard: "A letter is lost.", effect: "It is not read." },
        ...{ harm: "Treatment comes late.", causes: [{ text: "It is full.", kind: "software" }] },
      },
    });
    const said = await shownHazard(served.site, "H-1", "marlnote");
    await call("hazard.score", { ...said, severity: "major", likelihood: "low" });
  }, 60_000);
  afterAll(() => served.close());

  const signBox = (page: Page) => page.getByRole("checkbox", { name: /and sign$/u });

  test("what was typed of the reason is back after a reload; the signature is not", async () => {
    const page = await served.open();
    await page.goto(`${product}/baselines/prepare`);
    await page.getByLabel("Why it is approved though").fill(reason);
    await signBox(page).check();
    await page.reload();
    await page.getByRole("region", { name: "What you had entered is back" }).waitFor();
    expect(await page.getByLabel("Why it is approved though").inputValue()).toBe(reason);
    expect(await signBox(page).isChecked()).toBe(false);
    await page.context().close();
  });

  test("without JavaScript a scheme is declared, and the log approved under the person's signature", async () => {
    const page = await served.open({ javaScriptEnabled: false });
    await page.goto(product);
    await page.getByRole("link", { name: "Risk scheme", exact: true }).click();
    await page.getByRole("radio", { name: /ig-example 1/u }).check();
    await page.getByLabel("Why this scheme").fill("It fits what the product does.");
    await page.getByRole("button", { name: "Declare the scheme" }).click();
    expect(await page.locator("main").innerText()).toContain("The scheme is declared.");

    await page.goto(`${product}/baselines`);
    await page.getByRole("link", { name: "Prepare a baseline" }).click();
    await page.getByLabel("Why it is approved though").fill(reason);
    await page.getByRole("button", { name: "Approve baseline 1" }).click();
    expect(await page.getByRole("alert").innerText()).toContain("Tick the box to sign");
    expect(await signBox(page).isChecked()).toBe(false);
    await signBox(page).check();
    await page.getByRole("button", { name: "Approve baseline 1" }).click();
    await page.waitForURL(/baselines\/1\?/u);
    const text = await page.locator("main").innerText();
    expect(text).toContain("Approved by Dr Amara Okafor, Clinical Safety Officer (GMC 1234567)");
    expect(text).toContain(reason);
    await page.context().close();
    // The form that was sent without a signature was refused, as it should be.
    expect(served.complaints.filter((said) => !said.includes("status of 400"))).toEqual([]);
    expect(served.site.faults).toEqual([]);
  });
});
