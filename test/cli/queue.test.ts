import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { printSuggestion } from "../../src/cli/print/suggestion.ts";
import { makeCandidate, makeControl, makeShown } from "../web/make-shown.ts";
import { exampleFile, openCommands, widestLine, type Commands } from "./support/commands.ts";

let commands: Commands;
beforeAll(async () => {
  commands = await openCommands();
  await commands.run("identify", exampleFile, "--limit", "6", "--json", "-");
  await commands.say("account set --role cso --body GMC --number 1234567 --name", "Dr Ada");
}, 60_000);
afterAll(() => commands.close());

/** Decides on the suggestion as it was shown. */
const decide = async (verb: string, ref: string, rest = "", ...texts: string[]) =>
  commands.say(
    `queue ${verb} ${ref} --seen ${await commands.seen(ref)}${rest === "" ? "" : ` ${rest}`}`,
    ...texts,
  );

/** Without the breaks of lines that a terminal's width makes. */
const flat = (text: string): string => text.replace(/\s+/gu, " ");

describe("decisions about a suggestion", () => {
  test("accepting with edits of a file and of flags says what was changed", async () => {
    const edits = join(commands.folder, "edits.yaml");
    await writeFile(edits, "causes:\n  - number: 2\n    text: It is not read.\n");
    const accepted = await decide(
      "accept",
      "S-1",
      "--causes 2 --edits",
      edits,
      ...["--set", "cause.2.kind=human", "--set", "harm=The patient bleeds."],
    );
    expect(accepted.code, accepted.err).toBe(0);
    expect(accepted.out).toContain("S-1 accepted as H-1 with cause 2, edited, by Dr Ada");
    expect(flat(accepted.out)).toContain("→ is “It is not read.”");
    expect(flat(accepted.out)).toContain("→ is “The patient bleeds.”");
    expect(accepted.out).toContain("1. It is not read. [human]");
    expect(accepted.err).toContain("score marlnote/H-1 --seen");
  });

  test.each([
    ["--causes 1 --set cause.2=Other", "cause 2 of S-2 anew, which you did not choose"],
    ["--causes 1 --set severity=Major", "Expected FIELD=VALUE; FIELD is name, hazard"],
    ["--causes 1 --set harm=", "--set does not hold: harm: expected some text"],
    ["--causes 99", "S-2 has causes 1 to"],
  ])("accepting with %s is refused in a sentence", async (rest, sentence) => {
    const refused = await decide("accept", "S-2", rest);
    expect(refused.code).toBe(2);
    expect(refused.err).toContain(sentence);
  });

  test("adding to a hazard prints it with the hash for the next command", async () => {
    const hazardSeen = await commands.seen("H-1");
    const stale = await decide(
      "add-cause",
      "S-2",
      `H-1 --causes 1 --hazard-seen ${"0".repeat(12)}`,
    );
    expect(stale.code).toBe(4);
    expect(stale.err).toContain("hazard show H-1");
    const added = await decide("add-cause", "S-2", `H-1 --causes 1 --hazard-seen ${hazardSeen}`);
    expect(added.out).toMatch(/^H-1 of Marlnote · version 2 · open/u);
    expect(added.out).toContain("cause 2 added: ");
    expect(added.err).toContain(`--seen ${await commands.seen("H-1")}`);
  });

  test("merging under another, and under a hazard", async () => {
    const stale = await decide("merge", "S-3", `--into S-4 --into-seen ${"0".repeat(12)}`);
    expect(stale.code).toBe(4);
    const intoSeen = await commands.seen("S-4");
    const into = `--into S-4 --into-seen ${intoSeen} --text`;
    const merged = await decide("merge", "S-3", into, "The same.");
    expect(merged.out).toBe("S-3 merged into S-4. Why: The same. It is kept, and can be undone.");
    expect(merged.err).toContain("queue show marlnote/S-4");
    expect((await commands.run("queue", "show", "S-4")).out).toContain("Merged into it: S-3 “");
    expect((await decide("merge", "S-5", "--into H-1")).out).toContain("S-5 merged into H-1.");
    expect((await commands.run("queue", "show", "S-3")).out).toMatch(
      /· merged ·[^]*S-3 merged into S-4, by Dr Ada[^]*why: The same\.[^]*queue undo marlnote\/S-3/u,
    );
    expect((await decide("merge", "S-6", "--into S-6")).code).toBe(2);
  });

  test("deferring leaves every other decision open", async () => {
    const deferred = await decide("defer", "S-6", "--json --text", "Ask the supplier.");
    expect(JSON.parse(deferred.out)).toMatchObject({ verb: "defer", text: "Ask the supplier." });
    const { out } = await commands.run("queue", "show", "S-6");
    expect(out).toMatch(/· deferred ·[^]*why: Ask the supplier\.[^]*queue accept marlnote\/S-6/u);
    expect(out).not.toContain("queue defer");
    const listed = await commands.say("queue list --state deferred");
    expect(listed.out).toContain("S-6");
    const { out: products } = await commands.run("product", "list");
    expect(products).toMatch(/waiting {2}deferred {2}in log[^]*marlnote +1 +1 +1 +1 /u);
    expect((await decide("reject", "S-6", "--reason duplicate")).out).toContain("S-6 rejected");
  });

  test("the second of two is told who was first", async () => {
    const second = await decide("accept", "S-6", "--causes 1");
    expect(second.code).toBe(4);
    expect(second.err).toMatch(/^S-6 was rejected already \(duplicate\) by Dr Ada on /u);
  });

  test("undoing says what became of the hazard", async () => {
    expect((await decide("undo", "S-4")).err).toContain("there is nothing to undo");
    const first = await decide("undo", "S-1");
    expect(first.code).toBe(4);
    expect((await decide("undo", "S-2")).out).toContain("What came from it is out of H-1 again.");
    await decide("undo", "S-5");
    const seen = await commands.seen("H-1");
    const undone = await decide("undo", "S-1", `--hazard-seen ${seen} --text Wrong`);
    expect(undone.out).toContain("H-1 is withdrawn and keeps its number.");
    expect((await decide("undo", "S-3", "--json")).out).toContain('"state": "pending"');
  });

  test.each([
    "accept S-2 --causes 1",
    "add-cause S-2 H-1 --causes 1",
    "reject S-2 --reason duplicate",
    "merge S-2 --into S-3",
    "defer S-2",
    "undo S-2",
  ])("queue %s without --seen, or with another's, is refused", async (command) => {
    const refused = await commands.say(`queue ${command}`);
    expect(refused.code).toBe(4);
    expect(refused.err).toContain("queue show S-2");
    const other = await commands.say(`queue ${command} --seen ${await commands.seen("S-3")}`);
    expect(other.code).toBe(4);
    expect(other.err).toContain("What you were shown is not what S-2 says now");
  });
});

test("show fits 80 columns and offers what can be decided", async () => {
  const { out } = await commands.run("queue", "show", "S-2");
  expect(widestLine(out)).toBeLessThanOrEqual(80);
  for (const verb of ["accept", "reject", "defer"])
    expect(out).toContain(`queue ${verb} marlnote/S-2`);
});

test("show quotes the words that state a control, wrapped, and none where it is proposed", () => {
  const words = Array.from({ length: 25 }, (_, i) => `word${i}`).join(" ");
  const span = { start: 0, end: words.length, quote: words };
  const controls = [makeControl({ basis: "stated", span, worksIf: "" }), makeControl()];
  const out = printSuggestion(makeShown(makeCandidate({ controls })), new Map());
  expect(flat(out)).toContain(
    `control 1 [design, maker, stated in the description] Leave every code unticked. stated: “${words} …” control 2 [design, maker, proposed] Leave every code unticked. works if:`,
  );
  const quoting = out.split("\n").filter((line) => /stated: “|word\d/u.test(line));
  expect(quoting.length).toBeGreaterThan(1);
  for (const line of quoting) expect(line).toMatch(/^ {9}\S.{0,70}$/u);
});

describe("listing", () => {
  test("says how to get the rest, with what was asked for, and gets it", async () => {
    const refs = ({ out }: { out: string }) => [...out.matchAll(/\bS-\d+\b/gu)].map(([ref]) => ref);
    const whole = await commands.say("queue list marlnote --state all --sort newest");
    expect(whole.err).not.toContain("The rest");
    const first = await commands.say("queue list marlnote --state all --sort newest --limit 4");
    expect(refs(first)).toEqual(refs(whole).slice(0, 4));
    const rest = /^The rest: .* -- (queue list marlnote .*--after after\.[0-9a-f-]+)$/mu.exec(
      first.err,
    );
    expect(rest?.[1]).toContain("--state all --sort newest --limit 4");
    const second = await commands.say(rest?.[1] ?? "");
    expect([...refs(first), ...refs(second)]).toEqual(refs(whole));
  });

  test("narrows by lens, condition and place", async () => {
    const all = JSON.parse((await commands.say("queue list --state all --json")).out) as {
      lines: { ref: string; lens: string; cell: string; condition: string }[];
    };
    const [line] = all.lines;
    const asked = `--state all --lens ${line?.lens ?? ""} --condition ${line?.condition ?? ""}`;
    const narrowed = await commands.say(
      `queue list marlnote ${asked} --place ${line?.cell ?? ""} --json`,
    );
    const wanted = all.lines.filter(
      ({ lens, cell, condition }) =>
        lens === line?.lens && cell === line.cell && condition === line.condition,
    );
    expect((JSON.parse(narrowed.out) as typeof all).lines).toEqual(wanted);
    const none = await commands.say("queue list marlnote --drafter stand-in");
    expect(none.out).toBe("There is nothing in this list.");
  });

  test.each([
    ["--lens risk", "Allowed choices are"],
    ["--sort severity", "Allowed choices are"],
    ["--place F1", "say which product"],
    ["--after S-1", "Read the queue from its beginning"],
    ["--limit 101", "limit"],
  ])("refuses %s", async (option, says) => {
    const refused = await commands.say(`queue list ${option}`);
    expect([refused.code === 0, refused.err.includes(says)]).toEqual([false, true]);
  });
});
