import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { findChromium, inBrowser, openBrowser } from "../support/chromium.ts";

const here = process.execPath;

test.each([
  ["the named one first", here, ["/nowhere"]],
  ["else the first place that has one", undefined, ["/nowhere", here]],
  ["an empty name is no name", "", [here]],
])("finds Chromium: %s", (_, named, places) => {
  expect(findChromium(named, places)).toEqual({ path: here, missing: null });
});

test("says what to do where there is none", () => {
  expect(findChromium(undefined, ["/nowhere"]).missing).toContain("apt-get install chromium");
});

test("does not look elsewhere when the named one is missing", () => {
  expect(findChromium("/nowhere", [here])).toEqual({
    path: null,
    missing: "HAZID_CHROMIUM names /nowhere, which is not an executable file",
  });
});

describe("a browser opened for a test", inBrowser, () => {
  const server = createServer((_, response) => response.end("<title>Hazards</title>"));
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "hazid-chromium-"));
    vi.stubEnv("TMPDIR", folder);
    server.listen(0);
    await once(server, "listening");
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    server.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("reaches this machine and no other, and leaves no profile behind", async () => {
    const browser = await openBrowser();
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`);
    expect(await page.title()).toBe("Hazards");
    await expect(page.goto("https://models.invalid/")).rejects.toThrow("ERR_NAME_NOT_RESOLVED");
    await expect(page.goto("http://192.0.2.1/")).rejects.toThrow("ERR_NAME_NOT_RESOLVED");
    expect(await readdir(folder)).not.toEqual([]);

    await browser.close();
    expect(await readdir(folder)).toEqual([]);
  });
});
