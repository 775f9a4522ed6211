import { describe, expect, test } from "vitest";
import { createAssetRoutes, loadAssets } from "../../src/web/assets.ts";
import { loadBrowserModules, toBrowserModule } from "../../src/web/browser-modules.ts";

const app = createAssetRoutes(loadAssets);

describe("modules for the browser", () => {
  test("types are gone, lines stay, and siblings are named as they are served", () => {
    const source = [
      'import { a, type B } from "./keys.ts";',
      'import type { C } from "./other.ts";',
      "export const sum = (x: number): number => x + a(x as B);",
    ].join("\n");
    const made = toBrowserModule(source);
    expect(made).toContain('from "./keys.js"');
    expect(made).not.toMatch(/: number|as B|import type|other\.ts/u);
    expect(made.split("\n")).toHaveLength(3);
  });

  test("a change in one of them changes the address of all: none meets a sibling of another version", async () => {
    const { modules, fingerprint } = await loadBrowserModules();
    const { address, files } = await loadAssets();
    expect(modules.length).toBeGreaterThan(0);
    for (const { name } of modules) {
      expect(address(name)).toBe(`/assets/${fingerprint}/${name}`);
      expect(files.get(name)?.type).toBe("text/javascript; charset=utf-8");
    }
  });

  test("every sibling that a module names is served beside it", async () => {
    const { modules, fingerprint } = await loadBrowserModules();
    for (const { name, body } of modules) {
      expect((await app.request(`/assets/${fingerprint}/${name}`)).status).toBe(200);
      for (const [, sibling = ""] of body.matchAll(/from\s*["']\.\/([^"']+)["']/gu)) {
        const address = `/assets/${fingerprint}/browser/${sibling}`;
        expect([address, (await app.request(address)).status]).toEqual([address, 200]);
      }
    }
  });

  test("its TypeScript itself is not served", async () => {
    expect((await app.request("/assets/browser/page.ts")).status).toBe(404);
    expect((await app.request("/assets/browser/tsconfig.json")).status).toBe(404);
  });
});
