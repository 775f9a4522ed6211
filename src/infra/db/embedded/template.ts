import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync } from "node:zlib";

/** An initialised cluster is bound to the engine that made it: the name says which PGlite. */
function toTemplateName(pgliteVersion: string): string {
  return `pgdata-${pgliteVersion}.tar.br`;
}

export function findShippedTemplate(): string {
  return fileURLToPath(
    new URL(`../../../../db/template/${toTemplateName(loadPgliteVersion())}`, import.meta.url),
  );
}

/** The template as a tar archive; `null` when it is missing or made by another PGlite. */
export function loadTemplate(file: string): Buffer | null {
  if (basename(file) !== toTemplateName(loadPgliteVersion()) || !existsSync(file)) return null;
  return brotliDecompressSync(readFileSync(file));
}

/** Without zod: the worker would load it for this line alone. */
function loadPgliteVersion(): string {
  const manifest = new URL("../package.json", import.meta.resolve("@electric-sql/pglite"));
  const content: unknown = JSON.parse(readFileSync(manifest, "utf8"));
  if (typeof content !== "object" || content === null || !("version" in content)) {
    throw new Error(`${manifest.pathname}: expected a version`);
  }
  return String(content.version);
}
