import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { inBrowser } from "../support/chromium.ts";
import { fillDesk, type FilledDesk } from "../support/fill-desk.ts";
import { openServedSite, widths, type ServedSite } from "../support/served-site.ts";

/** How many pages of one kind are looked at, of either product: the rest of a kind is alike. */
const perKind = 1;
/** But for suggestions: accepted, rejected, merged into, deferred, their own view written, and asked for. */
const suggestions = ["S-1", "S-2", "S-4", "S-5", "S-10", "S-20"];
/** Headings of what is looked for on a page, beside which nothing is to be found. */
const looks = 5;
/** What may stand filled in: a list's filter, and what the person said before, where it can be changed. */
const notJudgements = "form[method=get] *, [name=role], [name^=edit-]";

/** `/products/:slug/hazards/H-:n`, with the names of its parameters. */
const kindOf = ({ pathname, searchParams }: URL): string =>
  [
    pathname.replace(/^\/products\/(?!new$)[^/]+/u, "/products/:slug").replaceAll(/\d+/gu, ":n"),
    ...[...searchParams.keys()].sort(),
  ].join(" ");

/** Pages of a person; not files, and nothing that is another's. */
const isPage = (url: URL, origin: string): boolean =>
  url.origin === origin &&
  !/^\/(?:assets|api|docs|openapi)|\.(?:csv|json|svg)$/u.test(url.pathname);

/** What runs in the page is text: its types are not those of this program. */
const overflow = (page: Page): Promise<string[]> =>
  page.evaluate(`(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const tooWide = [...document.querySelectorAll("body *")].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    );
    return ["scrolls sideways", ...tooWide.slice(-3).map((element) => element.outerHTML.slice(0, 160))];
  })()`);

const filledIn = (page: Page): Promise<string[]> =>
  page.evaluate(`(() => {
    const ticked = [...document.querySelectorAll("input:checked")];
    const chosen = [...document.querySelectorAll("select")].filter(({ value }) => value !== "");
    return [...ticked, ...chosen]
      .filter((element) => !element.matches(${JSON.stringify(notJudgements)}))
      .map((element) => element.outerHTML.slice(0, 120));
  })()`);

const motion = (page: Page): Promise<string[]> =>
  page.evaluate(`document.getAnimations()
    .filter(({ playState }) => playState === "running")
    .map(({ id }) => "animation " + id)`);

describe("every page", inBrowser, () => {
  let served: ServedSite;
  let filled: FilledDesk;
  const addresses: string[] = [];

  beforeAll(async () => {
    served = await openServedSite();
    filled = await fillDesk(served.site.call);
    const page = await served.open({ javaScriptEnabled: false });
    const { origin } = new URL(served.url);
    const kinds = new Map<string, number>();
    const waiting = [
      "/",
      ...Object.values(filled).map((slug) => `/products/${slug}`),
      ...suggestions.map((ref) => `/products/${filled.usual}/suggestions/${ref}`),
      // One of which all is said, one withdrawn, and lists that are asked for by a form alone.
      ...Object.values(filled).flatMap((slug) => [
        ...["H-2", "H-3", "H-2/diagram"].map((page) => `/products/${slug}/hazards/${page}`),
        `/products/${slug}/log?owner=maker&text=e&sort=level`,
        `/products/${slug}/log?text=there+is+no+such+word`,
        `/products/${slug}/log/depends?owner=third-party`,
        `/products/${slug}/log/depends?on=there+is+no+such+word`,
      ]),
    ];
    const asked = new Set(waiting);
    for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
      const answer = await page.goto(address);
      if (answer?.ok() !== true) {
        addresses.push(`${address} answered ${answer?.status()}`);
        continue;
      }
      addresses.push(address);
      const links = await page
        .locator("a[href]")
        .evaluateAll((found) => found.map((link) => (link as { href?: string }).href ?? ""));
      for (const link of links) {
        const url = new URL(link, served.url);
        const next = `${url.pathname}${url.search}`;
        const nasty = url.pathname.includes(filled.hostile) ? "hostile " : "";
        const kind = `${nasty}${kindOf(url)}`;
        const known = kinds.get(kind) ?? 0;
        if (!isPage(url, origin) || asked.has(next) || known >= perKind) continue;
        asked.add(next);
        kinds.set(kind, known + 1);
        waiting.push(next);
      }
    }
    await page.context().close();
  }, 240_000);
  afterAll(() => served.close());

  test("every link leads to a page, and every kind of page is reached by links alone", () => {
    expect(addresses.filter((address) => address.includes(" answered "))).toEqual([]);
    const reached = new Set(addresses.map((address) => kindOf(new URL(address, served.url))));
    for (const kind of [
      "/",
      "/account return",
      "/audit",
      "/insight",
      "/products",
      "/products/:slug",
      "/products/:slug/baselines",
      "/products/:slug/baselines/:n",
      "/products/:slug/baselines/compare from to",
      "/products/:slug/baselines/prepare",
      "/products/:slug/coverage",
      "/products/:slug/coverage cell",
      "/products/:slug/identify",
      "/products/:slug/insight",
      "/products/:slug/runs/R-:n",
      "/products/:slug/scheme",
      "/products/:slug/views",
      "/products/:slug/workbooks",
      "/products/new",
      "/queue",
      "/schemes",
      "/time",
      "/products/:slug/hazards/H-:n",
      "/products/:slug/hazards/H-:n/diagram",
      "/products/:slug/hazards/H-:n/edit",
      "/products/:slug/hazards/H-:n/print",
      "/products/:slug/hazards/H-:n/provenance",
      "/products/:slug/log",
      "/products/:slug/log needs",
      "/products/:slug/log status",
      "/products/:slug/log/export",
      "/products/:slug/log/add",
      "/products/:slug/log/depends",
      "/products/:slug/log/print",
      "/products/:slug/log/start-from",
      "/products/:slug/queue",
      "/products/:slug/suggestions/S-:n",
      "/products/:slug/suggestions/S-:n/provenance",
      "/products/:slug/unlawful-text",
    ]) {
      expect([...reached].sort()).toContain(kind);
    }
  });

  test("axe finds nothing, nothing is cut, scrolls sideways, is filled in or moves", async () => {
    const page = await served.open({ reducedMotion: "reduce" });
    const wrong: Record<string, string[]> = {};
    for (const address of addresses) {
      await page.setViewportSize(widths.wide);
      await page.goto(address);
      const found = [
        ...["filled in", ...(await filledIn(page))],
        ...["moves", ...(await motion(page))],
        ...["wide", ...(await axeFindings(page)), ...(await overflow(page))],
      ];
      await page.setViewportSize(widths.narrow);
      found.push("narrow", ...(await axeFindings(page)), ...(await overflow(page)));
      await page.setViewportSize(widths.zoomed);
      found.push("zoomed", ...(await overflow(page)));
      if (found.length > looks) wrong[address] = found;
    }
    await page.context().close();
    expect(wrong).toEqual({});
  }, 900_000);

  test("what is hostile is text: no script runs, nothing is asked of elsewhere, nobody is asked anything", async () => {
    const page = await served.open();
    await page.goto(`/products/${filled.hostile}`);
    expect(await page.locator("h1").innerText()).toContain("<script>alert(");
    expect(await page.locator("main img, main script").count()).toBe(0);
    await page.context().close();
    expect(served.complaints).toEqual([]);
    expect(served.site.faults).toEqual([]);
  });
});
