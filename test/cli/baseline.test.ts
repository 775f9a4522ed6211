import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sha256 } from "../../src/domain/hash/canonical.ts";
import { makeWrittenScheme } from "../support/make-scheme.ts";
import { exampleFile, openCommands, widestLine, type Commands } from "./support/commands.ts";

let commands: Commands;
const hashIn = (out: string): string => /\n {2}([0-9a-f]{64})/u.exec(out)?.[1] ?? "";
const why = "The description is completed next week.";

/** Tests of this file are one story in order. */
beforeAll(async () => {
  commands = await openCommands();
  await commands.run("product", "add", exampleFile);
  await commands.say("account set --role cso --body GMC --number 1234567 --name", "Dr Ada");
  const hazard = join(commands.folder, "hazard.yaml");
  await writeFile(
    hazard,
    "name: Lost letter\nhazard: A letter is lost.\neffect: It is not read.\nharm: Care is late.\ncauses:\n  - text: The queue is full.\n    kind: software\n",
  );
  await commands.run("hazard", "add", "marlnote", "--from", hazard);
});
afterAll(() => commands.close());

test("a scheme is added from a file, shown, and declared on its hash", async () => {
  const file = join(commands.folder, "scheme.yaml");
  await writeFile(file, "id: trust-3x3\nname: [\n");
  const broken = await commands.run("scheme", "add", file);
  expect([broken.code, broken.err]).toEqual([
    2,
    expect.stringContaining("scheme.yaml does not hold"),
  ]);
  await writeFile(file, JSON.stringify(makeWrittenScheme({ levels: [] }), null, 2));
  const wrong = await commands.run("scheme", "add", file);
  expect(wrong.err).toMatch(/line \d+, levels: expected at least two/u);
  await writeFile(file, JSON.stringify(makeWrittenScheme()));
  const added = await commands.run("scheme", "add", file);
  expect([added.code, added.out]).toEqual([0, expect.stringContaining("Matrix of the trust")]);
  expect(added.out).toMatch(/Likely +2 +3 +3\nRare +1 +2 +3/u);
  expect(widestLine(added.out)).toBeLessThanOrEqual(100);
  expect((await commands.say("scheme list")).out).toContain("trust-3x3 1");

  const unseen = await commands.say("scheme declare marlnote trust-3x3 --reason", why);
  expect(unseen.code).toBe(4);
  expect(unseen.err).toContain('scheme show "trust-3x3"');
  const seen = hashIn((await commands.say("scheme show trust-3x3")).out).slice(0, 12);
  const declared = await commands.say(
    `scheme declare marlnote trust-3x3 --seen ${seen} --reason`,
    why,
  );
  expect([declared.code, declared.out]).toEqual([0, "marlnote goes by trust-3x3 1 from now on."]);
  const { out } = await commands.say("scheme of marlnote");
  expect(out.replaceAll(/\s+/gu, " ")).toContain(why);
});

test("a log that may not be approved says what holds it back", async () => {
  const { out, err } = await commands.say("baseline prepare marlnote");
  expect(out).toContain("[NOT MET] DCB0129 4.4.1: Each hazard has an initial score.");
  expect(out).toContain("- H-1 is not scored");
  expect(err).toBe("");
});

test("a baseline is prepared, signed by name, kept and written byte for byte", async () => {
  const seenHazard = await commands.seen("H-1");
  await commands.say(`score H-1 --seen ${seenHazard} --initial Grave,Rare`);
  const file = join(commands.folder, "next.json");
  const prepared = await commands.run("baseline", "prepare", "marlnote", "--out", file);
  expect(prepared.out).toContain("What your signature would mean");
  expect(widestLine(prepared.out)).toBeLessThanOrEqual(100);
  const seen = hashIn(prepared.out);
  expect(sha256(await readFile(file, "utf8"))).toBe(seen);
  expect(prepared.err).toContain(`baseline approve marlnote --seen ${seen.slice(0, 12)}`);

  const approve = (...more: string[]) =>
    commands.run("baseline", "approve", "marlnote", "--reason", why, ...more);
  const unsigned = await approve("--seen", seen);
  expect([unsigned.code, unsigned.err]).toEqual([2, expect.stringContaining("Give it by --sign")]);
  const unseen = await approve("--sign", "Dr Ada");
  expect([unseen.code, unseen.err]).toEqual([
    4,
    expect.stringContaining("baseline prepare marlnote"),
  ]);
  const done = await approve("--sign", "Dr Ada", "--seen", seen);
  expect([done.code, done.out]).toEqual([0, expect.stringContaining(`SHA-256 ${seen}`)]);
  // What the signature means is printed before it is given.
  expect(done.err).toContain(
    "I, Dr Ada, Clinical Safety Officer (GMC 1234567), approve baseline 1",
  );
  const kept = join(commands.folder, "kept.json");
  const shown = await commands.run("baseline", "show", "marlnote", "1", "--out", kept);
  expect(shown.out).toContain(`SHA-256 as approved ${seen}`);
  expect(await readFile(kept, "utf8")).toBe(await readFile(file, "utf8"));
});

test("two baselines are compared", async () => {
  const seenHazard = await commands.seen("H-1");
  await commands.run("hazard", "edit", "H-1", "--seen", seenHazard, "--set", "name=Letter lost");
  const prepared = await commands.say("baseline prepare marlnote");
  expect(prepared.out).toContain("name: was “Lost letter” → is “Letter lost”");
  const said = ["--seen", hashIn(prepared.out), "--sign", "Dr Ada", "--reason", why];
  await commands.run("baseline", "approve", "marlnote", ...said);
  expect((await commands.say("baseline list marlnote")).out).toMatch(/^number.*\n2 .*\n1 /u);
  const { out } = await commands.say("baseline compare marlnote 1 2");
  expect(out).toContain("H-1 changed: Letter lost");
  expect((await commands.say("baseline compare marlnote 1 x")).code).toBe(2);
});
