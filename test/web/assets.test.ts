import { describe, expect, test } from "vitest";
import { createAssetRoutes, loadAssets, withoutNhsFonts } from "../../src/web/assets.ts";

const app = createAssetRoutes(loadAssets);

describe("assets", () => {
  test("the style sheet names no NHS font and no other host", async () => {
    const response = await app.request("/assets/nhsuk-frontend.css");
    const css = await response.text();
    expect(response.headers.get("content-type")).toBe("text/css; charset=utf-8");
    expect(css.length).toBeGreaterThan(100_000);
    expect(css).not.toMatch(/Frutiger|@font-face|https?:\/\/(?!www\.w3\.org)|sourceMappingURL/u);
  });

  test("everything that the style sheets fetch is served here", async () => {
    for (const name of ["nhsuk-frontend.css", "hazid.css"]) {
      const css = await (await app.request(`/assets/${name}`)).text();
      for (const [, address = ""] of css.matchAll(/url\(["']?([^)"']*)["']?\)/gu)) {
        if (address.startsWith("data:") || address.startsWith("#")) continue;
        expect([address, (await app.request(address)).status]).toEqual([address, 200]);
      }
    }
  });

  test("a fingerprinted address may be kept for ever; a wrong fingerprint is not found", async () => {
    const address = (await loadAssets()).address("hazid.css");
    const response = await app.request(address);
    expect(response.headers.get("cache-control")).toContain("immutable");
    expect((await app.request("/assets/000000000000/hazid.css")).status).toBe(404);
  });

  test("a browser that has it is not sent it again", async () => {
    const etag = (await app.request("/assets/hazid.css")).headers.get("etag") ?? "";
    const again = await app.request("/assets/hazid.css", { headers: { "if-none-match": etag } });
    expect(again.status).toBe(304);
  });

  test.each([
    "/assets/../package.json",
    "/assets/images/favicon.svg",
    "/assets/images/nhsuk-icon-mask.svg",
  ])("%s is not served", async (path) => {
    expect((await app.request(path)).status).toBe(404);
  });

  test("only the font is taken out of a style sheet", () => {
    expect(
      withoutNhsFonts("@font-face{src:url(x)}a{font-family:Frutiger W01,arial,sans-serif}"),
    ).toBe("a{font-family:arial,helvetica,sans-serif}");
  });
});
