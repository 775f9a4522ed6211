/** Every row of the table of attacks is tried here; what is not caught must verify, or the row is wrong. */
import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { onEachEngine, useRecord } from "../support/record.ts";
import { attacks, makeHonestChain, type Attack, type Chain } from "./attacks.ts";
import {
  dropKey,
  exportForms,
  openJournalled,
  powers,
  readTold,
  removeStored,
  replaceStored,
  verifyExported,
  verifyStored,
  writeExport,
  type Journalled,
  type Power,
} from "./places.ts";
import { rows, type Place, type Row } from "./table.ts";

/** What verifying says of a chain after an attack, with or without a head known from elsewhere. */
type Verify = (attack: Attack, known: boolean) => Promise<readonly string[]>;

async function tryRow({ caught, attack }: Row, verify: Verify): Promise<void> {
  const alone = await verify(attacks[attack], false);
  const against = await verify(attacks[attack], true);
  if (caught.by === "nothing") {
    expect(alone).toEqual([]);
    expect(against).toEqual([]);
  } else if (caught.by === "head") {
    expect(alone).toEqual([]);
    expect(against).toContain(caught.says);
  } else {
    expect(alone.join("\n")).toContain(caught.says);
  }
}

const rowsAt = (place: Place) =>
  rows.filter((row) => row.place === place).map((row) => [attacks[row.attack].title, row] as const);

onEachEngine("attacks on the database", (engine) => {
  const record = useRecord({ engine });
  beforeAll(() => dropKey(record()));

  const attacked = async (change: (events: Chain, own: string) => Chain, power?: Power) => {
    const desk = await record().desk();
    const honest = makeHonestChain(desk.organisation);
    await replaceStored(record(), desk.organisation, honest);
    expect(await verifyStored(desk, honest)).toEqual([]);
    await replaceStored(record(), desk.organisation, change(honest, desk.organisation), power);
    return { desk, honest };
  };

  test.each(rowsAt("database"))("%s", (_title, row) =>
    tryRow(row, async ({ change }, known) => {
      const { desk, honest } = await attacked(change);
      return verifyStored(desk, known ? honest : null);
    }),
  );

  test.each(powers)("$power lets a change through, and the chain tells of it", async (power) => {
    const { desk } = await attacked(attacks.alter.change, power);
    expect(await verifyStored(desk, null)).toEqual([
      "Event 3: its text is not the text that was hashed",
    ]);
    await expect(record().sql("delete from audit_event")).rejects.toMatchObject({
      code: "23000",
    });
  });

  test("an event filed under another subject, where its provenance would not find it", async () => {
    const { desk } = await attacked((events) => events);
    await record().sql(`do $$ begin
      set local session_replication_role = replica;
      update audit_event set subject_id = 's-9'
        where organisation_id = '${desk.organisation}' and sequence = 3;
    end $$`);
    expect(await verifyStored(desk, null)).toEqual([
      "Event 3: is filed under another subject than its text names",
    ]);
  });

  test("a number twice across two pages of reading", async () => {
    const { desk } = await attacked((_events, own) => {
      const long = makeHonestChain(own, 2_000);
      return [...long, { ...(long.at(-1) ?? never()), hash: "f".repeat(64) }];
    });
    expect((await verifyStored(desk, null))[0]).toBe("Event 2000: expected event 2001, found 2000");
  });
});

describe("attacks beside the journal", () => {
  let opened: Journalled | null = null;
  const journalled = (): Journalled => opened ?? never();
  beforeAll(async () => {
    opened = await openJournalled();
  });
  afterAll(() => opened?.close());

  /** hazid starts over a database and a journal, verifies, and stops. */
  async function start(
    stored: (honest: Chain, own: string) => Chain,
    told: (honest: Chain, own: string) => Chain | null,
    known: boolean,
  ) {
    const { record, open } = journalled();
    await removeStored(record);
    const { organisation } = await record.desk();
    const honest = makeHonestChain(organisation);
    await replaceStored(record, organisation, stored(honest, organisation));
    const { desk, file, close } = await open(organisation, told(honest, organisation));
    const found = await verifyStored(desk, known ? honest : null);
    await close();
    return { organisation, honest, found, file };
  }
  const asItWas = (events: Chain): Chain => events;
  const foundAt: Readonly<Record<Exclude<Place, "database" | "file">, Verify>> = {
    "database beside its journal": async ({ change, told = asItWas }, known) =>
      (await start(change, told, known)).found,
    journal: async ({ change }, known) => (await start(asItWas, change, known)).found,
    "database and journal": async ({ change }, known) => (await start(change, change, known)).found,
  };

  test("nothing is said of what was left alone", async () => {
    expect((await start(asItWas, asItWas, true)).found).toEqual([]);
  });

  for (const place of ["database beside its journal", "journal", "database and journal"] as const) {
    test.each(rowsAt(place))(`${place}: %s`, (_title, row) => tryRow(row, foundAt[place]));
  }

  test("what was cut from the journal is told again, and what is missing within it is not", async () => {
    const cut = await start(asItWas, attacks.cut.change, false);
    expect(await readTold(cut.file)).toEqual([1, 2, 3, 4, 5, 6]);
    const taken = await start(asItWas, attacks.delete.change, false);
    const again = await journalled().open(taken.organisation, null);
    expect((await verifyStored(again.desk, null))[0]).toMatch(/Line 3 of the audit journal/u);
    expect(await readTold(taken.file)).toHaveLength(5);
    await again.close();
  });

  test("a journal that is gone is said to be, once", async () => {
    const gone = await start(asItWas, () => null, false);
    expect(gone.found).toEqual([
      "The audit journal was missing and was begun anew from the database: nothing witnesses what the database held before.",
    ]);
    const next = await journalled().open(gone.organisation, null);
    expect(await verifyStored(next.desk, null)).toEqual([]);
    await next.close();
  });

  test("what happens while hazid runs is told by the next verification, without a new start", async () => {
    const { record, open } = journalled();
    await removeStored(record);
    const { organisation } = await record.desk();
    const honest = makeHonestChain(organisation);
    await replaceStored(record, organisation, honest);
    const { desk, file, close } = await open(organisation, honest);
    expect(await verifyStored(desk, null)).toEqual([]);

    await replaceStored(record, organisation, attacks.cut.change(honest));
    expect(await verifyStored(desk, null)).toEqual([
      "Audit event 5 is in the journal and missing in the database.",
      "Audit event 6 is in the journal and missing in the database.",
    ]);
    await replaceStored(record, organisation, honest);
    expect(await verifyStored(desk, null)).toEqual([]);

    await appendFile(file, "no event\n");
    expect(await verifyStored(desk, null)).toEqual([
      expect.stringMatching(/^Line \d+ of the audit journal is not an audit event\.$/u),
    ]);
    await writeFile(file, (await readFile(file, "utf8")).replace("Zoë Fenn", "Zoë Finn"));
    expect(await verifyStored(desk, null)).toContain(
      "Line 1 of the audit journal, event 1: its text is not the text that was hashed.",
    );
    await rm(file);
    await close();
  });
});

describe.each(exportForms)("attacks on an export as %s", (form) => {
  const own = "org-1";
  const honest = makeHonestChain(own);
  const earlier = writeExport(form, own, honest);

  // An object with an event 0 is refused as a whole, and names the place instead of a line.
  const inThisForm = (found: readonly string[]) =>
    form === "lines"
      ? found
      : found.map((sentence) =>
          sentence.includes("at events.0.sequence")
            ? "Line 2 is not an event as an export writes it."
            : sentence,
        );

  test.each(rowsAt("file"))("%s", (_title, row) =>
    tryRow(row, async ({ change }, known) =>
      inThisForm(
        await verifyExported(writeExport(form, own, change(honest, own)), known ? earlier : null),
      ),
    ),
  );

  test("every event sealed anew as another organisation's is told from an earlier export", async () => {
    const relabelled = writeExport(form, "org-2", makeHonestChain("org-2"));
    expect(await verifyExported(relabelled, null)).toEqual([]);
    const found = await verifyExported(relabelled, earlier);
    expect(found.join("\n")).toMatch(/is of organisation org-2, and \S+ of org-1\./u);
    expect(found).toContain("Event 6: differs from what was recorded elsewhere");
  });

  test("the moment of the export is in no chain: another one verifies", async () => {
    const moved = earlier.replace("2026-10-02", "2025-10-02");
    expect(moved).not.toBe(earlier);
    expect(await verifyExported(moved, earlier)).toEqual([]);
  });

  test("a key written twice, so that two readers may read two things, is told of lines only", async () => {
    const hash = honest[2]?.hash ?? never();
    const twice = earlier.replace(
      new RegExp(`"hash":( ?)"${hash}"`, "u"),
      (key) => `"hash":"0",${key}`,
    );
    expect(twice).not.toBe(earlier);
    const found = await verifyExported(twice, earlier);
    if (form === "json") expect(found).toEqual([]);
    else expect(found).toContain("Line 4 is not an event as an export writes it.");
  });
});

function never(): never {
  throw new Error("expected something here");
}
