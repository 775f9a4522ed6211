import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { inBrowser } from "../support/chromium.ts";
import { openServedSite, widths, type ServedSite } from "../support/served-site.ts";
import { cso, readExample } from "../web/site.ts";

const product = "/products/marlnote";
const at = (ref: string): string => `${product}/suggestions/${ref}`;

/** Every key of the pages in a real Chromium. Each test begins at a suggestion that nothing was done to. */
describe("deciding by keys", inBrowser, () => {
  let served: ServedSite;
  let page: Page;

  beforeAll(async () => {
    served = await openServedSite();
    await served.site.call("account.set", cso);
    await served.site.call("product.add", { text: await readExample() });
    await served.site.call("run.identify", { product: "marlnote" });
  }, 60_000);
  afterAll(() => served.close());
  beforeEach(async () => {
    page = await served.open();
    return () => page.context().close();
  });

  const shown = async (ref: string) =>
    served.site.call("queue.show", { suggestion: ref, product: "marlnote" });
  const stateOf = async (ref: string) => (await shown(ref)).suggestion.state;
  const path = (): string => new URL(page.url()).pathname;
  const focused = (): Promise<string | null> => page.locator(":focus").getAttribute("id");
  const said = (): Promise<string> => page.locator(".hz-said-line").innerText();
  const ticked = (): Promise<string[]> =>
    page
      .locator("main input:checked")
      .evaluateAll((found) => found.map((one) => (one as { id?: string }).id ?? ""));
  const press = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const open = async (ref: string): Promise<void> => {
    await page.goto(at(ref));
  };
  /** Waits for the page after a decision. */
  const pressAndGo = async (...keys: readonly string[]): Promise<void> => {
    await press(...keys.slice(0, -1));
    await Promise.all([page.waitForEvent("load"), press(keys.at(-1) ?? "")]);
  };

  describe("ticking", () => {
    test("a number ticks its cause and leads there, and unticks it again", async () => {
      await open("S-1");
      await press("2");
      expect([await ticked(), await focused()]).toEqual([["cause-2"], "cause-2"]);
      await press("2");
      expect([await ticked(), await focused()]).toEqual([[], "cause-2"]);
    });

    test("c and a number does the same for a control, those above 9 too", async () => {
      const { content } = (await shown("S-1")).suggestion;
      await open("S-1");
      await press("c");
      expect(await said()).toContain("type its number");
      await press("2");
      const after = content.controls.length > 19 ? [] : ["control-2"];
      expect(await ticked()).toEqual(after);
      expect(await focused()).toBe("control-2");
    });
  });
});
void axeFindings;
void widths;
