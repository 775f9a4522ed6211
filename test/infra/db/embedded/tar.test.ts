import { describe, expect, test } from "vitest";
import { parseTar, toTar, type TarEntry } from "../../../../src/infra/db/embedded/tar.ts";

const entries: TarEntry[] = [
  { name: "base", kind: "folder", content: Buffer.alloc(0) },
  { name: "base/empty", kind: "file", content: Buffer.alloc(0) },
  { name: "base/block", kind: "file", content: Buffer.alloc(512, "b") },
  { name: "base/more", kind: "file", content: Buffer.from([0, 255, ...Buffer.alloc(600, 7)]) },
];

describe("a tar archive", () => {
  test("gives back what was put in", () => {
    expect([...parseTar(toTar(entries))]).toEqual(entries);
  });

  test("is a whole number of blocks and ends with two empty ones", () => {
    const archive = toTar(entries);
    expect(archive.length % 512).toBe(0);
    expect(archive.subarray(-1024)).toEqual(Buffer.alloc(1024));
  });

  test("is refused when a header is damaged", () => {
    const archive = toTar(entries);
    archive[512] = "X".charCodeAt(0);
    expect(() => [...parseTar(archive)]).toThrow("at byte 512, found a wrong checksum");
  });

  test.each([
    ["inside a file", 6],
    ["between two files", 4],
    ["before its end marker", 7],
  ])("is refused when it is cut short %s", (_, blocks) => {
    const archive = toTar(entries).subarray(0, 512 * blocks);
    expect(() => [...parseTar(archive)]).toThrow("ends too early");
  });

  test("takes no name that its header cannot hold", () => {
    const long: TarEntry = { name: "x".repeat(101), kind: "file", content: Buffer.alloc(0) };
    expect(() => toTar([long])).toThrow("name too long");
  });
});
