import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { inBrowser } from "../support/chromium.ts";
import { openServedSite, widths, type ServedSite } from "../support/served-site.ts";
import { cso, readExample } from "../web/site.ts";
import { opened } from "../support/opened.ts";

const product = "/products/marlnote";
const at = (ref: string): string => `${product}/suggestions/${ref}`;

/** Every key in a real Chromium. What a test decides, no other test begins with. */
describe("keys", inBrowser, () => {
  let served: ServedSite;
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
    page = await served.open();
    return () => page.context().close();
  });

  const shown = async (ref: string) =>
    opened(await served.site.call("queue.show", { suggestion: ref, product: "marlnote" }));
  const target = async (ref: string) =>
    `${ref} ${(await served.site.call("hazard.show", { hazard: ref })).hazard.hash}`;
  const stateOf = async (ref: string) => (await shown(ref)).suggestion.state;
  const path = (): string => new URL(page.url()).pathname;
  const open = (ref: string) => page.goto(at(ref));
  const focused = (): Promise<string> => page.evaluate("document.activeElement.id");
  const said = (): Promise<string> => page.locator(".hz-said-line").innerText();
  const notice = (): Promise<string> => page.getByRole("alert").innerText();
  const ticked = (): Promise<string[]> =>
    page.evaluate(`[...document.querySelectorAll("main input:checked")].map(({ id }) => id)`);
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  /** Presses keys of which the last leads to another page. */
  const follow = async (...keys: readonly string[]): Promise<string> => {
    await press(...keys.slice(0, -1));
    await Promise.all([page.waitForEvent("load"), press(keys.at(-1) ?? "")]);
    return path();
  };
  /** Long enough for a page to have been asked for. */
  const settle = () => page.evaluate("new Promise((done) => setTimeout(done, 250))");

  describe("ticking", () => {
    test("a number ticks its cause and leads there, and unticks it again", async () => {
      await open("S-1");
      await press("2");
      expect([await ticked(), await focused()]).toEqual([["cause-2"], "cause-2"]);
      await press("2");
      expect([await ticked(), await focused()]).toEqual([[], "cause-2"]);
    });

    test("c and a number does the same for a control", async () => {
      await open("S-1");
      await press("c");
      expect(await said()).toContain("type its number");
      await press("2");
      expect([await ticked(), await focused(), await said()]).toEqual([
        ["control-2"],
        "control-2",
        "",
      ]);
    });

    test("a number that could go on waits for Enter or its next digit, and Esc stops it", async () => {
      await open("S-1");
      await page.evaluate(`document.getElementById("control-2").dataset.key = "c12"`);
      await press("c", "1", "2");
      expect(await ticked()).toEqual(["control-2"]);
      await press("c", "1");
      expect(await said()).toContain("Enter for this one");
      expect(await ticked()).toEqual(["control-2"]);
      await press("Enter");
      expect((await ticked()).sort()).toEqual(["control-1", "control-2"]);
      await press("c", "1", "Escape", "3");
      expect((await ticked()).sort()).toEqual(["cause-3", "control-1", "control-2"]);
    });

    test("a number that was begun is not dropped for a decision", async () => {
      await open("S-1");
      await page.evaluate(`document.getElementById("control-2").dataset.key = "c12"`);
      await press("1", "c", "1", "a");
      await settle();
      expect(await said()).toContain("Nothing was done");
      expect(await stateOf("S-1")).toBe("pending");
    });
  });

  describe("accepting", () => {
    test("without a cause it is not sent: it says so in the server's words and leads to the causes", async () => {
      await open("S-1");
      const sent: string[] = [];
      page.on("request", (request) =>
        sent.push(`${request.method()} ${new URL(request.url()).pathname}`),
      );
      await press("a");
      await settle();
      expect(sent.filter((one) => !one.endsWith(".svg"))).toEqual([]);
      const words = await said();
      expect(await focused()).toBe("cause-1");
      await page.getByRole("button", { name: "Accept", exact: true }).click();
      expect(await page.locator("#causes-error").innerText()).toContain(words);
    });

    test("it sends what is ticked, under the hash that was shown, and goes on to the next", async () => {
      await open("S-1");
      expect(await follow("1", "2", "a")).toBe(at("S-2"));
      expect(await notice()).toContain("S-1 is accepted with causes 1 and 2");
      expect((await shown("S-1")).decisions.at(-1)?.causes).toEqual([1, 2]);
    });

    test("the server still refuses what was not seen", async () => {
      await open("S-2");
      await page.evaluate(`document.querySelector("form [name=seen]").value = "0".repeat(64)`);
      await follow("1", "a");
      expect(await page.title()).toMatch(/^Error: /u);
      expect(await stateOf("S-2")).toBe("pending");
    });

    test("a second press while the answer is awaited sends nothing more", async () => {
      await open("S-2");
      const sent: string[] = [];
      const held = Promise.withResolvers<undefined>();
      await page.route(`**${at("S-2")}`, async (route) => {
        sent.push(route.request().method());
        await held.promise;
        await route.continue();
      });
      await press("1", "a", "a", "r", "1", "r");
      await page.waitForTimeout(250);
      expect(sent).toEqual(["POST"]);
      const loaded = page.waitForEvent("load");
      held.resolve(undefined);
      await loaded;
      expect(path()).toBe(at("S-3"));
      expect((await shown("S-2")).decisions).toHaveLength(1);
    });

    test("e opens the words, letters are typed there, Esc leaves them, and a accepts the edit", async () => {
      await open("S-3");
      await press("e");
      expect(await focused()).toBe("word-name");
      await page.keyboard.press("Control+a");
      await page.keyboard.type("a 1 r? name");
      expect([await ticked(), await stateOf("S-3")]).toEqual([[], "pending"]);
      await press("Escape");
      expect(await focused()).toBe("words");
      await follow("1", "a");
      expect(await notice()).toContain("S-3 is accepted with your words");
      expect((await served.site.call("hazard.show", { hazard: "H-3" })).hazard.name).toBe(
        "a 1 r? name",
      );
    });
  });

  describe("the other decisions", () => {
    test("r leads to the reasons with none chosen, a number chooses one, r again rejects", async () => {
      await open("S-4");
      await press("r");
      expect([await focused(), await ticked()]).toEqual(["reason", []]);
      await press("r");
      expect(await said()).toBe("Choose the reason for rejecting");
      await press("6");
      expect(await page.getByRole("radio", { name: "Too vague" }).isChecked()).toBe(true);
      expect(await ticked()).toHaveLength(1);
      expect(await follow("r")).toBe(at("S-5"));
      expect(await notice()).toContain("S-4 is rejected (too vague)");
    });

    test("arrows choose a reason as the browser does, and numbers elsewhere are causes again", async () => {
      await open("S-5");
      await press("r", "ArrowDown");
      expect(await page.getByRole("radio", { name: "Not a hazard" }).isChecked()).toBe(true);
      await press("9");
      await press("Escape", "1");
      expect(await focused()).toBe("cause-1");
    });

    test("a reason that needs words is sent once they are typed", async () => {
      await open("S-5");
      await press("r", "3", "Tab");
      expect(await focused()).toBe("reason-text");
      await page.keyboard.type("Scope, line 7.");
      await press("Escape");
      expect(await focused()).toBe("reject");
      await follow("r");
      expect(await notice()).toContain("S-5 is rejected (out of scope)");
      expect((await shown("S-5")).decisions.at(-1)?.text).toBe("Scope, line 7.");
    });

    test("d leads to Defer, d again defers", async () => {
      await open("S-6");
      await press("d");
      expect([await focused(), await stateOf("S-6")]).toEqual(["defer", "pending"]);
      expect(await said()).toBe("Press d again to defer.");
      await follow("d");
      expect(await notice()).toContain("S-6 is deferred");
    });

    test("m leads to the list, keys there are the list's, m at the part merges", async () => {
      await open("S-7");
      await press("m");
      expect([await focused(), await said()]).toEqual(["into", "Esc, then m, to merge."]);
      await press("Escape", "m");
      expect([await focused(), await said()]).toEqual(["into", "Choose what it is merged into"]);
      await page.getByLabel("Merge into", { exact: true }).selectOption(await target("H-1"));
      await press("a", "r");
      expect(await stateOf("S-7")).toBe("pending");
      await page.getByLabel("Merge into", { exact: true }).selectOption(await target("H-1"));
      await press("Escape");
      expect(await focused()).toBe("merge");
      await follow("m");
      expect(await notice()).toContain("S-7 is merged into H-1");
    });

    test("h leads to the hazards with none chosen, the hazard's number chooses it, h again adds", async () => {
      await open("S-8");
      await press("h", "1");
      expect(await page.getByRole("radio", { name: /^H-1/u }).isChecked()).toBe(true);
      await press("h");
      expect(await focused()).toBe("cause-1");
      expect(await said()).toContain("Tick at least one cause");
      await press("1", "h");
      await follow("h");
      expect(await notice()).toContain("Cause 1 of S-8 is added to H-1");
    });
  });

  describe("moving", () => {
    test.each([
      ["n", "S-10", "S-11"],
      ["j", "S-10", "S-11"],
      ["s", "S-10", "S-11"],
      ["p", "S-11", "S-10"],
      ["k", "S-11", "S-10"],
    ])("%s leads from %s to %s and decides nothing", async (key, from, to) => {
      await open(from);
      expect(await follow(key)).toBe(at(to));
      expect(await stateOf(from)).toBe("pending");
    });

    test("l leads back to the list", async () => {
      await open("S-10");
      expect(await follow("l")).toBe(`${product}/queue`);
    });

    test("u after a decision leads to what undoing would do; u there undoes", async () => {
      await open("S-9");
      await follow("1", "a");
      const made = (await shown("S-9")).hazard ?? "none";
      expect(await follow("u")).toBe(at("S-9"));
      expect([await focused(), await stateOf("S-9")]).toEqual(["undo", "accepted"]);
      expect(await page.locator("#undo").innerText()).toContain(`${made} will be withdrawn`);
      await follow("u");
      expect(await notice()).toContain("The decision about S-9 is undone");
      expect(await stateOf("S-9")).toBe("pending");
    });

    test("on a decided page u goes there first", async () => {
      await open("S-4");
      await press("u");
      expect([await focused(), await stateOf("S-4")]).toEqual(["undo", "rejected"]);
    });
  });

  describe("no key is pressed", () => {
    const untouched = async (): Promise<void> => {
      await settle();
      expect([await ticked(), path(), await stateOf("S-12")]).toEqual([[], at("S-12"), "pending"]);
    };

    test("by typing in a field", async () => {
      await open("S-12");
      await page.getByLabel("In your words").fill("");
      await page.keyboard.type("1 a r s n u ? c2");
      await untouched();
      expect(await page.getByLabel("In your words").inputValue()).toBe("1 a r s n u ? c2");
      expect(await page.locator("#keys").getAttribute("open")).toBeNull();
    });

    test.each(["Control", "Alt", "Meta", "Shift"])("together with %s", async (modifier) => {
      await open("S-12");
      for (const key of ["a", "s", "d", "r", "m", "e", "u", "l"]) {
        // What the browser itself does with them is not asked here.
        await page.evaluate(
          `document.dispatchEvent(new KeyboardEvent("keydown", ${JSON.stringify({
            key: modifier === "Shift" ? key.toUpperCase() : key,
            bubbles: true,
            ctrlKey: modifier === "Control",
            altKey: modifier === "Alt",
            metaKey: modifier === "Meta",
            shiftKey: modifier === "Shift",
          })}))`,
        );
      }
      await untouched();
      expect(await focused()).toBe("");
    });

    test("while a word is composed", async () => {
      await open("S-12");
      await page.evaluate(
        `document.dispatchEvent(new KeyboardEvent("keydown", { key: "1", isComposing: true, bubbles: true }))`,
      );
      await untouched();
    });

    test("a second time by a key held down", async () => {
      await open("S-12");
      await page.keyboard.down("1");
      await page.keyboard.down("1");
      await page.keyboard.down("1");
      await page.keyboard.up("1");
      expect(await ticked()).toEqual(["cause-1"]);
      await press("1");
      await page.keyboard.down("d");
      await page.keyboard.down("d");
      await page.keyboard.up("d");
      await untouched();
    });

    test("while the list of keys is open", async () => {
      await open("S-12");
      await press("?", "1", "s", "a", "d", "d");
      await untouched();
    });

    test("once they are switched off, on the next page and visit too; on again they work", async () => {
      await open("S-12");
      await page.getByRole("button", { name: "Keys", exact: true }).click();
      const toggle = page.getByRole("switch", { name: "Single keys in this browser" });
      expect(await toggle.getAttribute("aria-checked")).toBe("true");
      await toggle.click();
      expect(await toggle.getAttribute("aria-checked")).toBe("false");
      await press("Escape", "1", "s", "?");
      await untouched();
      const context = page.context();
      await page.close();
      page = await context.newPage();
      await open("S-12");
      expect(await page.locator("[data-key-hint], [aria-keyshortcuts]").count()).toBe(0);
      await press("1", "s");
      await untouched();
      await page.getByRole("button", { name: "Keys", exact: true }).click();
      await page.getByRole("switch").click();
      await press("Escape", "1");
      expect(await ticked()).toEqual(["cause-1"]);
    });
  });

  describe("the list of keys", () => {
    test("names every key that an element of the page has; Esc closes it and the focus returns", async () => {
      await open("S-12");
      await page.getByRole("checkbox", { name: /^Cause 2/u }).focus();
      await press("?");
      const keys = await page.locator("#keys dt").allInnerTexts();
      expect(keys).toContain("n or j");
      const { controls } = (await shown("S-12")).suggestion.content;
      expect(
        keys.some((row) => row.startsWith("c 1 ") && row.endsWith(` ${controls.length}`)),
      ).toBe(true);
      const named = new Set(keys.flatMap((row) => row.split(/ or | to | /u)));
      const declared: string[] = await page.evaluate(
        `[...document.querySelectorAll("[data-key]")].flatMap(({ dataset }) => dataset.key.split(" "))`,
      );
      for (const letter of new Set(declared.map((sequence) => sequence.replace(/\d+$/u, "")))) {
        if (letter !== "") expect([...named]).toContain(letter);
      }
      for (const key of ["1", "a", "c", "d", "e", "h", "l", "m", "n", "p", "r", "s", "?"]) {
        expect([...named].map((one) => one.split(" ")[0])).toContain(key);
      }
      await press("Escape");
      expect(await page.locator("#keys").isVisible()).toBe(false);
      expect(await focused()).toBe("cause-2");
    });

    test("the button opens it too, and Close leads back to the button", async () => {
      await open("S-12");
      const button = page.getByRole("button", { name: "Keys", exact: true });
      await button.click();
      expect(await page.getByRole("dialog", { name: "Keys of this page" }).isVisible()).toBe(true);
      await page.getByRole("button", { name: "Close" }).click();
      expect(await page.evaluate("document.activeElement.textContent")).toBe("Keys");
    });

    test("keys are shown and told, and stand in no name", async () => {
      await open("S-12");
      const accept = page.getByRole("button", { name: "Accept", exact: true });
      expect(await accept.getAttribute("aria-keyshortcuts")).toBe("a");
      expect(await accept.getAttribute("data-key-hint")).toBe("a");
    });

    test("without scripts there is no button that does nothing", async () => {
      const plain = await served.open({ javaScriptEnabled: false });
      await plain.goto(at("S-12"));
      expect(await plain.getByRole("button", { name: "Keys" }).count()).toBe(0);
      await plain.context().close();
    });

    test.each(Object.entries(widths))(
      "axe finds nothing, open or closed, and nothing is cut: %s",
      async (_name, viewport) => {
        await page.setViewportSize(viewport);
        await open("S-12");
        const width = () => page.evaluate("document.documentElement.scrollWidth");
        await press("1", "r", "r");
        expect([await axeFindings(page), await width()]).toEqual([[], viewport.width]);
        await press("?");
        expect([await axeFindings(page), await width()]).toEqual([[], viewport.width]);
        const box = await page.locator("#keys").boundingBox();
        expect(box?.height).toBeLessThanOrEqual(viewport.height);
        expect(box?.width).toBeLessThanOrEqual(viewport.width);
      },
    );
  });

  describe("in a list", () => {
    const openList = () => page.goto(`${product}/queue`);
    const line = (): Promise<string> => page.evaluate("document.activeElement.pathname ?? ''");

    test("j and k move through the lines, held down too, and stop at the ends", async () => {
      await openList();
      const lines: string[] = await page.evaluate(
        `[...document.querySelectorAll(".hz-queue__line a.hz-queue__hazard")].map((a) => a.pathname)`,
      );
      await press("j");
      expect(await line()).toBe(lines[0]);
      await page.keyboard.down("j");
      await page.keyboard.down("j");
      await page.keyboard.up("j");
      expect(await line()).toBe(lines[2]);
      await press("k");
      expect(await line()).toBe(lines[1]);
      await press("k", "k");
      expect([await line(), await said()]).toEqual([
        lines[0],
        "This is the first line of the page.",
      ]);
    });

    test.each(["o", "Enter"])("%s opens the line", async (key) => {
      await openList();
      await press("j", "j");
      const wanted = await line();
      expect(await follow(key)).toBe(wanted);
    });

    test("o without a line says what to do", async () => {
      await openList();
      await press("o");
      expect(await said()).toContain("j leads to the first");
    });

    test("whatever else has a key is followed or entered, and named in the list", async () => {
      await openList();
      await page.evaluate(`document.querySelector(".hz-filters a").dataset.key = "f"`);
      await press("f");
      await page.waitForURL(/queue/u);
      await openList();
      await page.evaluate(`document.querySelector(".hz-filters a").dataset.key = "f"`);
      await press("?");
      expect(await page.locator("#keys dt").allInnerTexts()).toEqual([
        "f",
        "n",
        "j",
        "k",
        "o",
        "?",
      ]);
    });
  });

  test("nothing was complained of, and no fault was met", () => {
    expect(served.complaints.filter((one) => !/\b4\d\d\b/u.test(one))).toEqual([]);
    expect(served.site.faults).toEqual([]);
  });
});
