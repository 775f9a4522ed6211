import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { requirement } from "./requirement.ts";

const run = promisify(execFile);
const found = (process.env["PATH"] ?? "")
  .split(delimiter)
  .map((folder) => join(folder, "soffice"))
  .find((path) => existsSync(path));
/** LibreOffice starts with a profile of its own, on a slow machine in a minute. */
const timeout = 240_000;

const missing = "no soffice found (apt-get install libreoffice-calc)";

/** Options for `describe`: skips it by name where LibreOffice is not installed. */
export const inLibreOffice = requirement(found === undefined ? missing : null);

/** What LibreOffice makes of a file: name and bytes of each file that it wrote. */
export async function convert(
  bytes: Uint8Array,
  name: string,
  target: string,
): Promise<Map<string, Buffer>> {
  if (found === undefined) throw new Error(missing);
  const folder = await mkdtemp(join(tmpdir(), "hazid-office-"));
  try {
    const source = join(folder, name);
    await writeFile(source, bytes);
    const profile = pathToFileURL(join(folder, "profile")).href;
    await run(
      found,
      [
        ...["--headless", `-env:UserInstallation=${profile}`],
        ...["--convert-to", target, "--outdir", join(folder, "out"), source],
      ],
      { timeout },
    );
    const made = new Map<string, Buffer>();
    for (const file of await readdir(join(folder, "out"))) {
      made.set(file, await readFile(join(folder, "out", file)));
    }
    return made;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
