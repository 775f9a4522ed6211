import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { initialiseCluster } from "../../src/infra/db/embedded/cluster.ts";
import { findShippedTemplate } from "../../src/infra/db/embedded/template.ts";
import { toTar, type TarEntry } from "../../src/infra/db/embedded/tar.ts";

/** Files that the engine makes anew at each start. */
const leftOut = new Set(["postmaster.pid", "postmaster.opts"]);

function readEntries(root: string): TarEntry[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !leftOut.has(entry.name))
    .map((entry): TarEntry => {
      const path = join(entry.parentPath, entry.name);
      const name = path.slice(root.length + 1);
      return entry.isDirectory()
        ? { name, kind: "folder", content: Buffer.alloc(0) }
        : { name, kind: "file", content: readFileSync(path) };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Makes the template for the installed PGlite: `node db/template/make.ts`, about a minute. Run it
 * when PGlite changes; delete the old one. Nothing of the application's schema is in it.
 */
async function makeTemplate(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "hazid-template-"));
  try {
    await initialiseCluster(folder);
    const archive = toTar(readEntries(folder));
    // The cluster holds three nearly equal databases: a window of 16 MB sees them together, which
    // gzip's 32 KB cannot.
    const packed = brotliCompressSync(archive, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
        [constants.BROTLI_PARAM_SIZE_HINT]: archive.length,
      },
    });
    const file = findShippedTemplate();
    writeFileSync(file, packed);
    process.stdout.write(`${file}: ${packed.length} bytes, ${archive.length} unpacked\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

await makeTemplate();
