import { eventHash, genesisHash, type AuditEvent } from "./event.ts";
import { readNextLine } from "./next-line.ts";
import { readBody } from "./read-body.ts";

export type Breach = { readonly sequence: number; readonly what: string };
export type ChainHead = { readonly sequence: number; readonly hash: string };
export type Verification = {
  readonly events: number;
  readonly head: ChainHead;
  /** Empty when the chain holds. */
  readonly breaches: readonly Breach[];
};

/** An event as a database keeps it: filed under the subject by which it is found again. */
export type FiledEvent = AuditEvent & { readonly filedUnder: string };

/** What a chain follows before its first event. */
export const genesis: ChainHead = { sequence: 0, hash: genesisHash };

/** Why an event does not follow `head`; empty when it does. */
export function linkFaults(event: AuditEvent, head: ChainHead): string[] {
  const faults: string[] = [];
  if (event.sequence !== head.sequence + 1) {
    faults.push(`expected event ${head.sequence + 1}, found ${event.sequence}`);
  }
  if (event.previous !== head.hash) faults.push("does not follow the event before it");
  if (eventHash(event.sequence, event.previous, event.text) !== event.hash) {
    faults.push("its text is not the text that was hashed");
  }
  return faults;
}

function bodyFault(event: AuditEvent | FiledEvent, organisation: string): string | null {
  // Half a surrogate pair has no UTF-8: it would be hashed as if it were U+FFFD.
  if (!event.text.isWellFormed()) return "its text is not Unicode";
  const read = readBody(event.text);
  if ("fault" in read) return read.fault;
  const { facts } = read;
  if (facts.sequence !== event.sequence) return `its text says that it is event ${facts.sequence}`;
  if (facts.organisation !== organisation) return "belongs to another organisation";
  if ("filedUnder" in event && event.filedUnder !== facts.subject) {
    return "is filed under another subject than its text names";
  }
  return null;
}

export type ChainVerifier = {
  /** Takes the next event, oldest first. */
  add(event: AuditEvent | FiledEvent): void;
  /**
   * Takes the next event from its line of an export, several times as fast, when it can be seen that
   * there is nothing to say of it; false otherwise, and then `add` the event.
   */
  addLine(line: string): boolean;
  /** What was found, once every event was added. */
  end(): Verification;
};

/**
 * Verifies a chain from its first event, in as much memory as it has breaches. Reports every event
 * that is altered, missing, doubled or out of place. What it cannot see, a cut tail or a tail that
 * was written anew, shows against heads `known` from elsewhere: an export, a log, a note on paper.
 */
export function createChainVerifier(
  organisation: string,
  known: readonly ChainHead[] = [],
): ChainVerifier {
  const breaches: Breach[] = [];
  const found = new Map<number, string[]>(known.map(({ sequence }) => [sequence, []]));
  let head = genesis;
  let count = 0;
  const take = (sequence: number, hash: string): void => {
    count += 1;
    found.get(sequence)?.push(hash);
    head = { sequence, hash };
  };
  return {
    add(event) {
      const { sequence, hash } = event;
      const faults = linkFaults(event, head);
      const inBody = bodyFault(event, organisation);
      if (inBody !== null) faults.push(inBody);
      for (const what of faults) breaches.push({ sequence, what });
      take(sequence, hash);
    },
    addLine(line) {
      const hash = readNextLine(line, head, organisation);
      if (hash !== null) take(head.sequence + 1, hash);
      return hash !== null;
    },
    end() {
      const against = known.flatMap(({ sequence, hash }): Breach[] => {
        if (sequence === 0) return [];
        const here = found.get(sequence) ?? [];
        if (here.length === 0) {
          return [{ sequence, what: "was recorded elsewhere and is missing here" }];
        }
        const same = here.every((one) => one === hash);
        return same ? [] : [{ sequence, what: "differs from what was recorded elsewhere" }];
      });
      return { events: count, head, breaches: [...breaches, ...against] };
    },
  };
}

/** Verifies a chain that is at hand. */
export function verifyChain(
  events: Iterable<AuditEvent>,
  organisation: string,
  known: readonly ChainHead[] = [],
): Verification {
  const verifier = createChainVerifier(organisation, known);
  for (const event of events) verifier.add(event);
  return verifier.end();
}
