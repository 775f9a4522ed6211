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
const maxHeight = 2_600;

const served = await openServedSite();
try {
  const product = `/products/${(await fillDesk(served.site.call)).usual}`;
  const pages = {
    home: "/",
    product,
    coverage: `${product}/coverage?state=suggested`,
    place: `${product}/coverage?cell=life-cycle%2Fgo-live`,
    queue: `${product}/queue`,
    suggestion: `${product}/suggestions/S-4`,
    "suggestion-decided": `${product}/suggestions/S-1`,
    provenance: `${product}/hazards/H-1/provenance`,
    log: `${product}/log`,
    hazard: `${product}/hazards/H-1`,
    "hazard-edit": `${product}/hazards/H-1/edit`,
    "hazard-add": `${product}/log/add`,
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
        path: `${folder}${name}-${width}.png`,
        clip: { x: 0, y: 0, width: widths[width].width, height: Math.min(height, maxHeight) },
        fullPage: true,
      });
      await page.context().close();
    }
  }
} finally {
  await served.close();
}
