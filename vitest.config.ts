import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take a minute or more: begun last, they would leave the other worker idle to the end. */
const longest = [
  "test/crash/embedded.test.ts",
  "test/fuzz/ten-thousand-requests.test.ts",
  "test/e2e/every-page.test.ts",
  "test/e2e/keys.test.ts",
  "test/e2e/pages.test.ts",
  "test/e2e/desk.test.ts",
  "test/e2e/kept-typing.test.ts",
  "test/fuzz/planted-faults.test.ts",
  "test/evals/broken-on-purpose.test.ts",
  "test/app/run/model-faults.test.ts",
  "test/app/run/model-injection.test.ts",
  "test/cli/eval/run.test.ts",
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const at = longest.findIndex((file) => moduleId.endsWith(file));
      return at < 0 ? longest.length : at;
    };
    return usual.toSorted((a, b) => placeOf(a) - placeOf(b));
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/refuse-network.ts"],
    pool: "forks",
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // For a busy machine: nothing here measures time.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
