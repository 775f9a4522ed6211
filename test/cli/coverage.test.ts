import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { exampleFile, openCommands, widestLine, type Commands } from "./support/commands.ts";

let commands: Commands;
beforeAll(async () => {
  commands = await openCommands();
  await commands.run("identify", exampleFile, "--limit", "6", "--json", "-");
}, 180_000);
afterAll(() => commands.close());

const $Place = z.object({
  key: z.string(),
  seen: z.string(),
  standing: z.object({ state: z.string() }),
});
const $Shown = z.object({ places: z.array($Place) });
const placesNow = async () =>
  $Shown.parse(JSON.parse((await commands.say("coverage show marlnote --json")).out)).places;
/** Without the breaks of lines that a terminal's width makes. */
const flat = (text: string): string => text.replace(/\s+/gu, " ");
const openPlace = async () => {
  const found = (await placesNow()).find(({ standing }) => standing.state === "open");
  if (found === undefined) throw new Error("Expected an open place.");
  return found;
};

describe("coverage", () => {
  test("show lists every place with its state, in counts and without a percentage", async () => {
    const { out, err, code } = await commands.say("coverage show marlnote");
    expect(code, err).toBe(0);
    for (const { key } of await placesNow()) expect(out).toContain(key);
    expect(out).toMatch(
      /\d+ suggested · 0 has a hazard · 0 considered: none · \d+ open · 0 not run/u,
    );
    expect(out).not.toContain("%");
    expect(err).toContain("coverage show marlnote F1/not-provided");
  });

  test("show --state lists those alone, and refuses what is no state", async () => {
    const shown = await commands.say("coverage show marlnote --state suggested");
    const suggested = (await placesNow()).filter(({ standing }) => standing.state === "suggested");
    expect(shown.out.match(/waits? for a decision/gu)).toHaveLength(suggested.length);
    expect((await commands.say("coverage show marlnote --state green")).code).toBe(2);
    expect((await commands.say("coverage show marlnote --state hazard")).out).toContain(
      "No place is in this state.",
    );
  });

  test("none and reopen take what show printed, and nothing else", async () => {
    await commands.say("account set --role cso --body GMC --number 1234567 --name", "Dr Ada");
    const { key, seen } = await openPlace();
    const shown = await commands.say(`coverage show marlnote ${key}`);
    expect(shown.out).toContain(`Hash of this place: ${seen}`);
    expect(shown.err).toContain(`coverage none marlnote ${key} --seen ${seen.slice(0, 12)}`);
    expect(widestLine(shown.out)).toBeLessThanOrEqual(90);

    const reason = "Nothing of it is sent.";
    const unseen = await commands.say(`coverage none marlnote ${key} --reason`, reason);
    expect([unseen.code, unseen.err]).toEqual([
      4,
      expect.stringContaining(`coverage show marlnote ${key}`),
    ]);
    const none = await commands.say(
      `coverage none marlnote ${key} --seen ${seen.slice(0, 12)} --reason`,
      reason,
    );
    expect(none.code, none.err).toBe(0);
    expect(none.out).toContain(`${key} considered: none, by Dr Ada`);
    const now = await commands.say(`coverage show marlnote ${key}`);
    expect(flat(now.out)).toContain("considered: none. A person considered it and found none.");
    expect(now.out).toContain(reason);
    const again = (await placesNow()).find((place) => place.key === key);
    const reopened = await commands.say(
      `coverage reopen marlnote ${key} --seen ${again?.seen ?? ""} --reason`,
      "It is sent by post too.",
    );
    expect(reopened.out).toContain(`${key} opened again, by Dr Ada`);
    expect((await openPlace()).key).toBe(key);
  });

  test("identify --cells looks into these places alone, and says so", async () => {
    const { key } = await openPlace();
    const again = await commands.say(`identify marlnote --cells ${key}`);
    expect(again.code, again.err).toBe(0);
    expect(again.out).toContain(`in ${key} alone, where what is less near than usual is let in`);
    const unknown = await commands.say("identify marlnote --cells F99/late");
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining("found “F99/late”")]);
  });
});
