import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createBackground, type Background } from "../../src/app/run/background.ts";
import type { Drafter, LanguageModel } from "../../src/app/ports.ts";
import { draftOffline } from "../../src/domain/draft/offline.ts";
import { loadPrompts } from "../../src/infra/files/prompts.ts";
import { serve } from "../../src/serve.ts";
import type { Listening } from "../../src/server/listen.ts";
import { axeFindings } from "../support/axe.ts";
import { inBrowser, openBrowser } from "../support/chromium.ts";
import { makeDrafter } from "../support/make-draft.ts";
import { addProduct } from "../support/make-queue.ts";
import { useRecord, type Desk } from "../support/record.ts";
import { makeScriptedModel } from "../support/scripted-model.ts";

const example = fileURLToPath(new URL("../../examples/ambient-scribe.md", import.meta.url));
const product = "/products/sablewick";

/** Rules that draft when they are let, and not before. */
function makeGate() {
  let wait: PromiseWithResolvers<undefined> | null = null;
  const drafter: Drafter = makeDrafter(async (input, _call, signal) => {
    const held = wait;
    signal?.addEventListener("abort", () => held?.reject(new Error("let go of")));
    await held?.promise;
    return draftOffline(input);
  });
  return {
    drafter,
    shut: () => void (wait = Promise.withResolvers()),
    open() {
      wait?.resolve(undefined);
      wait = null;
    },
  };
}

/** A machine that is busy takes its time. */
const patiently = { timeout: 30_000 };

describe("a run on its page", inBrowser, () => {
  const record = useRecord({ engine: "PGlite" });
  const gate = makeGate();
  const faults: unknown[] = [];
  const complaints: string[] = [];
  let browser: Browser;
  let desk: Desk;
  let background: Background;
  let server: Listening;

  const serveDesk = async (one: Desk) => {
    const onFault = (error: unknown): string => {
      faults.push(error);
      return "fault";
    };
    const going = createBackground(onFault);
    const served = await serve(one.call, {
      ...{ port: 0, host: "127.0.0.1", access: { kind: "local" }, version: "test" },
      ...{ background: going, onFault },
    });
    return { going, served };
  };
  const start = async (): Promise<void> => {
    ({ going: background, served: server } = await serveDesk(desk));
  };
  const open = async (options: BrowserContextOptions = {}, at = server): Promise<Page> => {
    const page = await (await browser.newContext({ baseURL: at.url, ...options })).newPage();
    page.on("pageerror", (error) => complaints.push(String(error)));
    return page;
  };
  const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
  const status = (page: Page) => page.locator("#run-status");
  const steps = (page: Page, state: string) => page.locator(`.hz-step--${state} .hz-step__name`);

  const identify = async (page: Page): Promise<void> => {
    await page.goto(`${product}/identify`);
    await button(page, "Identify hazards").click();
    await page.waitForURL(/\/runs\/R-\d+$/u);
  };

  beforeAll(async () => {
    desk = await record().desk({ drafter: gate.drafter });
    await addProduct(desk);
    await start();
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    gate.open();
    await server.close();
  });

  test("is followed as it goes on, in place, and leads to the queue", async () => {
    gate.shut();
    const page = await open();
    await identify(page);
    await page.evaluate("window.stays = true");
    await expect
      .poll(() => status(page).innerText(), patiently)
      .toBe("It goes on: Drafting candidates.");
    expect(await steps(page, "now").allInnerTexts()).toEqual(["Draft candidates"]);
    expect(await steps(page, "waiting").count()).toBe(4);
    expect(await page.locator("[role=status]").textContent()).toBe("Drafting candidates");
    expect(await axeFindings(page)).toEqual([]);
    await button(page, "Cancel").focus();
    gate.open();
    await page.getByRole("link", { name: /^Decide \d+ new suggestions$/u }).waitFor();
    expect(await status(page).innerText()).toMatch(/^It is finished: \d+ new suggestions wait/u);
    const told = () => page.locator("[role=status]").textContent();
    await expect.poll(told, patiently).toMatch(/^It is finished/u);
    // The button that had the focus is gone: what is next to be read has it, and not the top of the page.
    expect(await page.locator(":focus").getAttribute("id")).toBe("run-heading");
    expect(await page.evaluate("window.stays")).toBe(true);
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole("link", { name: /^Decide/u }).click();
    expect(new URL(page.url()).pathname).toBe(`${product}/queue`);
    await page.context().close();
  }, 60_000);

  test("two who look see the same, and who comes late sees how far it is", async () => {
    gate.shut();
    const first = await open();
    await identify(first);
    const second = await open();
    await second.goto(first.url());
    await expect
      .poll(() => status(second).innerText(), patiently)
      .toBe("It goes on: Drafting candidates.");
    gate.open();
    for (const page of [first, second]) {
      await expect.poll(() => status(page).innerText(), patiently).toMatch(/^It is finished/u);
      await page.context().close();
    }
  }, 60_000);

  test("is cancelled in the middle and resumed where it was", async () => {
    gate.shut();
    const page = await open();
    await identify(page);
    await expect.poll(() => status(page).innerText(), patiently).toContain("Drafting candidates");
    await button(page, "Cancel").click();
    expect(await page.getByRole("alert").innerText()).toContain("The run is stopped.");
    expect(await status(page).innerText()).toContain(
      "It was stopped at the step “Draft candidates”",
    );
    expect(await steps(page, "stopped").allInnerTexts()).toEqual(["Draft candidates"]);
    expect(await steps(page, "done").count()).toBe(3);
    expect(await axeFindings(page)).toEqual([]);
    gate.open();
    await button(page, "Resume").click();
    await expect.poll(() => status(page).innerText(), patiently).toMatch(/^It is finished/u);
    await page.context().close();
  }, 60_000);

  test("a server that stops in the middle leaves it stopped, and the next takes it up", async () => {
    gate.shut();
    const page = await open();
    await identify(page);
    const path = new URL(page.url()).pathname;
    await expect.poll(() => status(page).innerText(), patiently).toContain("Drafting candidates");
    await server.close();
    await page.context().close();
    gate.open();
    await start();
    const next = await open();
    await next.goto(path);
    expect(await status(next).innerText()).toContain("It was stopped at the step");
    expect(await next.locator(".hz-step__failure").innerText()).toContain("The step failed.");
    await button(next, "Resume").click();
    await expect.poll(() => status(next).innerText(), patiently).toMatch(/^It is finished/u);
    await next.context().close();
  }, 60_000);

  test("one that is worked elsewhere is followed too", async () => {
    gate.shut();
    const elsewhere = desk.call("run.identify", { product: "sablewick" });
    const page = await open();
    await expect
      .poll(async () => (await desk.call("run.list", {}))[0]?.state, patiently)
      .toBe("running");
    const [run] = await desk.call("run.list", { product: "sablewick" });
    await expect
      .poll(async () => (await desk.call("run.follow", { run: run?.id ?? "" })).worked, patiently)
      .toBe(true);
    await page.goto(`${product}/runs/${run?.ref ?? ""}`);
    expect(await status(page).innerText()).toContain("in another process");
    gate.open();
    await elsewhere;
    await expect.poll(() => status(page).innerText(), patiently).toMatch(/^It is finished/u);
    await page.context().close();
  }, 60_000);

  test("without scripts: add, correct, identify, look how far it is, and decide", async () => {
    gate.shut();
    const page = await open({ javaScriptEnabled: false, viewport: { width: 360, height: 780 } });
    await page.goto("/products");
    await page.getByRole("link", { name: "Add a product" }).click();
    await page.getByLabel("Or choose a text file").setInputFiles(example);
    await button(page, "Add product").click();
    expect(new URL(page.url()).pathname).toBe("/products/marlnote");
    await page.getByRole("checkbox", { name: /^Not so\s*: dictation$/u }).check();
    await page.locator("summary", { hasText: "Add what was missed" }).click();
    await page.getByLabel("What was missed", { exact: true }).selectOption({ label: "frailty" });
    await page.locator('[name="said-by"][value="maker"]').check();
    await page.getByLabel("The words that say so").first().fill("It is used in frailty clinics.");
    await button(page, "Keep corrections").click();
    expect(await page.getByRole("alert").innerText()).toContain("Your corrections are kept");
    expect(await page.getByRole("checkbox", { name: /^Not so\s*: dictation$/u }).count()).toBe(0);
    expect(await page.locator(".hz-source").innerText()).toContain(
      "It is used in frailty clinics.",
    );
    await page.getByRole("link", { name: "Identify hazards" }).click();
    expect(await page.locator("main").innerText()).toContain(
      "Nothing. Rules draft on this machine",
    );
    await button(page, "Identify hazards").click();
    expect(await status(page).innerText()).toContain("It goes on");
    gate.open();
    await expect
      .poll(async () => {
        await page
          .getByRole("link", { name: "Show how far it is" })
          .click({ timeout: 2_000 })
          .catch(() => undefined);
        return status(page).innerText();
      }, patiently)
      .toMatch(/^It is finished/u);
    await page.getByRole("link", { name: /^Decide/u }).click();
    expect(await page.locator(".hz-queue__hazard").count()).toBeGreaterThan(5);
    await page.context().close();
  }, 60_000);

  test("where a model is configured, who drafts is chosen by the person, and what leaves is said", async () => {
    const { model }: { model: LanguageModel } = makeScriptedModel(await loadPrompts(), {
      latencyMs: 5,
    });
    const other = await record().desk({ model });
    await addProduct(other);
    const { served } = await serveDesk(other);
    const page = await open({}, served);
    await page.goto(`${product}/identify`);
    expect(await page.locator("input:checked").count()).toBe(0);
    expect(await page.locator("main").innerText()).toContain("This leaves for models.example:");
    expect(await axeFindings(page)).toEqual([]);
    await button(page, "Identify hazards").click();
    expect(await page.title()).toMatch(/^Error: /u);
    expect(await axeFindings(page)).toEqual([]);
    expect(await other.count("run")).toBe(0);
    await page.getByRole("radio", { name: "Draft with scripted-1 at models.example" }).check();
    await button(page, "Identify hazards").click();
    await expect.poll(() => status(page).innerText(), patiently).toMatch(/^It is finished/u);
    const text = await page.locator("main").innerText();
    expect(text).toMatch(
      /\d+ questions were asked at models\.example, \d+ with an answer of use\./u,
    );
    expect(text).toContain("No price is configured.");
    expect(await axeFindings(page)).toEqual([]);
    await page.context().close();
    await served.close();
  }, 90_000);

  test("no fault was met, and no script complained", () => {
    expect([faults, complaints]).toEqual([[], []]);
    expect(background.live("nothing")).toBeNull();
  });
});
