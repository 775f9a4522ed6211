import { afterAll, beforeAll, expect, test } from "vitest";
import { exampleFile, openCommands, widestLine, type Commands } from "./support/commands.ts";

let commands: Commands;
beforeAll(async () => {
  commands = await openCommands();
  await commands.run("identify", exampleFile, "--limit", "6");
  await commands.say("account set --role cso --body GMC --number 1234567 --name", "Dr Ada");
}, 240_000);
afterAll(() => commands.close());

test("a suggestion of the sample prints its place and how to write the view, which opens it", async () => {
  const sample = await commands.say("view sample marlnote --every 3");
  expect(sample.out).toBe("One in 3 asks for your own view first: S-3, S-6, S-9 and so on.");
  const asked = await commands.say("queue show S-3");
  expect(asked.out).toContain("What could go wrong here, and who would be harmed?");
  expect(asked.out).toContain('view write marlnote/S-3 --text "…"');
  expect(asked.out).not.toContain("Hash of what you have just seen");
  expect(widestLine(asked.out)).toBeLessThanOrEqual(100);
  expect((await commands.say("queue list")).out).toContain("(write your own view first)");
  const refused = await commands.say("queue defer S-3 --seen 000000000000");
  expect([refused.code, refused.err]).toEqual([
    4,
    expect.stringContaining("S-3 asks for your own view first") as string,
  ]);
  expect(refused.err).toContain("queue show S-3");

  const written = await commands.say("view write S-3 --text", "The note goes to another patient.");
  expect([written.code, written.out]).toEqual([0, "Your view of S-3 is kept."]);
  const seen = await commands.seen("S-3");
  const agreed = await commands.say(`view agree S-3 --seen ${seen} --agreement partly`);
  expect([agreed.code, agreed.out]).toEqual([0, "What you said of your view is kept."]);
  const { out } = await commands.say("view list marlnote");
  expect(out).toContain("They wait for your view: S-6.");
  expect(out).toContain("1 of 1 partly the same");
  expect(out).toContain("The note goes to another patient. [partly]");
});
