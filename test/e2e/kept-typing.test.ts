import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { inBrowser } from "../support/chromium.ts";
import { openServedSite, widths, type ServedSite } from "../support/served-site.ts";
import { cso, readExample } from "../web/site.ts";
import { opened } from "../support/opened.ts";

const product = "/products/marlnote";
const at = (ref: string): string => `${product}/suggestions/${ref}`;

/** What a person typed, after whatever can happen to a page. Each test has a suggestion of its own. */
describe("what was typed", inBrowser, () => {
  let served: ServedSite;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    served = await openServedSite();
    await served.site.call("account.set", cso);
    await served.site.call("product.add", { text: await readExample() });
    // None asks for the own view first; test/e2e/own-view.test.ts is about those that do.
    await served.site.call("view.sample", { product: "marlnote", every: 0 });
    await served.site.call("run.identify", { product: "marlnote" });
  }, 60_000);
  afterAll(() => served.close());
  beforeEach(async () => {
    context = await served.context();
    page = await context.newPage();
    return () => context.close();
  });

  const shown = async (ref: string) =>
    opened(await served.site.call("queue.show", { suggestion: ref, product: "marlnote" }));
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const back = () => page.getByRole("region", { name: "What you had entered is back" });
  const before = () => page.getByRole("region", { name: "What you had typed before" });
  const words = () => page.getByLabel("In your words");
  const ticked = (): Promise<string[]> =>
    page.evaluate(`[...document.querySelectorAll("main input:checked")].map(({ id }) => id)`);
  const kept = (): Promise<string[]> =>
    page.evaluate(`Object.keys(localStorage).filter((name) => name.startsWith("hazid:typed:"))`);
  /** Closes the page and opens the address anew, as after a crash. */
  const reopen = async (address: string): Promise<void> => {
    await page.close();
    page = await context.newPage();
    await page.goto(address);
  };
  /** Presses what leads to another page, and waits until that page's scripts have run. */
  const follow = async (name: string, role: "button" | "link" = "button"): Promise<void> => {
    const loaded = page.waitForEvent("load");
    await page.getByRole(role, { name, exact: true }).click();
    await loaded;
  };
  const fillIn = async (ref: string): Promise<void> => {
    await page.goto(at(ref));
    await page.getByRole("checkbox", { name: /^Cause 2/u }).check();
    await page.getByRole("checkbox", { name: /^Control 1/u }).check();
    await page.getByRole("radio", { name: "Too vague" }).check();
    await words().fill("my words");
    await page.locator("summary", { hasText: "Change the words first" }).click();
    await page.getByLabel("Harm", { exact: true }).fill("harm in my words");
    await page.getByText("Defer", { exact: true }).first().click();
    await page.getByLabel(/What it waits for/u).fill("an answer");
  };

  test("is back after the tab was closed, ticks and choices too, and nothing of it is sent", async () => {
    await fillIn("S-1");
    await reopen(at("S-1"));
    expect((await ticked()).sort()).toEqual(["cause-2", "control-1", "reason-6"]);
    expect(await words().inputValue()).toBe("my words");
    for (const label of ["Harm", /What it waits for/u]) {
      expect(await page.getByLabel(label, { exact: true }).isVisible()).toBe(true);
    }
    expect(await page.getByLabel("Harm", { exact: true }).inputValue()).toBe("harm in my words");
    const says = await back().innerText();
    for (const said of [
      "Nothing of it is sent",
      "In your words: “my words”",
      "your tick at “Cause 2",
    ]) {
      expect(says).toContain(said);
    }
    expect((await shown("S-1")).suggestion.state).toBe("pending");
    expect(await page.locator("main :is(textarea, input)").count()).toBeGreaterThan(5);
  });

  test.each(Object.entries(widths))(
    "is said in a notice that axe finds nothing wrong with, and that is not cut: %s",
    async (_name, viewport) => {
      await page.setViewportSize(viewport);
      await page.goto(at("S-1"));
      await words().fill(`${"w".repeat(300)} <b>\u202e`);
      await reopen(at("S-1"));
      await page.setViewportSize(viewport);
      expect(await back().isVisible()).toBe(true);
      expect(await axeFindings(page)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(viewport.width);
    },
  );

  test("is gone once it is discarded, with the page as if it had not been typed", async () => {
    await fillIn("S-1");
    await reopen(at("S-1"));
    await button("Discard it").click();
    expect([await ticked(), await words().inputValue(), await kept()]).toEqual([[], "", []]);
    expect(await page.evaluate("document.activeElement.tagName")).toBe("H1");
    await reopen(at("S-1"));
    expect([await back().count(), await words().inputValue()]).toEqual([0, ""]);
  });

  test("10,000 characters are kept as they were typed", async () => {
    const text = "line <b>\u202e 👩🏽‍⚕️\n".repeat(650).slice(0, 10_000);
    await page.goto(at("S-1"));
    await words().fill(text);
    await reopen(at("S-1"));
    expect(await words().inputValue()).toBe(text);
  });

  test("is not kept any longer once it is recorded, and does not come back when that is undone", async () => {
    await fillIn("S-2");
    await page.getByRole("checkbox", { name: /^Control 1/u }).uncheck();
    expect(await kept()).toHaveLength(1);
    await follow("Accept");
    expect(await page.getByRole("alert").innerText()).toContain("S-2 is accepted");
    expect(await kept()).toEqual([]);
    await follow("Undo S-2", "link");
    await page.getByLabel("Why (optional)").last().fill("too quick");
    expect(await kept()).toHaveLength(1);
    await follow("Undo");
    expect([await kept(), await ticked(), await back().count()]).toEqual([[], [], 0]);
    expect((await shown("S-2")).decisions.at(-1)?.text).toBe("too quick");
  });

  test("stays kept while the server refuses it", async () => {
    await page.goto(at("S-3"));
    await words().fill("before the refusal");
    await follow("Reject");
    expect(await page.title()).toMatch(/^Error: /u);
    expect([await words().inputValue(), await back().count()]).toEqual(["before the refusal", 0]);
    await reopen(at("S-3"));
    expect(await words().inputValue()).toBe("before the refusal");
  });

  test("is offered for copying when it was decided elsewhere meanwhile", async () => {
    await fillIn("S-4");
    const { hash: seen } = (await shown("S-4")).suggestion;
    await served.site.call("queue.defer", { suggestion: "S-4", product: "marlnote", seen });
    const reject = { suggestion: "S-4", product: "marlnote", seen, reason: "too-vague" } as const;
    await served.site.call("queue.reject", reject);
    await follow("Defer");
    const notRecorded = page.locator("[data-kept-shown]");
    expect(await notRecorded.innerText()).toContain("Causes ticked: 2. Controls ticked: 1.");
    expect(await before().count()).toBe(0);
    await reopen(at("S-4"));
    const offered = await before()
      .locator("textarea")
      .evaluateAll((areas) => areas.map((area) => (area as { value?: string }).value));
    expect(offered.sort()).toEqual(["an answer", "harm in my words", "my words"]);
    expect(await axeFindings(page)).toEqual([]);
    await button("Discard it").click();
    expect(await kept()).toEqual([]);
  });

  test("is not put into other words than it was typed about", async () => {
    const { hash: seen } = (await shown("S-5")).suggestion;
    const { ref } = await served.site
      .call("queue.accept", { suggestion: "S-5", product: "marlnote", seen, causes: [1] })
      .then(async () => ({ ref: (await shown("S-5")).hazard ?? "" }));
    const address = `${product}/hazards/${ref}`;
    await page.goto(address);
    await page.getByText(/Add an action/u).click();
    await page.getByLabel("What is to be done").fill("Show certainty.");
    await reopen(address);
    expect(await page.getByLabel("What is to be done").inputValue()).toBe("Show certainty.");
    const { hazard } = await served.site.call("hazard.show", { hazard: ref, product: "marlnote" });
    const edits = { effect: "Another effect." };
    const change = { hazard: ref, product: "marlnote", seen: hazard.hash, edits };
    await served.site.call("hazard.edit", change);
    await reopen(address);
    expect(await page.locator("#action-summary").inputValue()).toBe("");
    expect(await before().locator("textarea").inputValue()).toBe("Show certainty.");
    expect(await before().innerText()).toContain("not what you saw then");
  });

  test("is back after the server was gone when it was sent, and is recorded at the second try", async () => {
    await fillIn("S-6");
    await served.stop();
    await button("Reject")
      .click()
      .catch(() => undefined);
    expect(await page.locator("h1.hz-hazard").count()).toBe(0);
    await served.start();
    await reopen(at("S-6"));
    expect((await ticked()).sort()).toEqual(["cause-2", "control-1", "reason-6"]);
    expect(await words().inputValue()).toBe("my words");
    await follow("Reject");
    expect(await page.getByRole("alert").innerText()).toContain("S-6 is rejected");
    expect(await kept()).toEqual([]);
    expect((await shown("S-6")).decisions.at(-1)?.text).toBe("my words");
  });

  test("is kept when it was recorded and the answer never came, for the person to compare", async () => {
    await page.goto(at("S-8"));
    await page.getByRole("radio", { name: "Duplicate" }).check();
    await words().fill("my words");
    const { hash: seen } = (await shown("S-8")).suggestion;
    await page.route(`**${at("S-8")}`, async (route) => {
      const said = { reason: "duplicate", text: "my words" } as const;
      await served.site.call("queue.reject", {
        ...{ suggestion: "S-8", product: "marlnote", seen },
        ...said,
      });
      await route.abort();
    });
    await button("Reject")
      .click()
      .catch(() => undefined);
    await expect.poll(async () => (await shown("S-8")).suggestion.state).toBe("rejected");
    await reopen(at("S-8"));
    expect(await page.locator(".hz-said").innerText()).toBe("my words");
    expect(await before().locator("textarea").inputValue()).toBe("my words");
  });

  test("is nobody else's: not shown to another person, and still there for its own", async () => {
    await page.goto(at("S-9"));
    await words().fill("mine");
    await served.site.call("account.set", { name: "Sam Porter", role: "contributor" });
    await reopen(at("S-9"));
    expect([await words().inputValue(), await back().count()]).toEqual(["", 0]);
    await served.site.call("account.set", cso);
    await reopen(at("S-9"));
    expect(await words().inputValue()).toBe("mine");
  });

  test("is not kept longer than 14 days", async () => {
    await page.goto(at("S-9"));
    await words().fill("old");
    await page.evaluate(`(() => {
      const [name] = Object.keys(localStorage).filter((one) => one.startsWith("hazid:typed:"));
      const entry = JSON.parse(localStorage.getItem(name));
      const days = (n) => n * 24 * 60 * 60 * 1000;
      localStorage.setItem(name, JSON.stringify({ ...entry, at: Date.now() - days(13.9) }));
      localStorage.setItem(name.replace("S-9", "S-99"), JSON.stringify({ ...entry, at: Date.now() - days(14.1) }));
    })()`);
    expect(await kept()).toHaveLength(2);
    await reopen(at("S-9"));
    expect(await kept()).toHaveLength(1);
    expect(await words().inputValue()).toBe("old");
  });

  test("leaves a page that works where the browser keeps nothing, and says so", async () => {
    await context.addInitScript(
      `Object.defineProperty(window, "localStorage", { get() { throw new Error("kept out"); } })`,
    );
    await page.goto(at("S-10"));
    await page.keyboard.press("1");
    await words().fill("my words");
    expect(await page.getByRole("region", { name: "Not kept in this browser" }).count()).toBe(1);
    await button("Accept").click();
    expect(await page.getByRole("alert").innerText()).toContain("S-10 is accepted");
  });

  test("what is broken or foreign in the browser's store is passed over", async () => {
    await page.goto(at("S-11"));
    await page.evaluate(`(() => {
      localStorage.setItem("hazid:typed:{", "[]");
      localStorage.setItem('hazid:typed:["",1,2]', '{"at":"x"}');
      localStorage.setItem('hazid:typed:["","/x y",""]', 'null');
    })()`);
    await reopen(at("S-11"));
    await page.keyboard.press("1");
    expect(await ticked()).toEqual(["cause-1"]);
  });

  test("what is back is not decided by a key alone, before anything else was done on the page", async () => {
    await page.goto(at("S-13"));
    await page.getByRole("checkbox", { name: /^Cause 1/u }).check();
    await page.getByRole("radio", { name: "Too vague" }).check();
    await reopen(at("S-13"));
    for (const key of ["a", "a", "r", "r"]) await page.keyboard.press(key);
    const line = page.locator(".hz-said-line");
    expect(await line.innerText()).toContain("What you had entered is back: look at it first");
    expect(new URL(page.url()).pathname).toBe(at("S-13"));
    expect((await shown("S-13")).suggestion.state).toBe("pending");
    const loaded = page.waitForEvent("load");
    for (const key of ["Escape", "Tab", "a"]) await page.keyboard.press(key);
    await loaded;
    expect((await shown("S-13")).suggestion.state).toBe("accepted");
  });

  test("nothing was complained of but the refusals above, and no fault was met", () => {
    const wrong = served.complaints.filter((one) => !/status of 4\d\d|ERR_/u.test(one));
    expect(wrong).toEqual([]);
    expect(served.site.faults).toEqual([]);
  });
});
