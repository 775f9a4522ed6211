/** Where a chain is attacked, and what verifying says there afterwards. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { z } from "zod";
import { runCli } from "../../src/cli/program.ts";
import { toExportLines } from "../../src/domain/audit/export-file.ts";
import { toJournalLine } from "../../src/domain/audit/journal.ts";
import { genesis, type ChainHead, type Verification } from "../../src/domain/audit/verify.ts";
import { openJournal } from "../../src/infra/db/embedded/journal.ts";
import { openEmbeddedDatabase } from "../../src/infra/db/embedded/open.ts";
import { openJournalWitness } from "../../src/infra/db/journal-witness.ts";
import { createStore } from "../../src/infra/db/store.ts";
import { makeCliDeps } from "../support/make-cli-deps.ts";
import { openRecord, type Desk, type OpenRecord } from "../support/record.ts";
import type { Chain } from "./attacks.ts";

const headOf = (events: Chain): ChainHead => {
  const { sequence, hash } = events.at(-1) ?? genesis;
  return { sequence, hash };
};

const toSentences = (found: Verification & { journal: readonly string[] }): string[] => [
  ...found.breaches.map(({ sequence, what }) => `Event ${sequence}: ${what}`),
  ...found.journal,
];

/** Two ways in which a superuser gets past the triggers that refuse every change. */
export const powers = [
  {
    power: "switching triggers off for the session",
    before: "set local session_replication_role = replica",
    after: "null",
  },
  {
    power: "disabling the triggers of the table",
    before: "alter table audit_event disable trigger all",
    after: "alter table audit_event enable trigger all",
  },
] as const;
export type Power = (typeof powers)[number];

/** Subject under which an event is filed; what is no event is filed under nothing. */
const subjectOf = (text: string): string => /"subject":\{"id":"([^"]*)"/u.exec(text)?.[1] ?? "";

/** Puts a chain in the place of the stored one, as only a superuser can. */
export async function replaceStored(
  record: OpenRecord,
  organisation: string,
  events: Chain,
  { before, after }: Power = powers[0],
): Promise<void> {
  const rows = events.map((event) => ({ ...event, subject_id: subjectOf(event.text) }));
  await record.sql(`do $do$ begin
    ${before};
    delete from audit_event where organisation_id = '${organisation}';
    insert into audit_event (organisation_id, sequence, previous, hash, text, subject_id)
      select '${organisation}', sequence, previous, hash, text, subject_id
      from json_to_recordset($rows$${JSON.stringify(rows)}$rows$)
        as r(sequence int, previous text, hash text, text text, subject_id text);
    ${after};
  end $do$`);
}

/** Leaves no event of any organisation: what an earlier attack left would be told to the next journal. */
export const removeStored = (record: OpenRecord): Promise<unknown> =>
  record.sql(`do $$ begin
    set local session_replication_role = replica;
    delete from audit_event;
  end $$`);

/** Drops the key that refuses an event's number a second time: the attacker is a superuser. */
export const dropKey = (record: OpenRecord): Promise<unknown> =>
  record.sql("alter table audit_event drop constraint audit_event_organisation_id_sequence_pk");

export async function verifyStored(desk: Desk, known: Chain | null): Promise<string[]> {
  const heads = known === null ? [] : [headOf(known)];
  return toSentences(await desk.call("audit.verify", { heads }));
}

export type Journalled = {
  readonly record: OpenRecord;
  /** A desk over the database and a journal with these lines; null is no journal at all. */
  open(organisation: string, told: Chain | null): Promise<JournalledDesk>;
  close(): Promise<void>;
};
export type JournalledDesk = {
  readonly desk: Desk;
  readonly file: string;
  close(): Promise<void>;
};

/** A database in memory whose pool a journal can be put beside, as beside one in a folder. */
export async function openJournalled(): Promise<Journalled> {
  const folder = await mkdtemp(join(tmpdir(), "hazid-attack-"));
  const database = await openEmbeddedDatabase({ dataDir: "memory" });
  const pool = new pg.Pool(database.poolConfig);
  const close = async (): Promise<void> => {
    await pool.end();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  };
  const record = await openRecord({
    engine: "PGlite",
    openPool: () => Promise.resolve({ pool, close }),
  });
  await dropKey(record);
  return {
    record,
    async open(organisation, told) {
      const file = join(folder, `${organisation}.jsonl`);
      if (told !== null) {
        await writeFile(
          file,
          told.map((event) => `${toJournalLine(organisation, event)}\n`).join(""),
        );
      }
      const journal = await openJournal(file);
      const witness = await openJournalWitness(pool, journal);
      const desk = await record.desk({ organisation, store: createStore(pool, witness) });
      return { desk, file, close: () => journal.close() };
    },
    close: record.close,
  };
}

export const exportForms = ["json", "lines"] as const;
export type ExportForm = (typeof exportForms)[number];

export function writeExport(form: ExportForm, organisation: string, events: Chain): string {
  const exported = {
    format: "hazid-audit-1" as const,
    organisation,
    exportedAt: "2026-10-02T00:00:00.000Z",
    head: headOf(events),
    events: [...events],
  };
  return form === "lines"
    ? [...toExportLines(exported)].join("")
    : JSON.stringify(exported, null, 2);
}

/** What `audit verify` prints of a file, without any database; nothing when the chain holds. */
export async function verifyExported(content: string, earlier: string | null): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "hazid-attack-"));
  const printed: string[] = [];
  try {
    const file = join(folder, "audit.export");
    await writeFile(file, content);
    const against = join(folder, "earlier.export");
    if (earlier !== null) await writeFile(against, earlier);
    const print = (text: string): void => void printed.push(text);
    const deps = makeCliDeps({ out: print, err: print });
    const argv = ["audit", "verify", file, ...(earlier === null ? [] : ["--against", against])];
    const code = await runCli(deps, argv, (error) => String(error));
    const holds = code === 0 && printed.length === 1 && printed[0]?.startsWith("The chain holds");
    return holds === true ? [] : printed;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The numbers of the events that a journal's lines tell of. */
export const readTold = async (file: string): Promise<unknown[]> =>
  (await readFile(file, "utf8"))
    .trimEnd()
    .split("\n")
    .map((line) => $Numbered.parse(JSON.parse(line)).sequence);
const $Numbered = z.looseObject({ sequence: z.int() });
