import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeDescription } from "../support/make-description.ts";
import { exampleFile, openCommands, widestLine, type Commands } from "./support/commands.ts";

let commands: Commands;
const at = (name: string): string => join(commands.folder, name);

/** Tests of this file are one story in order. */
beforeAll(async () => {
  commands = await openCommands();
  await commands.run("product", "add", exampleFile);
  await writeFile(at("larkmere.md"), makeDescription("Larkmere"));
  await commands.run("product", "add", at("larkmere.md"));
  await commands.say("account set --role cso --body GMC --number 1234567 --name", "Dr Ada");
  await commands.say("view sample marlnote --every 0");
  const hazard = (name: string, owner: string): string =>
    `name: ${name}\nhazard: A letter is lost.\neffect: It is not read.\nharm: Care is late.\ncauses:\n  - text: The queue is full.\n    kind: software\ncontrols:\n  - text: Look at it.\n    type: training\n    owner: ${owner}\n    actsOn: [1]\n`;
  for (const owner of ["deployer", "maker"]) {
    await writeFile(at("hazard.yaml"), hazard(`Lost by the ${owner}`, owner));
    await commands.run("hazard", "add", "larkmere", "--from", at("hazard.yaml"));
  }
  await commands.run("log", "export", "larkmere", "--format", "json", "--out", at("maker.json"));
});
afterAll(() => commands.close());

test("a log starts from a maker’s file, once, and says what was left and why", async () => {
  const { code, out, err } = await commands.run("log", "start-from", "marlnote", at("maker.json"));
  const flat = out.replaceAll(/\s+/gu, " ");
  expect([code, flat]).toEqual([0, expect.stringContaining("the log of Larkmere, version 1")]);
  expect(flat).toContain("H-1 is S-1");
  expect(flat).toContain("H-2 left: the maker did not transfer it");
  expect(widestLine(out)).toBeLessThanOrEqual(200);
  expect(err).toContain("queue show marlnote/S-1");
  const again = await commands.run("log", "start-from", "marlnote", at("maker.json"));
  expect(again.out).toContain("taken over before");
  const own = await commands.run("log", "start-from", "larkmere", at("maker.json"));
  expect([own.code, own.err.replaceAll(/\s+/gu, " ")]).toEqual([
    2,
    expect.stringContaining("itself"),
  ]);
});

test("its suggestion says where it comes from, and its run replays without the file", async () => {
  const { out } = await commands.say("queue show marlnote/S-1");
  const flat = out.replaceAll(/\s+/gu, " ");
  expect(flat).toContain("Where it comes from Taken over from the maker’s log of Larkmere");
  expect(widestLine(out)).toBeLessThanOrEqual(100);
  const replay = await commands.say("run replay marlnote/R-1");
  expect([replay.code, replay.out]).toEqual([0, expect.stringContaining("not kept")]);
  const resumed = await commands.say("run resume marlnote/R-1");
  expect([resumed.code === 0, resumed.err.replaceAll(/\s+/gu, " ")]).toEqual([
    false,
    expect.stringContaining("nothing to resume"),
  ]);
});
