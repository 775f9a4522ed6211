/**
 * Writes a picture of each page to `docs/screenshots/`, wide and narrow: `npm run screenshots`. The record
 * is made anew for it, out of the shipped example, so that the pictures change only when the pages do.
 */
import { mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { fillDesk } from "../support/fill-desk.ts";
import { openServedSite, widths } from "../support/served-site.ts";

const folder = fileURLToPath(new URL("../../docs/screenshots/", import.meta.url));
/** Taller pages are cut: the first screens are what is looked at. */
const maxHeight = 1_700;

const served = await openServedSite();
try {
  const product = `/products/${(await fillDesk(served.site.call)).usual}`;
  const pages = {
    home: "/",
    products: "/products",
    "product-new": "/products/new",
    product,
    identify: `${product}/identify`,
    run: `${product}/runs/R-1`,
    queue: `${product}/queue`,
    "queue-narrowed": `${product}/queue?lens=human-factors&sort=newest`,
    "queue-of-all": "/queue",
    suggestion: `${product}/suggestions/S-4`,
    "suggestion-decided": `${product}/suggestions/S-1`,
    "own-view": `${product}/suggestions/S-20`,
    "own-view-written": `${product}/suggestions/S-10`,
    views: `${product}/views`,
    time: "/time",
    coverage: `${product}/coverage`,
    "coverage-place": `${product}/coverage?cell=${encodeURIComponent("F1/wrong")}`,
    insight: `${product}/insight`,
    provenance: `${product}/hazards/H-1/provenance`,
    log: `${product}/log`,
    "log-narrowed": `${product}/log?needs=no-control&sort=level`,
    "log-depends": `${product}/log/depends?owner=third-party`,
    "log-print": `${product}/log/print`,
    hazard: `${product}/hazards/H-2`,
    "hazard-diagram": `${product}/hazards/H-2/diagram`,
    "hazard-edit": `${product}/hazards/H-1/edit`,
    "hazard-add": `${product}/log/add`,
    schemes: "/schemes",
    scheme: `${product}/scheme`,
    baselines: `${product}/baselines`,
    "baseline-prepare": `${product}/baselines/prepare`,
    baseline: `${product}/baselines/2`,
    "baselines-compared": `${product}/baselines/compare?from=1&to=2`,
    "unlawful-text": `${product}/unlawful-text`,
    account: "/account",
    audit: "/audit",
  };
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, address] of Object.entries(pages)) {
    for (const width of ["wide", "narrow"] as const) {
      const page = await served.open({ viewport: widths[width], reducedMotion: "reduce" });
      await page.goto(address);
      const height = await page.evaluate<number>("document.documentElement.scrollHeight");
      await page.screenshot({
        path: `${folder}${name}-${width}.jpg`,
        ...{ type: "jpeg" as const, quality: 55 },
        clip: { x: 0, y: 0, width: widths[width].width, height: Math.min(height, maxHeight) },
        fullPage: true,
      });
      await page.context().close();
    }
  }
} finally {
  await served.close();
}
