import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inBrowser } from "../support/chromium.ts";
import { openServedSite, type ServedSite } from "../support/served-site.ts";
import { cso, readExample } from "../web/site.ts";

const example = fileURLToPath(new URL("../../examples/ambient-scribe.md", import.meta.url));
const product = "/products/marlnote";
const toDecide = 20;
const ownView =
  "The note could go to the wrong patient, who is then treated for another's illness.";
/** What decides the n-th suggestion: most often one accepts. */
const verbAt = (n: number): "accept" | "reject" | "defer" =>
  n % 4 === 2 ? "reject" : n % 7 === 5 ? "defer" : "accept";

const path = (page: Page): string => new URL(page.url()).pathname;
const headingOf = (page: Page): Promise<string> =>
  page.getByRole("heading", { level: 1 }).innerText();
const asksForView = async (page: Page): Promise<boolean> =>
  (await headingOf(page)) === "Your own view first";

/** From a description to twenty decisions, as a person does it who has only a keyboard, or only a mouse. */
describe("the desk", inBrowser, () => {
  let served: ServedSite;
  beforeEach(async () => {
    served = await openServedSite();
    return () => served.close();
  });
  afterEach(() => {
    expect(served.complaints).toEqual([]);
    expect(served.site.faults).toEqual([]);
  });

  const expectDecided = async (): Promise<void> => {
    const lines = await served.site.call("queue.list", { product: "marlnote" });
    const decided = lines.filter(({ state }) => state !== "pending");
    expect(decided).toHaveLength(toDecide);
    const states = new Set(decided.map(({ state }) => state));
    expect([...states].sort()).toEqual(["accepted", "deferred", "rejected"]);
    expect(new Set(decided.map(({ decided }) => decided?.by))).toEqual(new Set([cso.name]));
    const { views } = await served.site.call("view.list", { product: "marlnote" });
    expect(views.length).toBeGreaterThan(0);
    expect(await served.site.call("audit.verify", {})).toMatchObject({ breaches: [], record: [] });
  };

  test("new product, run and twenty decisions by keyboard alone", async () => {
    const page = await served.open();
    const { keyboard } = page;
    const focused = (): Promise<string> =>
      page.evaluate(`(() => {
        const at = document.activeElement;
        if (at === document.body) return "";
        return (at.labels?.[0] ?? at).textContent.trim().replaceAll(/\\s+/g, " ");
      })()`);
    /** Tabs on until what has the focus is called so. */
    const tabTo = async (name: RegExp): Promise<void> => {
      for (let tabs = 0; tabs < 120; tabs += 1) {
        if (name.test(await focused())) return;
        await keyboard.press("Tab");
      }
      throw new Error(`Expected the focus to reach ${String(name)} on ${page.url()}.`);
    };
    const press = async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) await keyboard.press(key);
    };
    /** The page that the last key leads to is another one. */
    const pressAndGo = async (...keys: readonly string[]): Promise<void> => {
      await press(...keys.slice(0, -1));
      await Promise.all([page.waitForEvent("load"), keyboard.press(keys.at(-1) ?? "")]);
    };

    await page.goto("/");
    await tabTo(/^Name yourself$/u);
    await pressAndGo("Enter");
    await tabTo(/^Your name/u);
    await keyboard.insertText(cso.name);
    await tabTo(/^Clinical Safety Officer/u);
    await press("Space");
    await tabTo(/^Registration body/u);
    await keyboard.insertText(cso.body);
    await tabTo(/^Registration number/u);
    await keyboard.insertText(cso.number);
    await tabTo(/^Save$/u);
    await pressAndGo("Enter");

    await page.goto("/");
    await pressAndGo("n");
    expect(path(page)).toBe("/products/new");
    await tabTo(/^Description/u);
    await keyboard.insertText(await readExample());
    await tabTo(/^Add product$/u);
    await pressAndGo("Enter");
    expect(path(page)).toBe(product);
    await tabTo(/^Identify/u);
    await pressAndGo("Enter");
    await tabTo(/^Identify hazards$/u);
    await pressAndGo("Enter");
    expect(path(page)).toBe(`${product}/runs/R-1`);
    const toQueue = page.locator("#run-queue");
    await toQueue.waitFor();
    await tabTo(new RegExp(`^${RegExp.escape(await toQueue.innerText())}$`, "u"));
    await pressAndGo("Enter");
    expect(path(page)).toBe(`${product}/queue`);
    await press("j");
    await pressAndGo("Enter");

    for (let n = 1; n <= toDecide; n += 1) {
      const at = path(page);
      if (await asksForView(page)) {
        await tabTo(/^What could go wrong here/u);
        await keyboard.insertText(ownView);
        await tabTo(/^Keep my view/u);
        await pressAndGo("Enter");
        expect(path(page)).toBe(at);
      }
      const verb = verbAt(n);
      if (verb === "accept") await pressAndGo("1", "a");
      if (verb === "reject") await pressAndGo("r", "6", "r");
      if (verb === "defer") await pressAndGo("d", "d");
      expect(path(page)).not.toBe(at);
    }
    await expectDecided();
  }, 240_000);

  test("the same by mouse, without JavaScript", async () => {
    const page = await served.open({ javaScriptEnabled: false });
    const link = (name: string | RegExp) => page.getByRole("link", { name }).first();
    const button = (name: string) => page.getByRole("button", { name, exact: true });

    await page.goto("/");
    await page.getByRole("main").getByRole("link", { name: "Name yourself" }).click();
    await page.getByLabel("Your name").fill(cso.name);
    await page.getByRole("radio", { name: "Clinical Safety Officer" }).click();
    await page.getByLabel("Registration body").fill(cso.body);
    await page.getByLabel("Registration number").fill(cso.number);
    await button("Save").click();
    await link("hazid").click();
    await page.getByRole("main").getByRole("link", { name: "Add a product" }).click();
    await page.getByLabel("Or choose a text file").setInputFiles(example);
    await button("Add product").click();
    await page
      .getByRole("main")
      .getByRole("link", { name: /^Identify/u })
      .first()
      .click();
    await button("Identify hazards").click();
    expect(path(page)).toBe(`${product}/runs/R-1`);
    // Whoever has no JavaScript asks again how far it is.
    for (let asked = 0; (await page.locator("#run-queue").count()) === 0; asked += 1) {
      expect(asked).toBeLessThan(600);
      await link("Show how far it is").click();
    }
    await page.locator("#run-queue").click();
    await page.locator(".hz-queue__hazard").first().click();

    for (let n = 1; n <= toDecide; n += 1) {
      const at = path(page);
      if (await asksForView(page)) {
        await page.getByLabel("What could go wrong here").fill(ownView);
        await button("Keep my view and open the suggestion").click();
        expect(path(page)).toBe(at);
      }
      const verb = verbAt(n);
      if (verb === "accept") {
        await page.getByRole("checkbox", { name: /^Cause 1/u }).click();
        await button("Accept").click();
      } else if (verb === "reject") {
        await page.getByRole("radio", { name: "Too vague" }).click();
        await button("Reject").click();
      } else {
        await page.locator("summary", { hasText: "Defer" }).click();
        await button("Defer").click();
      }
      expect(path(page)).not.toBe(at);
    }
    await expectDecided();
  }, 240_000);
});
