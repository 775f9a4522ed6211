import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sha256 } from "../../src/domain/hash/canonical.ts";
import { readBook } from "../../src/infra/office/read-book.ts";
import { readLog } from "../support/books.ts";
import { exampleFile, openCommands, type Commands } from "./support/commands.ts";

let commands: Commands;
beforeAll(async () => {
  commands = await openCommands();
  await commands.run("product", "add", exampleFile);
}, 60_000);
afterAll(() => commands.close());

const target = (name: string): string => join(commands.folder, name);

describe("log export", () => {
  test("writes a workbook to a file, byte for byte as it was hashed", async () => {
    const out = target("log.xlsx");
    const done = await commands.say("log export marlnote --format xlsx --layout causes --out", out);
    expect(done.code).toBe(0);
    const bytes = new Uint8Array(await readFile(out));
    expect(done.err).toContain(`SHA-256 ${sha256(bytes)}`);
    const { manifest } = await readLog(bytes);
    expect(manifest.layout).toBe("causes");
    expect(done.err).toContain(manifest.head);
  });

  test("writes a document, and with what is for readers inside", async () => {
    const out = target("log.docx");
    const done = await commands.say("log export marlnote --format docx --for internal --out", out);
    expect(done.code).toBe(0);
    expect((await stat(out)).size).toBeGreaterThan(1_000);
  });

  test("prints text, and never bytes", async () => {
    expect((await commands.say("log export marlnote --format csv")).out).toContain("Hazard Number");
    const refused = await commands.say("log export marlnote --format xlsx");
    expect(refused.code).toBe(2);
    expect(refused.err).toContain("say where it goes, such as --out hazard-log.xlsx");
  });

  test("says what does not go together, and writes nothing", async () => {
    const out = target("none.csv");
    const refused = await commands.say(
      "log export marlnote --format csv --layout causes --out",
      out,
    );
    expect(refused.code).toBe(2);
    expect(refused.err).toContain("A layout is chosen for a workbook");
    await expect(stat(out)).rejects.toThrow("ENOENT");
  });

  test("whose workbook holds no sheet for readers inside, unless it was asked for", async () => {
    const names = async (rest: string): Promise<string[]> => {
      const out = target("names.xlsx");
      await commands.say(`log export marlnote --format xlsx${rest} --out`, out);
      return (await readBook(new Uint8Array(await readFile(out)))).sheets.map(({ name }) => name);
    };
    const outside = await names("");
    expect(outside).toEqual([
      ...["Hazard log", "Controls", "Actions", "Scheme", "Matrix", "Provenance", "About", "hazid"],
    ]);
    expect(await names(" --for internal")).toContain("Rejected drafts");
  });
});
