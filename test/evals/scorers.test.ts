import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { scorers } from "../../src/domain/evaluation/scorers/all.ts";

const listed = readFileSync(new URL("../../evals/SCORERS.md", import.meta.url), "utf8");

test("SCORERS.md lists every scorer, in order, with the numbers of candidates it is counted at", () => {
  const rows = listed.split("\n").filter((line) => line.startsWith("| `"));
  const first = rows.map((row) => row.split("|")[1] ?? "").join("\n");
  const named = [...first.matchAll(/`([a-z-]+)`/gu)].map(([, name]) => name);
  expect(named).toEqual(scorers.map(({ name }) => name));
  for (const { name, at } of scorers) {
    const row = rows.find((line) => line.split("|")[1]?.includes(`\`${name}\``) === true) ?? "";
    const said = /@(\d+(?:, \d+)*)/u
      .exec(row.split("|")[1] ?? "")?.[1]
      ?.split(", ")
      .map(Number);
    expect([name, said ?? [null]]).toEqual([name, [...at]]);
  }
});
