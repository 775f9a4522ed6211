import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { openJournal } from "../../../../src/infra/db/embedded/journal.ts";
import { makeFolder } from "./support.ts";

/** The prototype that every FileHandle shares, to watch or break what reaches the disk. */
async function findFileHandlePrototype() {
  const handle = await open(makeFolder(), "r");
  await handle.close();
  return Object.getPrototypeOf(handle) as typeof handle;
}

describe("a journal", () => {
  test("keeps lines in order, and keeps them when it is opened again", async () => {
    const file = join(makeFolder(), "new folder", "audit.jsonl");
    const first = await openJournal(file);
    await first.append(["one", "two"]);
    await first.append([]);
    await first.append(["three"]);
    expect(await first.read()).toEqual(["one", "two", "three"]);
    await first.close();

    const second = await openJournal(file);
    await second.append(["four — with dashes"]);
    expect(await second.read()).toEqual(["one", "two", "three", "four — with dashes"]);
    expect(second.torn).toBeNull();
    await second.close();
    expect(readFileSync(file, "utf8")).toBe("one\ntwo\nthree\nfour — with dashes\n");
  });

  test("answers only after the bytes are written and synced", async () => {
    const prototype = await findFileHandlePrototype();
    const journal = await openJournal(join(makeFolder(), "audit.jsonl"));
    const steps: string[] = [];
    const reached = Promise.withResolvers<undefined>();
    const mayEnd = Promise.withResolvers<undefined>();
    const sync = vi.spyOn(prototype, "sync").mockImplementationOnce(async () => {
      steps.push("sync begins");
      reached.resolve(undefined);
      await mayEnd.promise;
      steps.push("sync ends");
    });
    const appended = journal.append(["one"]).then(() => steps.push("answered"));
    await reached.promise;
    expect(await journal.append([]).then(() => steps)).toEqual(["sync begins"]);
    mayEnd.resolve(undefined);
    await appended;
    expect(steps).toEqual(["sync begins", "sync ends", "answered"]);
    sync.mockRestore();
    await journal.close();
  });

  test("shares one sync among those who wait, each line once and in order", async () => {
    const prototype = await findFileHandlePrototype();
    const journal = await openJournal(join(makeFolder(), "audit.jsonl"));
    const sync = vi.spyOn(prototype, "sync");
    const lines = Array.from({ length: 50 }, (_, n) => `line ${n}`);
    await Promise.all(lines.map((line) => journal.append([line])));
    expect(await journal.read()).toEqual(lines);
    expect(sync).toHaveBeenCalledTimes(2);
    sync.mockRestore();
    await journal.close();
  });

  test("refuses a line break inside a line, and writes nothing of that call", async () => {
    const journal = await openJournal(join(makeFolder(), "audit.jsonl"));
    await expect(journal.append(["good", "two\nlines"])).rejects.toThrow("line break");
    expect(await journal.read()).toEqual([]);
    await journal.close();
  });

  test("says no to everything after the disk has failed once", async () => {
    const prototype = await findFileHandlePrototype();
    const journal = await openJournal(join(makeFolder(), "audit.jsonl"));
    vi.spyOn(prototype, "sync").mockRejectedValueOnce(new Error("EIO: i/o error, fsync"));
    await expect(journal.append(["one"])).rejects.toThrow("EIO");
    await expect(journal.append(["two"])).rejects.toThrow("EIO");
    await journal.close();
    await expect(journal.append(["three"])).rejects.toThrow("closed");
  });

  test("writes what was asked before it closes", async () => {
    const file = join(makeFolder(), "audit.jsonl");
    const journal = await openJournal(file);
    const appended = journal.append(["one"]);
    await journal.close();
    await appended;
    expect(readFileSync(file, "utf8")).toBe("one\n");
  });
});

describe("a last line that was torn", () => {
  test("is reported and moved aside, and the next line begins clean", async () => {
    const file = join(makeFolder(), "audit.jsonl");
    writeFileSync(file, 'first\nsecond\n{"half":"é');
    const journal = await openJournal(file);
    expect(journal.torn).toEqual({ bytes: 11, keptIn: `${file}.torn` });
    expect(readFileSync(`${file}.torn`, "utf8")).toBe('{"half":"é\n');
    await journal.append(["third"]);
    expect(await journal.read()).toEqual(["first", "second", "third"]);
    await journal.close();
  });

  test("is kept beside an earlier one", async () => {
    const file = join(makeFolder(), "audit.jsonl");
    for (const half of ["half one", "half two"]) {
      appendFileSync(file, half);
      await (await openJournal(file)).close();
    }
    expect(readFileSync(`${file}.torn`, "utf8")).toBe("half one\nhalf two\n");
    expect(readFileSync(file, "utf8")).toBe("");
  });

  test("is not found in an empty or a whole file", async () => {
    const file = join(makeFolder(), "audit.jsonl");
    writeFileSync(file, "whole\n");
    const journal = await openJournal(file);
    expect(journal.torn).toBeNull();
    expect(existsSync(`${file}.torn`)).toBe(false);
    await journal.close();
  });
});
