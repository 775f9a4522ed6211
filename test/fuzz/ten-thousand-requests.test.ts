/**
 * Ten thousand requests made from the OpenAPI document that the server serves, valid, nearly valid and
 * hostile, to an organisation that shares its database with another. The same seed makes the same
 * requests and answers. To see one failure again, alone, on a record freshly filled:
 *
 *     FUZZ_SEED=… FUZZ_PATH=… npx vitest run test/fuzz/ten-thousand-requests.test.ts
 */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openRecord, type OpenRecord } from "../support/record.ts";
import { openChapter, openOthers, sendAndCheck, type Chapter, type Others } from "./chapter.ts";
import { fillOurs } from "./organisations.ts";
import { requestOf } from "./requests.ts";
import { expectRulesHold } from "./rules.ts";
import { createTally } from "./tally.ts";

const requests = Number(process.env["FUZZ_REQUESTS"] ?? 10_000);
const seed = Number(process.env["FUZZ_SEED"] ?? 20_260_302);
const path = process.env["FUZZ_PATH"];
/** Requests to one organisation before the next begins, so that lists stay as long as they are in use. */
const chapterLength = 1_000;
/** Share that must have been answered, or refused by a use case: malformed requests prove little. */
const passedFloor = 0.3;

let record: OpenRecord;
let others: Others;
beforeAll(async () => {
  record = await openRecord({ engine: "PGlite" });
  others = await openOthers(record);
}, 120_000);
afterAll(() => record.close());

test(`${requests} requests: no 5xx, no stack, no SQL, nothing of another organisation`, async () => {
  const began = performance.now();
  const tally = createTally();
  let chapter: Chapter = await openChapter(record, others, await fillOurs(record));
  const { document } = chapter;

  const property = fc.asyncProperty(requestOf(document), async (fuzzed) => {
    if (chapter.sent === chapterLength) {
      await chapter.close();
      chapter = await openChapter(record, others, await fillOurs(record));
    }
    chapter.sent += 1;
    const { operationId, answer } = await sendAndCheck(chapter, fuzzed);
    tally.add(fuzzed.kind, operationId, answer);
  });
  const which = path === undefined ? { numRuns: requests } : { path, numRuns: 1 };
  await fc.assert(property, { seed, ...which });
  await chapter.close();
  await expectRulesHold(record);

  const seconds = ((performance.now() - began) / 1_000).toFixed(0);
  process.stdout.write(`Seed ${seed}, ${seconds} s. ${tally.toText()}`);
  if (path !== undefined) return;
  expect(tally.total).toBe(requests);
  expect(tally.passedShare).toBeGreaterThan(passedFloor);
  const ids = document.operations.map(({ operationId }) => operationId);
  expect(tally.unanswered(ids), "operations that were never answered").toEqual([]);
}, 1_200_000);
