/** Whatever is recorded, its chain holds; whatever one thing is then changed in it, it does not. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { $AuditBody, type AuditBody, type AuditEvent } from "../../../src/domain/audit/event.ts";
import { verifyChain } from "../../../src/domain/audit/verify.ts";
import { organisation, sealChain } from "../../support/make-chain.ts";

const words = fc.string({ unit: "grapheme", maxLength: 12 });
const nullable = fc.option(words, { nil: null });
const body: fc.Arbitrary<Partial<AuditBody>> = fc.record({
  at: words,
  action: words,
  actor: fc.record({
    kind: fc.constantFrom("person", "unnamed", "system"),
    account: nullable,
    name: fc.oneof(nullable, fc.constantFrom("Zoë \ufffd", "\u2028", '"\\')),
    role: nullable,
    registration: nullable,
  }),
  subject: fc.record({ kind: words, id: words, ref: nullable }),
  product: nullable,
  details: fc
    .dictionary(
      words,
      fc.oneof(
        words,
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
      ),
    )
    .map((details): AuditBody["details"] => details),
});
const chain = fc.array(body, { minLength: 1, maxLength: 6 }).map((bodies) => sealChain(bodies));
/** A chain and one of its events. */
const chainAndEvent = chain.chain((events) =>
  fc.nat({ max: events.length - 1 }).map((i) => ({ events, i })),
);

const breachesOf = (events: readonly AuditEvent[], known: Parameters<typeof verifyChain>[2] = []) =>
  verifyChain(events, organisation, known).breaches;
const headOf = (events: readonly AuditEvent[]) => verifyChain(events, organisation).head;

/** The text with the byte at `place` of its UTF-8 changed by `by`, as a strict reader would decode it. */
function changeByte(text: string, place: number, by: number): string | null {
  const bytes = new TextEncoder().encode(text);
  const k = place % bytes.length;
  bytes[k] = ((bytes[k] ?? 0) + by) % 256;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

describe("a sealed chain", () => {
  test("holds, and against its own head", () => {
    fc.assert(
      fc.property(chain, (events) => {
        expect(breachesOf(events, [headOf(events)])).toEqual([]);
      }),
    );
  });

  test("holds up to any event, and the whole chain's head tells that the rest is missing", () => {
    fc.assert(
      fc.property(chainAndEvent, ({ events, i }) => {
        const prefix = events.slice(0, i);
        expect(breachesOf(prefix)).toEqual([]);
        expect(breachesOf(events, [headOf(prefix)])).toEqual([]);
        expect(breachesOf(prefix, [headOf(events)])).toEqual([
          { sequence: events.length, what: "was recorded elsewhere and is missing here" },
        ]);
      }),
    );
  });
});

describe("one change to a sealed chain is reported", () => {
  test.each(["text", "hash", "previous"] as const)("of any byte of any %s", (field) => {
    fc.assert(
      fc.property(
        chainAndEvent,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        ({ events, i }, place, by) => {
          const event = events[i];
          const changed = event === undefined ? null : changeByte(event[field], place, by);
          fc.pre(event !== undefined && changed !== null);
          const { breaches } = verifyChain(
            events.with(i, { ...event, [field]: changed }),
            organisation,
          );
          // A hash that is altered shows at its own event and at the one that follows it.
          expect(breaches.map(({ sequence }) => sequence)).toContain(event.sequence);
        },
      ),
    );
  });

  test("of any event but the last, sealed anew in its place", () => {
    fc.assert(
      fc.property(chainAndEvent, body, ({ events, i }, forged) => {
        const [sealed] = sealChain([forged], events.slice(0, i)).slice(i);
        fc.pre(sealed !== undefined && sealed.text !== events[i]?.text);
        const replaced = events.with(i, sealed);
        if (i < events.length - 1) {
          expect(breachesOf(replaced)).toEqual([
            { sequence: i + 2, what: "does not follow the event before it" },
          ]);
        }
        expect(breachesOf(replaced, [headOf(events)])).not.toEqual([]);
      }),
    );
  });

  test("of any number, by any amount", () => {
    const by = fc.integer({ min: -10, max: 1_000_000 }).filter((n) => n !== 0);
    fc.assert(
      fc.property(chainAndEvent, by, ({ events, i }, amount) => {
        const altered = events.map((event, k) =>
          k === i ? { ...event, sequence: event.sequence + amount } : event,
        );
        expect(breachesOf(altered)).not.toEqual([]);
      }),
    );
  });

  test("of U+FFFD to half a surrogate pair, which has the same bytes once it is hashed", () => {
    const events = sealChain([{ action: "torn \ufffd" }]);
    const altered = events.map((event) => ({
      ...event,
      text: event.text.replace("\ufffd", "\ud800"),
    }));
    expect(altered[0]?.text).not.toBe(events[0]?.text);
    expect(breachesOf(altered)).toEqual([{ sequence: 1, what: "its text is not Unicode" }]);
  });

  test("a deletion of any event but the last, which the head tells", () => {
    fc.assert(
      fc.property(chainAndEvent, ({ events, i }) => {
        const left = events.toSpliced(i, 1);
        if (i < events.length - 1) expect(breachesOf(left)).not.toEqual([]);
        expect(breachesOf(left, [headOf(events)])).not.toEqual([]);
      }),
    );
  });

  test("a swap of any two", () => {
    fc.assert(
      fc.property(chainAndEvent, fc.nat(), ({ events, i }, other) => {
        const j = other % events.length;
        const [a, b] = [events[i], events[j]];
        fc.pre(i !== j && a !== undefined && b !== undefined);
        expect(breachesOf(events.with(i, b).with(j, a))).not.toEqual([]);
      }),
    );
  });

  test("a double of any, at any place", () => {
    fc.assert(
      fc.property(chainAndEvent, fc.nat(), ({ events, i }, place) => {
        const event = events[i];
        fc.pre(event !== undefined);
        const at = place % (events.length + 1);
        expect(breachesOf(events.toSpliced(at, 0, event))).not.toEqual([]);
      }),
    );
  });

  test("an insertion before any, sealed to follow what is before it", () => {
    fc.assert(
      fc.property(chainAndEvent, body, ({ events, i }, forged) => {
        const inserted = sealChain([forged], events.slice(0, i));
        expect(breachesOf([...inserted, ...events.slice(i)])).not.toEqual([]);
      }),
    );
  });

  test("an event filed under another subject than its text names", () => {
    fc.assert(
      fc.property(chainAndEvent, words, ({ events, i }, other) => {
        const filed = events.map((event, k) => {
          const { subject } = $AuditBody.parse(JSON.parse(event.text));
          return { ...event, filedUnder: k === i ? `${subject.id}${other}` : subject.id };
        });
        const found = breachesOf(filed);
        expect(found).toEqual(
          other === ""
            ? []
            : [{ sequence: i + 1, what: "is filed under another subject than its text names" }],
        );
      }),
    );
  });
});
