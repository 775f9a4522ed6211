import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fillIn } from "../support/returned.ts";
import { exampleFile, openCommands, widestLine, type Commands } from "./support/commands.ts";

let commands: Commands;
let sent: Uint8Array;
const at = (name: string): string => join(commands.folder, name);

/** Tests of this file are one story in order. */
beforeAll(async () => {
  commands = await openCommands();
  await commands.run("product", "add", exampleFile);
  await commands.say("account set --role cso --body GMC --number 1234567 --name", "Dr Ada");
  await writeFile(
    at("hazard.yaml"),
    "name: Lost letter\nhazard: A letter is lost.\neffect: It is not read.\nharm: Care is late.\ncauses:\n  - text: The queue is full.\n    kind: software\n",
  );
  await commands.run("hazard", "add", "marlnote", "--from", at("hazard.yaml"));
  await commands.run("log", "export", "marlnote", "--format", "xlsx", "--out", at("sent.xlsx"));
  sent = new Uint8Array(await readFile(at("sent.xlsx")));
});
afterAll(() => commands.close());

test("a workbook is taken back by its file, and listed", async () => {
  expect((await commands.say("workbook list marlnote")).out).toContain("None came back yet");
  const filled = await fillIn(sent, [
    { sheet: "Hazard log", row: "H-1", header: "Hazard Name", text: "Letter lost" },
    { sheet: "Hazard log", row: "H-1", header: "Initial Severity", text: "Minor" },
    { sheet: "Hazard log", row: "H-1", header: "Possible Causes", text: "C+ A badge is shared." },
  ]);
  await writeFile(at("back.xlsx"), filled);
  const { code, out, err } = await commands.run("log", "take-back", "marlnote", at("back.xlsx"));
  expect([code, out]).toEqual([0, expect.stringContaining("3 proposals open, 0 taken, 0 left")]);
  expect(err).toContain("workbook show marlnote 1");
  const again = await commands.run("log", "take-back", "marlnote", at("back.xlsx"));
  expect(again.out).toContain("taken back before");
  expect((await commands.say("workbook list marlnote")).out).toContain("back.xlsx, by Dr");
  await writeFile(at("none.xlsx"), "no workbook");
  const none = await commands.run("log", "take-back", "marlnote", at("none.xlsx"));
  expect([none.code, none.err]).toEqual([2, expect.stringContaining("cannot be read")]);
});

test("its proposals are shown with their hashes, taken on them, and left", async () => {
  const { out } = await commands.say("workbook show marlnote 1");
  expect(widestLine(out)).toBeLessThanOrEqual(100);
  expect(out.replaceAll(/\s+/gu, " ")).toContain(
    "as sent: “Lost letter” as returned: “Letter lost”",
  );
  expect(out).toContain("a person scores");
  const [name = "", severity = "", cause = ""] = ["1", "2", "3"].map(
    (number) => new RegExp(`${number}=[0-9a-f]{12}`, "u").exec(out)?.[0] ?? "",
  );
  const seen = /--seen ([0-9a-f]{12})/u.exec(out)?.[1] ?? "";
  const unseen = await commands.say("proposal take marlnote 1 1 --seen", seen);
  expect([unseen.code, unseen.err]).toEqual([
    4,
    expect.stringContaining("workbook show marlnote 1"),
  ]);
  const scored = await commands.say(`proposal take marlnote 1 ${severity} --seen ${seen}`);
  expect([scored.code, scored.err.replaceAll(/\s+/gu, " ")]).toEqual([
    2,
    expect.stringContaining("a person scores"),
  ]);
  const taken = await commands.say(
    `proposal take marlnote 1 ${name} ${cause} --seen ${seen} --give 3.kind=human`,
  );
  expect([taken.code, taken.out]).toEqual([0, expect.stringContaining("Letter lost")]);
  const left = await commands.say(`proposal leave marlnote 1 ${severity} --reason`, "Scored.");
  expect(left.out).toContain("Left of workbook 1: 2.");
  expect((await commands.say("workbook show marlnote 1")).out).toContain("2 taken, 1 left");
  expect((await commands.say("workbook show marlnote 1 --all")).out).toContain("left by Dr Ada");
});
