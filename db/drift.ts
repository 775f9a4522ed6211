import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/**
 * Fails when the schema in code says something that no migration says: lets drizzle-kit write the
 * missing migration into a copy of the folder, and looks whether it wrote one.
 */
const root = fileURLToPath(new URL("..", import.meta.url));
const copy = await mkdtemp(join(tmpdir(), "hazid-drift-"));
try {
  await cp(join(root, "db/migrations"), join(copy, "migrations"), { recursive: true });
  const before = await readdir(join(copy, "migrations"));
  const config = join(copy, "drizzle.config.json");
  await writeFile(
    config,
    JSON.stringify({
      dialect: "postgresql",
      schema: join(root, "src/infra/db/schema.ts"),
      out: relative(root, join(copy, "migrations")),
    }),
  );
  await promisify(execFile)(
    process.execPath,
    [
      join(root, "node_modules/drizzle-kit/bin.cjs"),
      "generate",
      "--config",
      config,
      "--name",
      "drift",
    ],
    { cwd: root },
  );
  const added = (await readdir(join(copy, "migrations"))).filter((name) => !before.includes(name));
  if (added.length > 0) {
    process.stderr.write(
      "The schema in src/infra/db/schema.ts has changed and no migration says so: npx drizzle-kit generate --name verb_noun\n",
    );
    process.exitCode = 1;
  }
} finally {
  await rm(copy, { recursive: true, force: true });
}
