import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/refuse-network.ts"],
    pool: "forks",
    maxWorkers: 2,
    // For a busy machine: nothing here measures time.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
