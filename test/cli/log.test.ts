import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleFile, openCommands, widestLine, type Commands } from "./support/commands.ts";

let commands: Commands;
const words = ["--hazard", "Late.", "--effect", "E.", "--harm", "H."];

beforeAll(async () => {
  commands = await openCommands();
  await commands.run("product", "add", exampleFile);
  await commands.say("account set --role cso --body GMC --number 1234567 --name", "Dr Ada");
  await commands.say(
    "hazard add marlnote --name Both",
    ...[...words, "--cause", "data: The queue is full.", "--cause", "human: Nobody looks."],
    ...["--control", "design, third-party, 1 2: The service says so."],
    ...["--control", "training, deployer, 2: Look each day."],
  );
  await commands.say(
    "hazard add marlnote --name One --condition fault",
    ...[...words, "--cause", "data: The list is old."],
    ...["--control", "design, maker, 1: Show its date."],
  );
}, 60_000);
afterAll(() => commands.close());

describe("log depends", () => {
  test("names what would lose its only control, and what would keep training alone", async () => {
    const { code, out } = await commands.say("log depends marlnote --owner third-party");
    expect(code).toBe(0);
    expect(out.replaceAll(/\s+/gu, " ")).toContain(
      "If every control of third-party suppliers went, 1 of 2 hazards would lose what acts on a cause.",
    );
    expect(out).toContain("cause 1 would lose control 1, its only one: The queue is full.");
    expect(out).toContain("cause 2 would lose control 1, and have training alone");
    expect(widestLine(out)).toBeLessThanOrEqual(80);
  });

  test("by words, by type, by what exists; as JSON", async () => {
    const byWords = await commands.say("log depends marlnote --json --on", "its date");
    expect(JSON.parse(byWords.out)).toMatchObject({ losing: [{ hazard: { ref: "H-2" } }] });
    const existing = await commands.say("log depends marlnote --type design --existing");
    expect(existing.out).toContain("no hazard has such a control");
  });

  test("nothing asked is refused", async () => {
    const { code, err } = await commands.say("log depends marlnote");
    expect([code, err.includes("expected what goes")]).toEqual([2, true]);
  });
});

describe("log show", () => {
  test("is narrowed and sorted, and says what each hazard asks for", async () => {
    const { code, out } = await commands.say("log show marlnote --condition fault --sort name");
    expect(code).toBe(0);
    expect(out).toMatch(/^1 of 2 hazards\n\nH-2 /u);
    expect(out).toContain("to do: is not scored (DCB0129 4.4.1)");
    const paged = await commands.say("log show marlnote --page 2");
    expect(paged.out).toBe("2 of 2 hazards");
    expect((await commands.say("log show marlnote --needs money")).code).toBe(2);
    expect((await commands.say("log show marlnote --level high")).code).toBe(2);
  });

  test("whole without a filter, as before", async () => {
    const { out } = await commands.say("log show marlnote");
    expect(out).not.toContain("of 2 hazards");
    expect(out).toContain("H-1");
  });
});

test("hazard consider keeps what a control brings about", async () => {
  const seen = await commands.seen("H-2");
  const said = await commands.say(
    `hazard consider H-2 --seen ${seen} --control 1`,
    ...["--new-hazard", "H-1: the date is read as the dose.", "--others", "No."],
  );
  expect(said.code, said.err).toBe(0);
  const { out } = await commands.say("hazard show H-2");
  expect(out).toContain("side effects of control 1 considered, by Dr Ada");
  expect(out.replaceAll(/\s+/gu, " ")).toContain("H-1: the date is read as the dose.");
  expect(await commands.seen("H-2")).toBe(seen);
});
