import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { $Environment, ConfigError, loadConfig, Secret } from "../../src/config/load.ts";

const inRepository = (path: string): string =>
  fileURLToPath(new URL(`../../${path}`, import.meta.url));
const described = Object.entries($Environment.shape).map(([name, field]) => ({
  name,
  description: field.meta()?.description ?? "",
}));

describe("the configuration", () => {
  test("needs no variable at all", () => {
    expect(loadConfig({})).toEqual({ dataDir: resolve(".data"), databaseUrl: null, port: 4270 });
  });

  test("takes an empty variable for an absent one", () => {
    expect(loadConfig({ HAZID_PORT: "", DATABASE_URL: "" }).port).toBe(4270);
  });

  test("names everything that does not hold in one message", () => {
    const load = (): unknown => loadConfig({ HAZID_PORT: "high", DATABASE_URL: "mysql://x/y" });
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(/HAZID_PORT: expected a port from 0 to 65535/u);
    expect(load).toThrow(/DATABASE_URL: expected postgres:/u);
  });

  test("never prints the address of the database", () => {
    const { databaseUrl } = loadConfig({ DATABASE_URL: "postgres://me:hunter2@db/hazid" });
    expect(databaseUrl).toBeInstanceOf(Secret);
    const printed = `${String(databaseUrl)} ${JSON.stringify({ databaseUrl })} ${inspect(databaseUrl)}`;
    expect(printed).not.toContain("hunter2");
    expect(printed).toContain("[secret]");
    expect(databaseUrl?.reveal()).toBe("postgres://me:hunter2@db/hazid");
  });

  test.each(described)(
    "$name is in the README's table with its description",
    async ({ name, description }) => {
      const readme = await readFile(inRepository("README.md"), "utf8");
      const row = readme.split("\n").find((line) => line.startsWith(`| \`${name}\``));
      expect(row).toContain(description);
    },
  );

  test("the README's table and .env.example name no other variable", async () => {
    const names = described.map(({ name }) => name).sort();
    const readme = await readFile(inRepository("README.md"), "utf8");
    const rows = [...readme.matchAll(/^\| `([A-Z_]+)`/gmu)].map((match) => match[1]).sort();
    const example = await readFile(inRepository(".env.example"), "utf8");
    const lines = [...example.matchAll(/^# ([A-Z_]+)=/gmu)].map((match) => match[1]).sort();
    expect(rows).toEqual(names);
    expect(lines).toEqual(names);
  });
});
