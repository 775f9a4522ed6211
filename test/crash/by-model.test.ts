import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, test } from "vitest";
import { createCycle } from "./crash-cycle.ts";
import { callCommits, killAtEach } from "./kills.ts";
import { prepare } from "./prepare.ts";

const modelHost = "models.example";

test(
  "a process that is killed around calls to a language model leaves a whole record, and a resumed run queues the same",
  { timeout: 600_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "hazid-crash-model-"));
    const target = { kind: "embedded", dataDir: join(folder, "record") } as const;
    const cycle = createCycle({ target, seed: 3, ...(await prepare(target, modelHost)) });
    onTestFinished(() => {
      cycle.end();
      rmSync(folder, { recursive: true });
    });
    const places = callCommits.map(
      (action, i) => [action, i % 2 === 0 ? "after the commit" : "before the commit"] as const,
    );
    await killAtEach(cycle, places);
  },
);
