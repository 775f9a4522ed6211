import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hostileText } from "../../domain/hazard/workbook/hostile-text.ts";
import {
  arbitraryHazards,
  bothLayouts,
  compareTo,
  nothingChanged,
  readLog,
  writeLog,
} from "../../support/books.ts";

describe("a workbook that comes back as it went out", () => {
  test.each(bothLayouts)(
    "changes nothing, whatever its texts hold (one row for %s)",
    async (layout) => {
      await fc.assert(
        fc.asyncProperty(arbitraryHazards(hostileText), async (hazards) => {
          const read = await readLog(await writeLog(hazards, { layout }));
          expect(read.manifest.hazards.map(({ ref }) => ref)).toEqual(hazards.map(({ ref }) => ref));
          expect(compareTo(read, hazards)).toEqual(nothingChanged);
        }),
        { numRuns: 60 },
      );
    },
    120_000,
  );
});
