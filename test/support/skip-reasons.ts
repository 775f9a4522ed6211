import type { Reporter, TestCase } from "vitest/node";

/** Copies the reason given to `context.skip(reason)` into the test's meta, which is all the JSON report keeps. */
const skipReasons: Reporter = {
  onTestCaseResult(test: TestCase) {
    const result = test.result();
    if (result.state === "skipped" && result.note !== undefined) {
      test.meta().skipReason = result.note;
    }
  },
};

// vitest loads a reporter named on the command line by its default export, and constructs it.
export default function createReporter(): Reporter {
  return skipReasons;
}
