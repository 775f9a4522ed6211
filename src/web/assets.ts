import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Hono } from "hono";
import { loadBrowserModules } from "./browser-modules.ts";

const frontend = dirname(createRequire(import.meta.url).resolve("nhsuk-frontend/package.json"));
/** Holds `nhsuk/`: where the macros and the style sheet are. */
export const frontendFolder = join(frontend, "dist");
const staticFolder = fileURLToPath(new URL("static/", import.meta.url));

/** Icons that the style sheet asks for; the package's logo and favicons are NHS marks and not served. */
const iconNames = ["arrow-down", "arrow-up", "arrow-up-down", "cross"];
const fontStack = "arial,helvetica,sans-serif";

type Asset = { readonly body: string; readonly type: string; readonly fingerprint: string };
export type Assets = {
  /** By file name. */
  readonly files: ReadonlyMap<string, Asset>;
  /** The address of a file with its fingerprint in it, so that it may be kept for ever. */
  readonly address: (name: string) => string;
};

/** The style sheet without NHS fonts, which are licensed to NHS sites and fetched from elsewhere. */
export const withoutNhsFonts = (css: string): string =>
  css
    .replaceAll(/@font-face\{[^}]*\}/gu, "")
    .replaceAll(/font-family:Frutiger W01,arial,sans-serif/gu, `font-family:${fontStack}`)
    .replace(/\/\*# sourceMappingURL=.*\*\/\s*$/u, "");

const toAsset = (body: string, type: string): Asset => ({
  body,
  type,
  fingerprint: createHash("sha256").update(body).digest("hex").slice(0, 12),
});

export async function loadAssets(): Promise<Assets> {
  const nhsuk = join(frontendFolder, "nhsuk");
  const css = await readFile(join(nhsuk, "nhsuk-frontend.min.css"), "utf8");
  const files = new Map([
    ["nhsuk-frontend.css", toAsset(withoutNhsFonts(css), "text/css; charset=utf-8")],
    ["hazid.css", toAsset(await readOwn("hazid.css"), "text/css; charset=utf-8")],
    ["hazid.svg", toAsset(await readOwn("hazid.svg"), "image/svg+xml")],
  ]);
  for (const name of iconNames) {
    const file = `nhsuk-icon-${name}.svg`;
    const body = await readFile(join(nhsuk, "assets", "images", file), "utf8");
    files.set(`images/${file}`, toAsset(body, "image/svg+xml"));
  }
  const browser = await loadBrowserModules();
  for (const { name, body } of browser.modules) {
    const type = "text/javascript; charset=utf-8";
    files.set(name, { body, type, fingerprint: browser.fingerprint });
  }
  return {
    files,
    address: (name) => `/assets/${files.get(name)?.fingerprint ?? "missing"}/${name}`,
  };
}

const readOwn = (name: string): Promise<string> => readFile(join(staticFolder, name), "utf8");

const dayInSeconds = 86_400;

/**
 * `/assets/FINGERPRINT/NAME` may be kept for ever (RFC 8246); `/assets/NAME` is the stable name, for the
 * API's page and the addresses inside the style sheet, and is asked for again after a day.
 */
export function createAssetRoutes(load: () => Promise<Assets>): Hono {
  const app = new Hono();
  app.get("/assets/*", async (c, next) => {
    const path = c.req.path.slice("/assets/".length);
    const [, fingerprint, name] = /^(?:([0-9a-f]{12})\/)?(.+)$/u.exec(path) ?? [];
    const asset = (await load()).files.get(name ?? "");
    if (asset === undefined) return next();
    if (fingerprint !== undefined && fingerprint !== asset.fingerprint) return next();
    const etag = `"${asset.fingerprint}"`;
    const caching =
      fingerprint === undefined
        ? `public, max-age=${dayInSeconds}`
        : `public, max-age=${365 * dayInSeconds}, immutable`;
    const headers = { "cache-control": caching, etag };
    if (c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
    return c.body(asset.body, 200, { ...headers, "content-type": asset.type });
  });
  return app;
}
