/** docs/audit-attacks.md says what the table says, row by row: neither changes alone. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { attacks } from "./attacks.ts";
import { places, rows, type Caught, type Place } from "./table.ts";

const page = fileURLToPath(new URL("../../docs/audit-attacks.md", import.meta.url));
const headings: Readonly<Record<Place, string>> = {
  database: "In the database, nothing beside it",
  "database beside its journal": "In the embedded database, its journal left alone",
  journal: "In the journal, the embedded database left alone",
  "database and journal": "In the embedded database and its journal alike",
  file: "In an exported file",
};
const words: Readonly<Record<Caught["by"], string>> = {
  chain: "the chain",
  journal: "the journal",
  head: "a head known from elsewhere",
  nothing: "**not caught**",
};

const toCells = ({ caught, attack }: (typeof rows)[number]): string[] => [
  attacks[attack].title,
  words[caught.by],
  caught.by === "nothing" ? caught.because : `“${caught.says}”`,
];

/** The cells of the tables under each heading of the second level, without their head rows. */
function readTables(text: string): Map<string, string[][]> {
  const tables = new Map<string, string[][]>();
  for (const section of text.split(/^## /mu).slice(1)) {
    const [heading = "", ...lines] = section.split("\n");
    const cells = lines
      .filter((line) => line.startsWith("|"))
      .map((line) =>
        line
          .split("|")
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    if (cells.length > 0) tables.set(heading, cells.slice(2));
  }
  return tables;
}

test("the page has the table's rows, at every place, and no other", async () => {
  const tables = readTables(await readFile(page, "utf8"));
  expect([...tables.keys()]).toEqual(places.map((place) => headings[place]));
  for (const place of places) {
    expect(tables.get(headings[place])).toEqual(
      rows.filter((row) => row.place === place).map(toCells),
    );
  }
});

test("every attack is tried in the database, beside its journal and in a file", () => {
  for (const place of ["database", "database beside its journal", "file"] as const) {
    const tried = rows.filter((row) => row.place === place).map(({ attack }) => attack);
    expect(tried.toSorted()).toEqual(Object.keys(attacks).toSorted());
  }
});
