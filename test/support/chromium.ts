/**
 * The browser leg: pages as a person sees them, in a Chromium that can reach this machine only.
 *
 * Convention: these tests live in `test/e2e/`, which is what `node test/run.ts --require-leg browser`
 * counts, and take `inBrowser`, which skips them by a named reason where there is no Chromium:
 *
 *     describe("reviewing a suggestion", inBrowser, () => { … })
 */
import { accessSync, constants } from "node:fs";
import { chromium, type Browser } from "playwright-core";
import { requirement } from "./requirement.ts";

type Chromium =
  | { readonly path: string; readonly missing: null }
  | { readonly path: null; readonly missing: string };

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

/** A path in HAZID_CHROMIUM is the only one tried when it is set. */
export function findChromium(named: string | undefined, places: readonly string[]): Chromium {
  if (named !== undefined && named !== "") {
    if (isExecutable(named)) return { path: named, missing: null };
    return {
      path: null,
      missing: `HAZID_CHROMIUM names ${named}, which is not an executable file`,
    };
  }
  const path = places.find(isExecutable);
  if (path !== undefined) return { path, missing: null };
  return {
    path: null,
    missing:
      "no Chromium found (apt-get install chromium, npx playwright-core install chromium, or set HAZID_CHROMIUM)",
  };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const installedChromium = findChromium(process.env["HAZID_CHROMIUM"], [
  ...usualPlaces,
  chromium.executablePath(),
]);

export const inBrowser = requirement(installedChromium.missing);

/** Playwright gives each launch an empty user-data folder of its own and removes it on `close()`. */
export async function openBrowser(): Promise<Browser> {
  if (installedChromium.path === null) throw new Error(installedChromium.missing);
  return chromium.launch({
    executablePath: installedChromium.path,
    headless: true,
    chromiumSandbox: false,
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      // Grey letters: a third of the size in a picture, and the same on every screen.
      "--disable-lcd-text",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ],
  });
}
