/**
 * The gate that CI runs is worth something only if it turns red when identification breaks. Each part
 * is broken here in a way that no type and no other check would notice, and held against the shipped
 * baseline.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type * as reading from "../../src/domain/profile/read.ts";
import type * as nearness from "../../src/domain/draft/nearness.ts";
import { makeCliDeps } from "../support/make-cli-deps.ts";

const suite = "methods";
/** Mocked by one test each, and whole again for the next. */
const broken = [
  "../../src/domain/draft/nearness.ts",
  "../../src/domain/profile/read.ts",
  "../../src/domain/candidate/merge.ts",
];
let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hazid-broken-"));
});
afterEach(async () => {
  for (const path of broken) vi.doUnmock(path);
  vi.resetModules();
  await rm(folder, { recursive: true });
});

/** `eval run` as CI runs it, over whatever is mocked now. */
async function runGate(): Promise<{ code: number; printed: string }> {
  vi.resetModules();
  const { compose } = await import("../../src/compose.ts");
  const { loadConfig } = await import("../../src/config/load.ts");
  const { runCli } = await import("../../src/cli/program.ts");
  const printed: string[] = [];
  const print = (text: string): void => void printed.push(text);
  const deps = makeCliDeps({
    out: print,
    err: print,
    async withScratch(work) {
      const quiet = { onProgress: () => undefined, onFault: (error: unknown) => String(error) };
      const hazid = await compose(loadConfig({}), { kind: "memory", command: "test", ...quiet });
      try {
        return await work(hazid.call);
      } finally {
        await hazid.close();
      }
    },
  });
  const { repositoryFolder } = deps;
  const code = await runCli(
    deps,
    [
      "eval",
      "run",
      repositoryFolder(`evals/suites/${suite}`),
      "--arm",
      "offline",
      "--baseline",
      repositoryFolder(`evals/baselines/${suite}.json`),
      "--out",
      join(folder, "result.json"),
    ],
    String,
  );
  return { code, printed: printed.join("\n") };
}

test("as it stands, it passes", async () => {
  const { code, printed } = await runGate();
  expect(code, printed).toBe(0);
}, 120_000);

test.each<[string, () => void]>([
  [
    "retrieval: every text is as near as any other",
    () => {
      vi.doMock("../../src/domain/draft/nearness.ts", async (original) => ({
        ...(await original<typeof nearness>()),
        textNearness: () => 0,
      }));
    },
  ],
  [
    "profile: nothing that the description says is read",
    () => {
      vi.doMock("../../src/domain/profile/read.ts", async (original) => {
        const real = await original<typeof reading>();
        return {
          ...real,
          readKeptProfile: (...given: Parameters<typeof real.readKeptProfile>) => ({
            ...real.readKeptProfile(...given),
            facets: [],
          }),
        };
      });
    },
  ],
  [
    // To leave drafts apart would change nothing today: the offline drafter gives one for each prior hazard.
    "merge: every draft is taken for the same situation",
    () => {
      vi.doMock("../../src/domain/candidate/merge.ts", () => ({
        mergeDrafts: (drafts: { origin: object }[]) =>
          drafts.slice(0, 1).map((draft) => ({
            ...draft,
            absorbed: drafts.slice(1).map(({ origin }) => origin),
          })),
      }));
    },
  ],
])(
  "%s: it is below the baseline",
  async (_, breakIt) => {
    breakIt();
    const { code, printed } = await runGate();
    expect(code, printed).toBe(100);
    expect(printed).toMatch(/FAILED offline recall-lenient@(?:10|30)/u);
  },
  300_000,
);
