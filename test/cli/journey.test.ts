import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleFile, openCommands, type Commands } from "./support/commands.ts";

describe("the commands, from a description to an exported log", () => {
  let commands: Commands;
  let folder: string;

  beforeAll(async () => {
    commands = await openCommands();
    folder = commands.folder;
  }, 60_000);
  afterAll(() => commands.close());

  const hazidCommand = (...argv: string[]) => commands.run(...argv);
  const seen = (ref: string) => commands.seen(ref);

  type Candidate = {
    ref: string;
    hash: string;
    existing: string | null;
    causes: unknown[];
    controls: { acts_on: number[] }[];
  };
  const readResult = async (file: string): Promise<{ candidates: Candidate[] }> =>
    JSON.parse(await readFile(file, "utf8")) as { candidates: Candidate[] };

  test("identify fills the queue and writes JSON with the keys that tools rely on", async () => {
    const file = join(folder, "first.json");
    const { code, out } = await hazidCommand("identify", exampleFile, "--json", file);
    expect(code).toBe(0);
    expect(out).toMatch(
      /Marlnote: \d+ candidates in run R-1, by relevance, not risk; nothing is decided/u,
    );
    const { candidates } = await readResult(file);
    expect(candidates.length).toBeGreaterThan(10);
    expect(Object.keys(candidates[0] ?? {})).toEqual(
      expect.arrayContaining(
        "rank id hash title hazard effect harm exposed causes controls cell lens condition assumptions untailored existing evidence".split(
          " ",
        ),
      ),
    );
  });

  test("a second identify gives the same candidates, each marked existing", async () => {
    const file = join(folder, "second.json");
    expect((await hazidCommand("identify", "marlnote", "--json", file)).code).toBe(0);
    const first = await readResult(join(folder, "first.json"));
    const second = await readResult(file);
    expect(second.candidates.map(({ hash }) => hash)).toEqual(
      first.candidates.map(({ hash }) => hash),
    );
    expect(second.candidates.map(({ existing }) => existing)).toEqual(
      first.candidates.map(({ ref }) => ref),
    );
  });

  test("an answer makes a version, and what it affects is looked at again", async () => {
    const answer = (...more: string[]) =>
      hazidCommand("answer", "marlnote", "children", "Yes, from 2 years.", ...more);
    const { code, out } = await answer("--identify");
    expect(code).toBe(0);
    expect(out).toContain("Marlnote (marlnote), version 2: holds the answer to children.");
    expect(out).toMatch(/\d+ candidates? in run R-3, of what has changed since version 1, by/u);
    const again = await answer();
    expect(again.code).toBe(4);
    expect(again.err).toContain("The question “children” is not open any more: the description");
    const other = await hazidCommand("answer", "marlnote", "device-status", "It is class I.");
    expect(other.out).not.toContain("device-status: ");
    expect(other.err).toBe("Next: npm run -s hazid -- identify marlnote --since 2");
  });

  test("nobody decides before a person is named", async () => {
    const { candidates } = await readResult(join(folder, "first.json"));
    const seen = candidates[0]?.hash ?? "";
    const { code, err } = await hazidCommand(
      "queue",
      "accept",
      "S-1",
      "--seen",
      seen,
      "--causes",
      "1",
    );
    expect(code).toBe(5);
    expect(err).toContain("account set --name");
  });

  test("a CSO without a registration is refused, one with it is named", async () => {
    expect((await hazidCommand("account", "set", "--name", "Dr Ada", "--role", "cso")).code).toBe(
      2,
    );
    const named = await hazidCommand(
      ..."account set --role cso --body GMC --number 1234567".split(" "),
      "--name",
      "Dr Ada",
    );
    expect(named).toMatchObject({
      code: 0,
      out: "Decisions are now by Dr Ada (cso, GMC 1234567).",
    });
  });

  test("show prints the hash and accept takes only what was chosen", async () => {
    const shown = await hazidCommand("queue", "show", "marlnote/S-1");
    const seen = /--seen ([0-9a-f]{12}) /u.exec(shown.out)?.[1] ?? "";
    expect((await hazidCommand("queue", "accept", "S-1", "--causes", "1")).code).toBe(4);
    expect(
      (await hazidCommand("queue", "accept", "S-1", "--seen", "0".repeat(12), "--causes", "1"))
        .code,
    ).toBe(4);
    expect((await hazidCommand("queue", "accept", "S-1", "--seen", seen)).code).toBe(2);
    const accept = `queue accept S-1 --seen ${seen} --causes 2 --json --set`;
    const accepted = await commands.say(accept, "harm=The patient bleeds.");
    expect(accepted.code).toBe(0);
    expect(JSON.parse(accepted.out)).toMatchObject({
      ref: "H-1",
      harm: "The patient bleeds.",
      causes: [{ number: 1 }],
      controls: [],
      initial: null,
    });
  });

  test("reject needs a coded reason", async () => {
    const seen = (await readResult(join(folder, "first.json"))).candidates[1]?.hash ?? "";
    const reject = (...rest: string[]) =>
      hazidCommand("queue", "reject", "S-2", "--seen", seen, ...rest);
    expect((await reject("--reason", "already-controlled")).err).toContain(
      "accept it with its controls",
    );
    expect((await reject("--reason", "out-of-scope")).code).toBe(2);
    expect(
      (await reject("--reason", "out-of-scope", "--text", "Scope section: no letters.")).code,
    ).toBe(0);
  });

  test("another's cause and control come to the hazard, when both were shown", async () => {
    const { candidates } = await readResult(join(folder, "first.json"));
    const { ref = "", controls = [] } =
      candidates.slice(3).find((one) => one.controls.length > 0) ?? {};
    const cause = controls[0]?.acts_on[0] ?? 0;
    const adding = `queue add-cause ${ref} H-1 --seen ${await seen(ref)} --causes ${cause} --controls 1`;
    const unseen = await commands.say(adding);
    expect(unseen).toMatchObject({ code: 4 });
    expect(unseen.err).toContain("hazard show H-1");
    const added = await commands.say(`${adding} --hazard-seen ${await seen("H-1")}`);
    expect(added.out).toContain(`${ref} added to H-1 with cause ${cause}, control 1, by Dr Ada`);
    expect(added.err).toContain(`hazard confirm marlnote/H-1 --seen ${await seen("H-1")}`);
  });

  test("a control is confirmed, and an action is added", async () => {
    const confirm = `hazard confirm H-1 --controls 1 --seen ${await seen("H-1")} --text`;
    const confirmed = await commands.say(confirm, "Seen in release 3.2.");
    expect(confirmed.out).toContain("control 1 state: was proposed → is existing");
    expect(confirmed.err).toMatch(/^Next, score the initial risk:/u);
    const act = `hazard action add H-1 --seen ${await seen("H-1")} --owner Tester --party maker`;
    const added = await commands.say(`${act} --due 2027-01-31 --summary`, "Test it again.");
    expect(added.out).toContain("1. [not done] Test it again. (Tester, maker; due 2027-01-31)");
  });

  test("a score is looked up, in the words of the scheme", async () => {
    const score = (estimate: string, hash: string) =>
      hazidCommand("score", "H-1", "--initial", estimate, "--seen", hash);
    const hash = await seen("H-1");
    const scored = await score("major,very-high", hash);
    expect(scored.out).toContain("Major × Very high → 5, by Dr Ada (cso)");
    expect((await score("awful,low", hash)).err).toContain("Expected a severity of Minor");
    expect((await score("major,low", "0".repeat(12))).code).toBe(4);
    expect((await hazidCommand("score", "H-1", "--initial", "major,low")).code).toBe(4);
    expect((await hazidCommand("score", "H-1", "--seen", hash)).code).toBe(2);
    expect(scored.err).toContain(`hazard evaluate marlnote/H-1 --seen ${hash} --stage initial`);
    const shownBefore = /--score (\S+)/u.exec(scored.err)?.[1] ?? "";
    expect((await score("major,very-high", hash)).code).toBe(0);
    const judged = "--acceptable yes --reason R --present P";
    const late = await commands.say(
      `hazard evaluate H-1 --seen ${hash} --stage initial --score ${shownBefore} ${judged}`,
    );
    expect([late.code, late.err.includes("was scored again by Dr Ada")]).toEqual([4, true]);
  });

  test("the risk is evaluated, and an edit marks the score", async () => {
    const evaluate = `hazard evaluate H-1 --seen ${await seen("H-1")} --stage initial`;
    const evaluated = await commands.say(
      `${evaluate} --acceptable no --present Ada --present Bea --reason`,
      "It can be reduced.",
    );
    expect(evaluated.out).toContain(
      "not acceptable, because: It can be reduced. (present: Ada and",
    );
    const edit = `hazard edit H-1 --seen ${await seen("H-1")} --set`;
    const edited = await commands.say(edit, "harm=The patient dies.");
    expect(edited.out).toContain("was “The patient bleeds.” → is “The patient dies.”");
    const shown = await hazidCommand("hazard", "show", "H-1");
    expect(shown.out).toContain("- Re-score the initial risk: the harm changed.");
    expect(shown.out).toContain("Next, score the initial risk again:");
  });

  test("another decision is undone", async () => {
    const undone = await commands.say(`queue undo S-2 --seen ${await seen("S-2")}`);
    expect(undone).toMatchObject({ code: 0, out: "S-2 waits again; both decisions are kept." });
    expect(undone.err).toBe("Next: npm run -s hazid -- queue show marlnote/S-2");
  });

  test("the log goes out as CSV with nineteen columns and comes with its audit head", async () => {
    const file = join(folder, "log.csv");
    const { code, err } = await hazidCommand(
      "log",
      "export",
      "marlnote",
      "--format",
      "csv",
      "--out",
      file,
    );
    expect(code).toBe(0);
    expect(err).toMatch(/SHA-256 [0-9a-f]{64}, at audit event \d+/u);
    const [header = "", row = ""] = (await readFile(file, "utf8")).split("\r\n");
    expect(header.split(",")).toHaveLength(19);
    expect(row).toContain("H-1,");
  });

  test("an audit export verifies without the record, and an altered one does not", async () => {
    const file = join(folder, "audit.json");
    expect((await hazidCommand("audit", "export", "--json", file)).code).toBe(0);
    expect((await hazidCommand("audit", "verify", "--file", file)).out).toContain(
      "The chain holds",
    );
    await writeFile(file, (await readFile(file, "utf8")).replaceAll("Dr Ada", "Dr Eve"));
    expect((await hazidCommand("audit", "verify", "--file", file)).code).toBe(4);
    await writeFile(file, "{}");
    expect((await hazidCommand("audit", "verify", "--file", file)).code).toBe(2);
  });

  test.each([
    ["an unknown product", ["identify", "nothing-there"], 3, "There is no product “nothing-there”"],
    ["an unknown suggestion", ["queue", "show", "S-999"], 3, "There is no suggestion “S-999”"],
    ["an unknown run", ["run", "show", "R-99"], 3, "There is no run “R-99”"],
    ["an unknown command", ["frobnicate"], 2, "unknown command"],
    ["a missing argument", ["identify"], 2, "missing required argument"],
    [
      "a place that cannot be written",
      ["audit", "export", "--json", "/nowhere/at/all.json"],
      2,
      "cannot be written",
    ],
  ])("%s gets one clear sentence", async (_what, argv, code, sentence) => {
    const result = await hazidCommand(...argv);
    expect(result.code).toBe(code);
    expect(result.err).toContain(sentence);
  });

  test("eval measures, and what is open is laid out for a judge who is told of no arm", async () => {
    const suite = join(folder, "suite", "case-one");
    await mkdir(suite, { recursive: true });
    await writeFile(join(suite, "product.md"), await readFile(exampleFile, "utf8"));
    await writeFile(
      join(suite, "gold.json"),
      JSON.stringify({ hazards: [{ id: "G1", hazard: "A note is lost", causes: ["network"] }] }),
    );
    const result = join(folder, "result.json");
    const measure = ["eval", join(folder, "suite"), "--arm", "offline", "--top", "3"];
    const measured = await hazidCommand(...measure, "--out", result);
    expect(measured.code).toBe(0);
    expect(measured.out).toContain("Nobody has judged");
    const sheet = join(folder, "sheet.md");
    const judging = ["eval", "judge", result, "--judge", "ada", "--verdicts", join(folder, "v")];
    expect((await hazidCommand(...judging, "--sheet", sheet)).code).toBe(0);
    const text = await readFile(sheet, "utf8");
    expect(text).toContain("A note is lost");
    expect(text).not.toContain("offline");
    expect((await hazidCommand("eval", join(folder, "nowhere"))).code).toBe(1);
    await rm(join(folder, "suite"), { recursive: true });
  });

  test("--help works on every command", async () => {
    const helped: string[] = [];
    const lookThrough = async (...command: string[]): Promise<void> => {
      const { code, out } = await hazidCommand(...command, "--help");
      expect(code).toBe(0);
      helped.push(command.join(" "));
      const [, below = ""] = out.split(/^Commands:$/mu);
      for (const [, name = ""] of below.matchAll(/^ {2}([a-z][a-z-]+)/gmu)) {
        if (name !== "help") await lookThrough(...command, name);
      }
    };
    await lookThrough();
    expect(helped).toContain("identify");
    expect(helped).toContain("queue add-cause");
    expect(helped).toContain("hazard action done");
  });
});
