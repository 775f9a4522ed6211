import type { Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { inBrowser } from "../support/chromium.ts";
import { openServedSite, type ServedSite } from "../support/served-site.ts";
import { cso, readExample } from "../web/site.ts";

const product = "/products/marlnote";

/** What a person does on a page, whatever they have to do it with; forms are called as the page keeps them. */
type Hand = {
  follow(name: RegExp): Promise<void>;
  open(name: RegExp): Promise<void>;
  write(form: string, name: RegExp, text: string): Promise<void>;
  /** One of several: `first` is what a keyboard meets of them. */
  choose(form: string, first: RegExp, wanted: RegExp): Promise<void>;
  tick(form: string, name: RegExp): Promise<void>;
  select(form: string, name: RegExp, option: string): Promise<void>;
  press(form: string, name: RegExp): Promise<void>;
};

const mouse = (page: Page): Hand => {
  const within = (form: string) => page.locator(`form[data-keep="${form}"]`);
  return {
    follow: (name) => page.getByRole("link", { name }).first().click(),
    open: (name) => page.locator("summary", { hasText: name }).click(),
    write: (form, name, text) => within(form).getByRole("textbox", { name }).first().fill(text),
    choose: (form, _first, wanted) =>
      within(form).getByRole("radio", { name: wanted }).first().check(),
    tick: (form, name) => within(form).getByRole("checkbox", { name }).first().check(),
    async select(form, name, option) {
      await within(form).getByRole("combobox", { name }).selectOption({ label: option });
    },
    press: (form, name) => within(form).getByRole("button", { name }).first().click(),
  };
};

const keyboardOnly = (page: Page): Hand => {
  const { keyboard } = page;
  const focused = (): Promise<{ name: string; form: string }> =>
    page.evaluate(`(() => {
      const at = document.activeElement;
      if (at === null || at === document.body) return { name: "", form: "" };
      const name = (at.labels?.[0] ?? at).textContent.trim().replaceAll(/\\s+/g, " ");
      return { name, form: at.closest("form")?.dataset.keep ?? "" };
    })()`);
  const tabTo = async (form: string, name: RegExp): Promise<void> => {
    for (let tabs = 0; tabs < 200; tabs += 1) {
      const at = await focused();
      if (at.form === form && name.test(at.name)) return;
      await keyboard.press("Tab");
    }
    throw new Error(`Expected the focus to reach ${String(name)} of ${form} on ${page.url()}.`);
  };
  const go = async (): Promise<void> => {
    await Promise.all([page.waitForEvent("load"), keyboard.press("Enter")]);
  };
  return {
    async follow(name) {
      await tabTo("", name);
      await go();
    },
    async open(name) {
      await tabTo("", name);
      await keyboard.press("Enter");
    },
    async write(form, name, text) {
      await tabTo(form, name);
      await keyboard.press("Control+A");
      await keyboard.insertText(text);
    },
    async choose(form, first, wanted) {
      await tabTo(form, first);
      if (wanted.test((await focused()).name)) await keyboard.press("Space");
      for (let i = 0; i < 8 && !wanted.test((await focused()).name); i += 1) {
        await keyboard.press("ArrowDown");
      }
    },
    async tick(form, name) {
      await tabTo(form, name);
      await keyboard.press("Space");
    },
    async select(form, name, option) {
      await tabTo(form, name);
      await keyboard.type(option);
    },
    async press(form, name) {
      await tabTo(form, name);
      await go();
    },
  };
};

/** From an empty log to a closed hazard; `look` sees each page on the way. */
async function journey(
  page: Page,
  hand: Hand,
  look: (what: string) => Promise<void>,
): Promise<void> {
  await page.goto(`${product}/log`);
  await look("an empty log");
  await hand.follow(/^adds one by hand$/u);
  await hand.write("add", /^Name in the log/u, "Letter to the wrong practice");
  await hand.write("add", /^Hazard:/u, "The letter goes to a practice that the patient has left.");
  await hand.write("add", /^Effect on/u, "The new practice does not learn of the changed dose.");
  await hand.write("add", /^Harm to/u, "The patient takes the old dose.");
  await hand.choose("add", /^Normal condition$/u, /^Fault condition$/u);
  await hand.write("add", /^Cause 1$/u, "The address book is out of date.");
  await hand.select("add", /^Kind of cause 1$/u, "data");
  await hand.write("add", /^Control 1$/u, "Look the practice up before sending.");
  await hand.select("add", /^Type of control 1$/u, "design");
  await hand.select("add", /^Whose is control 1$/u, "maker");
  await hand.tick("add", /^Cause 1$/u);
  await hand.write("add", /^Does it bring a new hazard/u, "No.");
  await hand.write("add", /^Does it change a hazard/u, "No.");
  await hand.press("add", /^Add to the log$/u);
  expect(new URL(page.url()).pathname).toBe(`${product}/hazards/H-1`);
  await look("a hazard that nothing is known of yet");
  expect(await page.locator("input:checked").count()).toBe(0);

  await hand.follow(/^Edit words, place, causes and controls$/u);
  await hand.write("edit", /^Harm$/u, "The patient takes the old dose and bleeds.");
  await hand.press("edit", /^Save changes$/u);
  await hand.tick("confirm", /^Control 1/u);
  await hand.press("confirm", /^Confirm that they exist$/u);
  await hand.open(/^Evidence for control 1$/u);
  await hand.write("evidence-1", /^That it is implemented$/u, "Build 7.");
  await hand.write("evidence-1", /^That it works$/u, "Test report T-12.");
  await hand.press("evidence-1", /^Save evidence/u);
  await hand.choose("score", /^Initial$/u, /^Initial$/u);
  await hand.choose("score", /^Minor$/u, /^Major$/u);
  await hand.choose("score", /^Very low$/u, /^Medium$/u);
  await hand.press("score", /^Save score$/u);
  await look("a scored hazard");
  expect(await page.locator(".hz-matrix__mark").allInnerTexts()).toEqual(["initial"]);
  await hand.choose("evaluate", /^Initial$/u, /^Initial$/u);
  await hand.choose("evaluate", /^Acceptable$/u, /^Acceptable$/u);
  await hand.write("evaluate", /^Reason$/u, "Reduced as far as is practical.");
  await hand.write("evaluate", /^People present$/u, "Dr Amara Okafor\nHead of product");
  await hand.press("evaluate", /^Save evaluation$/u);
  await hand.open(/^Add an action$/u);
  await hand.write("add-action", /^What is to be done$/u, "Tell the practices.");
  await hand.write("add-action", /^Who does it$/u, "Head of product");
  await hand.choose("add-action", /^maker$/u, /^maker$/u);
  await hand.write("add-action", /^Due/u, "2020-01-31");
  await hand.press("add-action", /^Add action$/u);
  await look("a hazard with an action that is overdue");
  expect(await page.getByRole("link", { name: "Action 1 is overdue" }).count()).toBe(1);
  await hand.press("action-1", /^Mark as done/u);
  await hand.open(/^Set the status$/u);
  await hand.choose("status", /^open$/u, /^closed$/u);
  await hand.press("status", /^Set status$/u);
  await look("a closed hazard");
  expect(await page.getByText("It does not say that the risk is gone").count()).toBeGreaterThan(0);
}

describe("a hazard from hand to closed", inBrowser, () => {
  let served: ServedSite;
  beforeEach(async () => {
    served = await openServedSite();
    await served.site.call("product.add", { text: await readExample() });
    await served.site.call("account.set", cso);
    return () => served.close();
  });
  afterEach(() => {
    expect(served.complaints).toEqual([]);
    expect(served.site.faults).toEqual([]);
  });

  const expectClosed = async (): Promise<void> => {
    const { hazard, decisions, needs } = await served.site.call("hazard.show", { hazard: "H-1" });
    expect(hazard).toMatchObject({
      ...{ status: "closed", condition: "fault", initial: { level: 3 } },
      harm: "The patient takes the old dose and bleeds.",
      controls: [
        { state: "existing", evidence: { implemented: "Build 7.", works: "Test report T-12." } },
      ],
      evaluation: { initial: { acceptable: true, current: true } },
      actions: [{ due: "2020-01-31", done: true }],
    });
    expect([needs, decisions[0]?.controls]).toEqual([[], [1]]);
    expect(await served.site.call("audit.verify", {})).toMatchObject({ breaches: [], record: [] });
  };

  test("without JavaScript", async () => {
    const page = await served.open({ javaScriptEnabled: false });
    await journey(page, mouse(page), () => Promise.resolve());
    await expectClosed();
    await page.goto(`${product}/log?status=closed`);
    await page.getByRole("link", { name: /^View/u }).click();
    expect(new URL(page.url()).pathname).toBe(`${product}/hazards/H-1`);
  }, 240_000);

  test("by keyboard alone, and axe finds nothing on the way", async () => {
    const page = await served.open();
    await journey(page, keyboardOnly(page), async (what) => {
      expect([what, await axeFindings(page)]).toEqual([what, []]);
    });
    await expectClosed();
  }, 400_000);
});
