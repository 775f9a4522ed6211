import { z } from "zod";
import { $AuditEvent, type AuditEvent } from "./event.ts";
import { genesis, linkFaults, type ChainHead } from "./verify.ts";

/** A line of the journal beside an embedded database, which tells of every organisation's events. */
const $JournalLine = $AuditEvent.extend({ organisation: z.string() });
type JournalLine = z.infer<typeof $JournalLine>;

export const toJournalLine = (organisation: string, event: AuditEvent): string =>
  JSON.stringify({ organisation, ...event } satisfies JournalLine);

/** An organisation's events as the journal first told of them: hashes by number. */
type Told = Map<number, string>;
export type JournalReading = {
  readonly told: ReadonlyMap<string, ReadonlyMap<number, string>>;
  /** What is wrong with the journal by itself, in sentences. */
  readonly faults: readonly string[];
};

function parseLine(text: string): JournalLine | null {
  try {
    return $JournalLine.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Reads a journal and verifies the chains in it; what a text says is left to the database's chain. */
export function readJournal(lines: Iterable<string>): JournalReading {
  const told = new Map<string, Told>();
  const heads = new Map<string, ChainHead>();
  const faults: string[] = [];
  let number = 0;
  for (const text of lines) {
    number += 1;
    const line = parseLine(text);
    if (line === null) {
      faults.push(`Line ${number} of the audit journal is not an audit event.`);
      continue;
    }
    const { organisation, sequence, hash } = line;
    for (const what of linkFaults(line, heads.get(organisation) ?? genesis)) {
      faults.push(`Line ${number} of the audit journal, event ${sequence}: ${what}.`);
    }
    heads.set(organisation, { sequence, hash });
    const events = told.get(organisation) ?? new Map<number, string>();
    // What was told first is what was recorded: a chain continued a second time does not replace it.
    if (!events.has(sequence)) told.set(organisation, events.set(sequence, hash));
  }
  return { told, faults };
}

export type JournalComparison = {
  readonly mismatches: readonly string[];
  /** The last event that the journal tells of; what the database holds after it was not told yet. */
  readonly toldUpTo: number;
};

/** What the journal and the database say differently of one organisation's events, in sentences. */
export function compareJournal(
  { told }: JournalReading,
  organisation: string,
  stored: ReadonlyMap<number, string>,
): JournalComparison {
  const events = told.get(organisation) ?? new Map<number, string>();
  const mismatches: string[] = [];
  let toldUpTo = 0;
  for (const [sequence, hash] of events) {
    toldUpTo = Math.max(toldUpTo, sequence);
    const here = stored.get(sequence);
    if (here === undefined) {
      mismatches.push(`Audit event ${sequence} is in the journal and missing in the database.`);
    } else if (here !== hash) {
      mismatches.push(`Audit event ${sequence} differs between the journal and the database.`);
    }
  }
  for (const sequence of stored.keys()) {
    if (sequence < toldUpTo && !events.has(sequence)) {
      mismatches.push(
        `Audit event ${sequence} is in the database and missing in the journal, which tells of later ones.`,
      );
    }
  }
  return { mismatches, toldUpTo };
}
