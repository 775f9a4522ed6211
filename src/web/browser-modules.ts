import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("browser/", import.meta.url));
/** Of an import or export of a sibling, whose name ends differently once its types are gone. */
const sibling = /(\bfrom\s*["']\.\/[\w-]+)\.ts(["'])/gu;

export type BrowserModule = { readonly name: string; readonly body: string };
export type BrowserModules = {
  readonly modules: readonly BrowserModule[];
  /** Of all of them together: they name each other by relative addresses, and so change as one. */
  readonly fingerprint: string;
};

/** What browsers run: `src/web/browser/*.ts` as they stand, types blanked out, in order of name. */
export async function loadBrowserModules(): Promise<BrowserModules> {
  const files = (await readdir(folder)).filter((file) => /^[\w-]+\.ts$/u.test(file)).sort();
  const modules = await Promise.all(
    files.map(async (file) => ({
      name: `browser/${file.replace(/\.ts$/u, ".js")}`,
      body: toBrowserModule(await readFile(join(folder, file), "utf8")),
    })),
  );
  const hash = createHash("sha256");
  for (const { name, body } of modules) hash.update(`${name}\0${body}\0`);
  return { modules, fingerprint: hash.digest("hex").slice(0, 12) };
}

/** TypeScript whose types can be erased, as the JavaScript that a browser runs; lines stay where they are. */
export const toBrowserModule = (source: string): string =>
  stripTypeScriptTypes(source, { mode: "strip" }).replaceAll(sibling, "$1.js$2");
