import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApi } from "../../src/http/create-api.ts";
import { createServerApp } from "../../src/server/create-server-app.ts";
import { listen, type Listening } from "../../src/server/listen.ts";
import { axeFindings } from "../support/axe.ts";
import { inBrowser, openBrowser } from "../support/chromium.ts";
import { cso, openSite, type Site } from "../web/site.ts";
import { opened } from "../support/opened.ts";

const example = fileURLToPath(new URL("../../examples/ambient-scribe.md", import.meta.url));
const product = "/products/marlnote";
const [wide, narrow] = [
  { width: 1280, height: 900 },
  { width: 360, height: 780 },
] as const;

/** One story in order, in a real Chromium, behind the server's own checks and headers. */
describe("from a description to a scored hazard", inBrowser, () => {
  let site: Site;
  let server: Listening;
  let browser: Browser;
  let page: Page;
  const foreign: string[] = [];

  const open = async (options: { readonly javaScriptEnabled: boolean }): Promise<Page> => {
    const context = await browser.newContext({ ...options, baseURL: server.url, viewport: wide });
    const opened = await context.newPage();
    opened.on("request", (request) => {
      if (!request.url().startsWith(server.url)) foreign.push(request.url());
    });
    opened.on("requestfailed", (request) => {
      // Whoever leaves a page before its pictures are there, or downloads, breaks a request off.
      const why = request.failure()?.errorText ?? "";
      if (why !== "net::ERR_ABORTED") foreign.push(`failed: ${request.url()}: ${why}`);
    });
    return opened;
  };

  beforeAll(async () => {
    site = await openSite();
    const onFault = (error: unknown) => void site.faults.push(error);
    const api = createApi({ call: site.call, version: "test", onFault });
    server = await listen(createServerApp({ api, pages: site.app, port: 0, onFault }), { port: 0 });
    browser = await openBrowser();
    page = await open({ javaScriptEnabled: false });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await server.close();
    await site.close();
  });

  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const heading = () => page.getByRole("heading", { level: 1 }).innerText();
  const path = () => new URL(page.url()).pathname;

  test("a product is added from a file and its hazards are identified", async () => {
    await page.goto("/products");
    await page.getByRole("link", { name: "Add a product" }).click();
    await page.getByLabel("Or choose a text file").setInputFiles(example);
    await button("Add product").click();
    expect(path()).toBe(product);
    expect(await heading()).toBe("Marlnote");
    await page.getByRole("link", { name: "Identify hazards" }).click();
    await button("Identify hazards").click();
    expect(path()).toBe(`${product}/runs/R-1`);
    const isDone = async () => {
      await page.reload();
      return page.getByRole("link", { name: /^Decide/u }).isVisible();
    };
    await expect.poll(isDone, { timeout: 20_000 }).toBe(true);
    await page.getByRole("link", { name: /^Decide/u }).click();
    expect(path()).toBe(`${product}/queue`);
    expect(await page.locator(".hz-queue__line").count()).toBeGreaterThan(5);
  });

  test("the first suggestion shows its hazard, its causes and the lit words without scrolling far", async () => {
    await page.locator(".hz-queue__hazard").first().click();
    expect(path()).toBe(`${product}/suggestions/S-1`);
    expect(await page.locator("input:checked").count()).toBe(0);
    const why = await page.getByRole("heading", { name: "Why this product" }).boundingBox();
    expect(why?.y).toBeLessThan(wide.height);
    expect(await page.locator(".hz-source mark").count()).toBeGreaterThan(0);
  });

  test("Enter in a box decides nothing", async () => {
    await page.getByRole("checkbox", { name: /^Cause 1/u }).press("Enter");
    expect(path()).toBe(`${product}/suggestions/S-1`);
    expect(await page.getByText("nothing is decided yet").count()).toBe(1);
    expect(opened(await site.call("queue.show", { suggestion: "S-1" })).suggestion.state).toBe(
      "pending",
    );
  });

  test("naming oneself on the way keeps the tick", async () => {
    await page.getByRole("checkbox", { name: /^Cause 1/u }).check();
    await button("Accept").click();
    await page.getByRole("link", { name: /A decision belongs to a person/u }).click();
    await page.getByLabel("Your name").fill(cso.name);
    await page.getByRole("radio", { name: "Clinical Safety Officer" }).check();
    await page.getByLabel("Registration body").fill(cso.body);
    await page.getByLabel("Registration number").fill(cso.number);
    await button("Name yourself").click();
    expect(await page.getByRole("checkbox", { name: /^Cause 1/u }).isChecked()).toBe(true);
  });

  test("accepting and rejecting lead on, each said in a notice", async () => {
    await button("Accept").click();
    expect(path()).toBe(`${product}/suggestions/S-2`);
    expect(await page.getByRole("alert").innerText()).toContain("it is H-1 in the hazard log");
    await page.getByRole("radio", { name: "Too vague" }).check();
    await button("Reject").click();
    expect(path()).toBe(`${product}/suggestions/S-3`);
    expect(await page.getByRole("alert").innerText()).toContain("S-2 is rejected (too vague)");
  });

  test("a decision without a cause is refused with a link that leads to the box", async () => {
    await button("Accept").click();
    expect(await page.title()).toMatch(/^Error: /u);
    await page.getByRole("link", { name: /Tick at least one cause/u }).click();
    expect(await page.locator(":focus").getAttribute("id")).toBe("cause-1");
  });

  test("the hazard is scored by the person, and the log is taken away as CSV", async () => {
    await page.goto(`${product}/log`);
    await page.getByRole("link", { name: "Score H-1" }).click();
    await page.getByRole("radio", { name: "Initial" }).check();
    await page.getByRole("radio", { name: "Major" }).check();
    await page.getByRole("radio", { name: "Medium" }).check();
    await button("Save score").click();
    expect(await page.getByText("Initial: level 3.").count()).toBe(1);
    await page.goto(`${product}/log`);
    const downloading = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download as CSV" }).click();
    expect((await downloading).suggestedFilename()).toMatch(/\.csv$/u);
  });

  const fold = (name: RegExp) => page.locator("summary", { hasText: name });
  const openHazard = () => page.goto(`${product}/hazards/H-1`);

  test("a suggestion is accepted with an edit, which is told as was and is", async () => {
    await page.goto(`${product}/suggestions/S-3`);
    await fold(/Change the words first/u).click();
    await page.getByLabel("Harm", { exact: true }).fill("Harm in the person's own words.");
    await page.getByRole("checkbox", { name: /^Cause 1/u }).check();
    await button("Accept").click();
    expect(await page.getByRole("alert").innerText()).toContain("accepted with your words");
    await page.goto(`${product}/suggestions/S-3`);
    expect(await page.locator(".hz-decided").innerText()).toMatch(
      /Harm: was .+ → is “Harm in the/u,
    );
  });

  test("a second one is added as a cause to the scored hazard, which asks for a new score", async () => {
    await page.goto(`${product}/suggestions/S-4`);
    await page.getByRole("checkbox", { name: /^Cause 1/u }).check();
    await page
      .getByRole("checkbox", { name: /^Control/u })
      .first()
      .check();
    await fold(/Add as a cause/u).click();
    await page.getByRole("radio", { name: /^H-1/u }).check();
    await button("Add as cause").click();
    expect(await page.getByRole("alert").innerText()).toContain("of S-4 is added to H-1");
    await openHazard();
    expect(await page.locator(".hz-causes").innerText()).toContain("S-4, cause 1");
    expect(await page.locator(".hz-score").innerText()).toContain("Re-score: since then");
  });

  test("a control is confirmed and linked, an action is added and done", async () => {
    await openHazard();
    await page.locator("input[name=controls]").first().check();
    await button("Confirm that they exist").click();
    expect(await page.locator(".hz-exists").count()).toBe(1);
    await fold(/Which control acts/u).click();
    await page.getByLabel("Control", { exact: true }).selectOption({ index: 1 });
    await page.getByLabel("Cause", { exact: true }).selectOption({ index: 1 });
    await button("Link").click();
    expect(await page.getByRole("alert").innerText()).toContain("acts on the cause");
    await fold(/Add an action/u).click();
    await page.getByLabel("What is to be done").fill("Show certainty.");
    await page.getByLabel("Who does it").fill("Head of product");
    await page.getByRole("radio", { name: "maker" }).check();
    await button("Add action").click();
    await page.getByRole("button", { name: /^Mark as done\s*: action 1$/u }).click();
    expect(await page.getByRole("button", { name: /Not done after all/u }).count()).toBe(1);
  });

  test("it is scored again and evaluated; a change of harm marks the score", async () => {
    await page.getByRole("radio", { name: "Initial" }).check();
    await page.getByRole("radio", { name: "Major" }).check();
    await page.getByRole("radio", { name: "Low", exact: true }).check();
    await button("Save score").click();
    expect(await page.getByText("Re-score:").count()).toBe(0);
    await page.getByRole("radio", { name: "Initial" }).last().check();
    await page.getByRole("radio", { name: "Not acceptable" }).check();
    await page.getByLabel("Reason", { exact: true }).fill("Too many patients.");
    await page.getByLabel("People present").fill("Dr Amara Okafor\nHead of product");
    await button("Save evaluation").click();
    expect(await page.locator(".hz-score").innerText()).toContain("Not acceptable, decided by");
    await page.getByRole("link", { name: "Edit words, place, causes and controls" }).click();
    await page.getByLabel("Harm", { exact: true }).fill("Another harm.");
    await button("Save changes").click();
    expect(await page.locator(".hz-score").innerText()).toContain("the harm changed");
  });

  test("another decision is undone, and its number is retired", async () => {
    await page.goto(`${product}/suggestions/S-3`);
    expect(await page.locator("#undo").innerText()).toContain("H-2 will be withdrawn");
    await button("Undo").click();
    expect(await page.getByRole("alert").innerText()).toContain("S-3 is undone");
    await page.goto(`${product}/log`);
    expect(await page.locator(".hz-withdrawn").innerText()).toContain(
      "Its number is not used again",
    );
  });

  const pages = [
    "/",
    "/products",
    "/insight",
    `${product}/insight`,
    "/account",
    "/audit",
    "/products",
    "/products?name=nothing",
    "/products/new",
    product,
    `${product}/identify`,
    `${product}/runs/R-1`,
    `${product}/queue`,
    `${product}/queue?state=merged`,
    `${product}/suggestions/S-1`,
    `${product}/suggestions/S-2`,
    `${product}/suggestions/S-3?after=S-2`,
    `${product}/suggestions/S-1/provenance`,
    `${product}/log`,
    `${product}/suggestions/S-4`,
    `${product}/log/add`,
    `${product}/hazards/H-1`,
    `${product}/hazards/H-1/edit`,
    `${product}/hazards/H-2`,
    "/nope",
  ];

  describe("every page", () => {
    let scripted: Page;
    beforeAll(async () => {
      scripted = await open({ javaScriptEnabled: true });
    });
    const findings = () => axeFindings(scripted);

    test.each(pages)(
      "%s has nothing that axe finds, wide or narrow",
      async (address) => {
        await scripted.goto(address);
        expect(await findings()).toEqual([]);
        for (const folded of await scripted.locator("details:not([open]) > summary").all()) {
          if (await folded.isVisible()) await folded.click();
        }
        expect(await findings()).toEqual([]);
        await scripted.setViewportSize(narrow);
        expect(await findings()).toEqual([]);
        const width = await scripted.evaluate("document.documentElement.scrollWidth");
        expect(width).toBeLessThanOrEqual(narrow.width);
        await scripted.setViewportSize(wide);
      },
      60_000,
    );

    test.each([
      ["a refused decision", `${product}/suggestions/S-3`, "Accept"],
      ["a refused rejection", `${product}/suggestions/S-3`, "Reject"],
      ["a refused score", `${product}/hazards/H-1`, "Save score"],
      ["a refused hazard by hand", `${product}/log/add`, "Add to the log"],
      ["a refused confirmation", `${product}/hazards/H-1`, "Confirm that they exist"],
      ["a refused product", "/products/new", "Add product"],
      ["refused corrections", product, "Keep corrections"],
    ])(
      "nor has %s",
      async (_title, address, name) => {
        await scripted.goto(address);
        await scripted.getByRole("button", { name, exact: true }).click();
        expect(await scripted.title()).toMatch(/^Error: /u);
        expect(await findings()).toEqual([]);
      },
      60_000,
    );
  });

  test("nothing was fetched from elsewhere, and no fault was met", () => {
    expect(foreign).toEqual([]);
    expect(site.faults).toEqual([]);
  });
});
