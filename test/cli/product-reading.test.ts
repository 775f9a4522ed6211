import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeDescription } from "../support/make-description.ts";
import { openCommands, type Commands } from "./support/commands.ts";

describe("what was read of a product", () => {
  let commands: Commands;
  beforeAll(async () => {
    commands = await openCommands();
    const file = join(commands.folder, "sablewick.md");
    await writeFile(file, makeDescription());
    await commands.run("product", "add", file);
  });
  afterAll(() => commands.close());

  const seen = async (): Promise<string> => {
    const { err } = await commands.run("product", "show", "sablewick");
    return /--seen ([0-9a-f]{12})/u.exec(err)?.[1] ?? "";
  };

  test("is shown with the words it was read by, and how it is corrected", async () => {
    const { code, out, err } = await commands.run("product", "show", "sablewick");
    expect(code).toBe(0);
    expect(out).toMatch(/Sablewick \(sablewick\), version 1: 0 suggestions to decide/u);
    expect(out).toMatch(/capability:record-write-back +“written back/u);
    expect(err).toMatch(/product correct sablewick --seen [0-9a-f]{12} --strike KIND:ID/u);
  });

  test("is struck and added to, on what was seen", async () => {
    const hash = await seen();
    const correct = ["product", "correct", "sablewick", "--seen", hash];
    const struck = await commands.run(
      ...correct,
      ...["--strike", "capability:record-write-back", "--add", "population:children"],
      ...["--told", "From 2 years."],
    );
    expect([struck.code, struck.out]).toEqual([
      0,
      expect.stringMatching(
        /^Sablewick \(sablewick\), version 2: holds the corrections\.\n[^]*1 point is newly read: “children and young people”\.\s+1 point is gone: “write-back\s+to the record”\./u,
      ),
    ]);
    const { out } = await commands.run("product", "show", "sablewick");
    expect(out).toMatch(/population:children +“From 2 years.”/u);
    expect(out).not.toMatch(/said not to have[^]*record-write-back/u);
    expect(out).toMatch(/struck by a person[^]*capability:record-write-back +[^,]+, \d{4}-/u);
    const stale = await commands.run(...correct, "--strike", "population:children");
    expect(stale.code).toBe(4);
  });

  test.each([
    [["--strike", "triage"], 2, /Expected KIND:ID, such as capability:triage/u],
    [["--add", "user:carer"], 2, /--words "…" of the description, or with --told/u],
    [["--words", "a note"], 2, /Expected --add KIND:ID/u],
    [["--add", "user:carer", "--words", "a", "--told", "b"], 2, /Expected --add KIND:ID/u],
    [["--add", "user:carer", "--words", "by carers"], 2, /do not stand in the description/u],
  ])("refuses %j", async (options, code, says) => {
    const hash = await seen();
    const refused = await commands.run(
      "product",
      "correct",
      "sablewick",
      "--seen",
      hash,
      ...options,
    );
    expect(refused.code).toBe(code);
    expect(refused.err).toMatch(says);
  });

  test("is not corrected by who has not seen it", async () => {
    const refused = await commands.run("product", "correct", "sablewick", "--strike", "user:gp");
    expect([refused.code, refused.err.includes("says what was seen")]).toEqual([4, true]);
  });
});
