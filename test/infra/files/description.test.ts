import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AppError } from "../../../src/app/errors.ts";
import { readDescriptionFile } from "../../../src/infra/files/description.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hazid-description-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function refusal(path: string): Promise<AppError> {
  const error: unknown = await readDescriptionFile(path).catch((found: unknown) => found);
  if (!(error instanceof AppError)) throw new Error("expected a refusal");
  return error;
}

describe("a description read from a file", () => {
  test("is its text unchanged", async () => {
    const path = join(folder, "velmar.md");
    await writeFile(path, "\ufeff# Velmar\r\n\r\nIt helps. 🩺");
    expect(await readDescriptionFile(path)).toBe("# Velmar\r\n\r\nIt helps. 🩺");
  });

  test.each<[string, string | Buffer, RegExp]>([
    ["an empty file", "", /: The description is empty/u],
    ["two megabytes", "a".repeat(2_000_000), /: The description has 2,000,000 bytes/u],
    ["a PDF file", "%PDF-1.4", /: The description is not text but a PDF file/u],
    ["latin-1", Buffer.from("caf\u00e9", "latin1"), /: The description is not UTF-8/u],
  ])("is refused by name when it is %s", async (_what, content, sentence) => {
    const path = join(folder, "velmar.md");
    await writeFile(path, content);
    const { code, message } = await refusal(path);
    expect(code).toBe("invalid-input");
    expect(message.startsWith(path)).toBe(true);
    expect(message).toMatch(sentence);
  });

  test("is not found where there is no file, and is no folder", async () => {
    const nowhere = join(folder, "nowhere.md");
    expect(await refusal(nowhere)).toMatchObject({
      code: "not-found",
      message: `There is no file ${nowhere}.`,
    });
    expect(await refusal(folder)).toMatchObject({
      code: "invalid-input",
      message: `Expected a text file at ${folder}; found something else.`,
    });
  });
});
