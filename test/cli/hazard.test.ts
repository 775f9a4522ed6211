import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleFile, openCommands, widestLine, type Commands } from "./support/commands.ts";

let commands: Commands;
beforeAll(async () => {
  commands = await openCommands();
  await commands.run("product", "add", exampleFile);
  await commands.say("account set --role cso --body GMC --number 1234567 --name", "Dr Ada");
}, 60_000);
afterAll(() => commands.close());

const whole = `name: Letter to the wrong practice
hazard: The letter goes to a practice that the patient has left.
effect: The new practice does not learn of the changed dose.
harm: The patient takes the old dose.
causes:
  - text: The address book is out of date.
    kind: data
  - text: Nobody reads the envelope.
    kind: human
controls:
  - text: Look the practice up before sending.
    type: design
    owner: maker
    actsOn: [1]
`;
async function file(name: string, text: string): Promise<string> {
  const path = join(commands.folder, name);
  await writeFile(path, text);
  return path;
}
/** Number of a new hazard written by hand. */
async function write(): Promise<string> {
  const added = await commands.say("hazard add marlnote --from", await file("whole.yaml", whole));
  return /^(H-\d+)/u.exec(added.out)?.[1] ?? "";
}
/** Decides on the hazard as it stands. */
const decide = async (verb: string, ref: string, rest: string, ...texts: string[]) =>
  commands.say(
    `hazard ${verb} ${ref} --seen ${await commands.seen(ref)}${rest === "" ? "" : ` ${rest}`}`,
    ...texts,
  );

describe("a hazard is written by hand", () => {
  test("from a file, in YAML or in JSON", async () => {
    const added = await commands.say("hazard add marlnote --from", await file("a.yaml", whole));
    expect(added.code).toBe(0);
    expect(added.out).toMatch(/^H-1 of Marlnote · version 1 · open\n.*written by hand, by Dr Ada/u);
    expect(added.out).toContain("control 1 [design, maker, proposed] Look the practice up");
    expect(added.out).toContain("- Cause 2 has no control.");
    expect(added.err).toContain("hazard confirm marlnote/H-1 --seen");
    const json = JSON.stringify({
      ...{ name: "Name", hazard: "Hazard", effect: "Effect", harm: "Harm" },
      causes: [{ text: "Cause", kind: "human" }],
    });
    const again = await commands.say(
      "hazard add marlnote --json --from",
      await file("a.json", json),
    );
    expect(JSON.parse(again.out)).toMatchObject({ ref: "H-2", origin: { suggestion: null } });
  });

  test("from the example that --help gives", async () => {
    const { out } = await commands.say("hazard add --help");
    const example = /^ {2}name: [^]*?(?=\n\n)/mu.exec(out)?.[0] ?? "";
    const added = await commands.say("hazard add marlnote --from", await file("h.yaml", example));
    expect(added.code, added.err).toBe(0);
    expect(added.out).toContain("More exposed: People who move often.");
  });

  test("from flags", async () => {
    const added = await commands.say(
      "hazard add marlnote --json --condition fault --name Late --hazard Late. --effect E --harm H",
      ...["--cause", "data: The queue is full.", "--cause", "human: Nobody looks."],
      ...["--control", "training, deployer, 1 2: Look each day."],
    );
    expect(JSON.parse(added.out)).toMatchObject({
      condition: "fault",
      causes: [{ kind: "data" }, { text: "Nobody looks." }],
      controls: [{ type: "training", owner: "deployer", actsOn: [1, 2] }],
    });
  });

  test.each([
    [
      "a wrong kind",
      whole.replace("kind: human", "kind: magic"),
      /line 9, causes 2 kind: .*"human"/u,
    ],
    ["no harm", whole.replace(/^harm.*\n/mu, ""), /the file|harm: Invalid input/u],
    ["an unknown field", `${whole}severity: Major\n`, /"severity"/u],
    ["no YAML", "name: [", /line 1: /u],
    ["an alias of nothing", "name: *x", /nresolved alias/u],
    ["a list", "- a", /the file: /u],
    ["an unknown cause", whole.replace("[1]", "[7]"), /no cause 7 here/u],
    ["a patient's number", whole.replace("old dose", "dose of 943 476 5919"), /an NHS number/u],
  ])("a file with %s is refused with the field named", async (_, text, sentence) => {
    const before = (await commands.run("log", "show", "marlnote", "--json")).out;
    const refused = await commands.say("hazard add marlnote --from", await file("bad.yaml", text));
    expect(refused.code).toBe(2);
    expect(refused.err).toMatch(sentence);
    expect((await commands.run("log", "show", "marlnote", "--json")).out).toBe(before);
  });

  test.each([
    ["--cause", "magic: Why not.", "Expected a kind of software"],
    ["--cause", "no kind", "Expected KIND: TEXT"],
    ["--control", "design: Ask.", "Expected TYPE, OWNER, CAUSES: TEXT"],
    ["--control", "design, maker, one: Ask.", "Expected TYPE, OWNER, CAUSES: TEXT"],
    ["--name", "Only a name", "causes: expected at least one cause"],
  ])("%s %s is refused in a sentence", async (flag, value, sentence) => {
    const refused = await commands.run("hazard", "add", "marlnote", flag, value);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain(sentence);
  });

  test("a file and flags together are refused, and a file that is not there", async () => {
    const both = await commands.say("hazard add marlnote --name N --from", "x.yaml");
    expect(both).toMatchObject({ code: 2, err: expect.stringContaining("not by both") as unknown });
    expect((await commands.say("hazard add marlnote --from nowhere.yaml")).code).toBe(3);
  });
});

describe("a hazard is changed as it was shown", () => {
  test("link, unlink, take a confirmation back, do an action and undo it", async () => {
    const ref = await write();
    expect((await decide("link", ref, "--control 1 --cause 2")).out).toContain(
      "control 1 acts on: was cause 1 → is causes 1 and 2",
    );
    expect((await decide("unlink", ref, "--control 1 --cause 1")).out).toContain(
      "control 1 acts on: was causes 1 and 2 → is cause 2",
    );
    await decide("confirm", ref, "--controls 1");
    expect((await decide("confirm", ref, "--controls 1 --take-back")).out).toContain(
      "confirmation of controls taken back, by Dr Ada",
    );
    await decide("action add", ref, "--owner Ops --party deployer --summary Look");
    const done = await commands.say(
      `hazard action done ${ref} 1 --seen ${await commands.seen(ref)}`,
    );
    expect(done.out).toContain("action 1 done: was not done → is done");
    const back = `hazard action done ${ref} 1 --take-back --seen ${await commands.seen(ref)}`;
    expect((await commands.say(back)).out).toContain("1. [not done] Look (Ops, deployer)");
  });

  test("edits from flags and from a file; flags win", async () => {
    const ref = await write();
    const words =
      "harm: From the file.\neffect: From the file.\naddCauses:\n  - {text: New, kind: data}\n";
    const edited = await decide(
      "edit",
      ref,
      "--remove-causes 2 --from",
      await file("edits.yaml", words),
      ...["--set", "harm=From the flag.", "--set", "cause.1.kind=software"],
      ...["--set", "control.1.works-if=It does.", "--add-control", "test, maker, 3: Try it."],
      ...["--text", "As the team agreed."],
    );
    expect(edited.code, edited.err).toBe(0);
    for (const line of [
      "why: As the team agreed.",
      "cause 1 kind: was data → is software",
      "cause 2 removed: Nobody reads the envelope. [human]",
      "cause 3 added: New [data]",
      "control 1 works if: was nothing → is “It does.”",
      "control 2 added: Try it. [test, maker; acts on cause 3]",
      "is “From the flag.”",
    ]) {
      expect(edited.out).toContain(line);
    }
  });

  test("status and withdrawal", async () => {
    const ref = await write();
    const closed = await commands.say(
      `hazard status ${ref} closed --seen ${await commands.seen(ref)}`,
    );
    expect(closed.out).toContain("status: was open → is closed");
    const gone = await decide("withdraw", ref, "--text", "Written twice.");
    expect(gone).toMatchObject({ code: 0, err: "" });
    expect(gone.out).toContain("status: was closed → is withdrawn");
    const after = await decide("edit", ref, "--set name=Back");
    expect(after.code).toBe(4);
    expect(after.err).toContain("is withdrawn");
  });

  test("who was faster is said, and where it is shown again", async () => {
    const ref = await write();
    const stale = await commands.seen(ref);
    await decide("edit", ref, "--set name=Other");
    const late = await commands.say(`hazard edit ${ref} --seen ${stale} --set name=Mine`);
    expect(late.code).toBe(4);
    expect(late.err).toContain(`hazard show ${ref}`);
  });

  test.each([
    "edit REF --set name=N",
    "confirm REF --controls 1",
    "link REF --control 1 --cause 2",
    "unlink REF --control 1 --cause 1",
    "action add REF --summary S --owner O --party maker",
    "action done REF 1",
    "status REF closed",
    "withdraw REF --text T",
    "evaluate REF --stage initial --acceptable yes --reason R --present P",
  ])("hazard %s without --seen is refused", async (command) => {
    const ref = await write();
    const refused = await commands.say(`hazard ${command.replace("REF", ref)}`);
    expect(refused.code).toBe(4);
    expect(refused.err).toContain(`hazard show ${ref}`);
  });

  test.each([
    ["edit", "", "says so already"],
    ["edit", "--set severity=Major", "Expected FIELD=VALUE"],
    ["edit", "--set cause.9=New", "There is no cause 9 here"],
    ["edit", "--set condition=odd", "--set does not hold: condition: "],
    ["confirm", "--controls 9", "There is no control 9 here"],
    ["action done", "7", "There is no action 7 here"],
    ["status", "withdrawn", "Expected open, transferred, closed"],
    ["evaluate", "--stage initial --acceptable yes --reason R --present P", "has no initial score"],
  ])("hazard %s %s is refused in a sentence", async (verb, rest, sentence) => {
    const refused = await decide(verb, await write(), rest);
    expect([2, 4]).toContain(refused.code);
    expect(refused.err).toContain(sentence);
  });

  test("both risks are scored at once, and the benefit of a residual one is kept", async () => {
    const ref = await write();
    const seen = await commands.seen(ref);
    const scored = await commands.say(
      `score ${ref} --seen ${seen} --initial major,high --residual major,medium`,
    );
    expect(scored.out).toMatch(
      /initial: Major × High → 4, by[^]*residual: Major × Medium → 3, by/u,
    );
    const judge = "--acceptable no --reason R --present P --stage";
    await decide("evaluate", ref, `${judge} initial`);
    const kept = await decide("evaluate", ref, `${judge} residual --benefit`, "Notes are read.");
    expect(kept.out).toContain("(present: P; benefit: Notes are read.)");
  });
});

test("show fits 80 columns and steers no terminal", async () => {
  const ref = await write();
  await decide("edit", ref, "--set", `effect=${"A long effect. ".repeat(20)}\u001b[31mred\u202e`);
  const { out } = await commands.run("hazard", "show", ref);
  expect(widestLine(out)).toBeLessThanOrEqual(80);
  expect(out).not.toMatch(/[\u001b\u202e]/u);
});
