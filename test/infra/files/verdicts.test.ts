import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { AppError } from "../../../src/app/errors.ts";
import { verdictFiles } from "../../../src/infra/files/verdicts.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hazid-verdicts-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

test("what is not there is null, and an empty list", async () => {
  expect(await verdictFiles.read(join(folder, "pump", "amara.jsonl"))).toBeNull();
  expect(await verdictFiles.list(join(folder, "pump"))).toEqual([]);
});

test("lines are appended to a file in a folder that is made for it", async () => {
  const path = join(folder, "pump", "amara.jsonl");
  await verdictFiles.append(path, "{}\n");
  await verdictFiles.append(path, "[]\n[1]\n");
  expect(await verdictFiles.read(path)).toBe("{}\n[]\n[1]\n");
  expect(await verdictFiles.list(join(folder, "pump"))).toEqual(["amara.jsonl"]);
});

test("half a line is not appended", async () => {
  const path = join(folder, "amara.jsonl");
  await expect(verdictFiles.append(path, "{}\n[")).rejects.toThrow(/whole lines/u);
  await expect(readFile(path, "utf8")).rejects.toThrow(/ENOENT/u);
});

test("what cannot be read or written is said in a sentence", async () => {
  await verdictFiles.append(join(folder, "file"), "{}\n");
  const file = join(folder, "file");
  await expect(verdictFiles.read(folder)).rejects.toThrow(AppError);
  await expect(verdictFiles.list(file)).rejects.toThrow(AppError);
  const appending = verdictFiles.append(join(file, "under.jsonl"), "{}\n");
  await expect(appending).rejects.toThrow(/cannot be written \(E\w+\)/u);
});
