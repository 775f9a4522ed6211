import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  eventHash,
  genesisHash,
  sealEvent,
  type AuditEvent,
} from "../../../src/domain/audit/event.ts";
import { $AuditExport } from "../../../src/domain/audit/export-file.ts";
import { verifyChain, type Verification } from "../../../src/domain/audit/verify.ts";
import { makeBody, makeChain, organisation } from "../../support/make-chain.ts";

const holds = ({ breaches }: Verification): boolean => breaches.length === 0;
const verify = (events: readonly AuditEvent[]): Verification => verifyChain(events, organisation);

/** An event of a chain, which must be there. */
function at(events: readonly AuditEvent[], index: number): AuditEvent {
  const event = events[index];
  if (event === undefined) throw new Error(`expected an event ${index}`);
  return event;
}

describe("an event", () => {
  // Hashed apart from this code: printf of prefix, sequence, previous hash and text into sha256sum.
  const text =
    '{"action":"suggestion.accept","actor":{"account":"a-1","kind":"person","name":"Zoë Fenn","registration":"GMC 1234567","role":"cso"},"at":"2026-10-01T09:30:00.000Z","details":{"causes":[1,3],"seen":"abc123"},"organisation":"org-1","product":"p-1","sequence":1,"subject":{"id":"s-1","kind":"suggestion","ref":"S-1"}}';
  const hash = "468eeb0cf8738dff32ba39f297cd5c4e81d3ac6699cc5913a3ba9fb1965a615f";

  test("is sealed in the one format that stored chains have", () => {
    expect(sealEvent(makeBody(), genesisHash)).toEqual({
      sequence: 1,
      previous: "0000000000000000000000000000000000000000000000000000000000000000",
      hash,
      text,
    });
  });

  test("hashes the bytes of the text under a prefix, its number and the hash before it", () => {
    expect(eventHash(1, genesisHash, text)).toBe(hash);
    expect(eventHash(2, genesisHash, text)).not.toBe(hash);
    expect(eventHash(1, `1${genesisHash.slice(1)}`, text)).not.toBe(hash);
    expect(eventHash(1, genesisHash, `${text} `)).not.toBe(hash);
  });

  test.each([
    ["a field that is not known", { ...makeBody(), note: "x" }],
    ["a number below one", makeBody({ sequence: 0 })],
    ["details that are no JSON", makeBody({ details: { when: new Date(0) } as never })],
  ])("is not sealed with %s", (_what, body) => {
    expect(() => sealEvent(body, genesisHash)).toThrow();
  });
});

describe("a chain that holds", () => {
  test("has no breach and tells its head", () => {
    const events = makeChain(4);
    const last = at(events, 3);
    expect(verify(events)).toEqual({
      events: 4,
      head: { sequence: 4, hash: last.hash },
      breaches: [],
    });
  });

  test("may be empty", () => {
    expect(verify([])).toEqual({
      events: 0,
      head: { sequence: 0, hash: genesisHash },
      breaches: [],
    });
  });

  test("may come from a generator", () => {
    function* read(): Generator<AuditEvent> {
      yield* makeChain(3);
    }
    expect(verifyChain(read(), organisation)).toMatchObject({ events: 3, breaches: [] });
  });

  test("still holds once it has been through an export file", () => {
    const events = makeChain(3);
    const file = JSON.stringify({
      format: "hazid-audit-1",
      organisation,
      exportedAt: "2026-10-02T00:00:00.000Z",
      head: { sequence: 3, hash: at(events, 2).hash },
      events,
    });
    const read = $AuditExport.parse(JSON.parse(file));
    expect(verify(read.events)).toEqual(verify(events));
    expect(verifyChain(read.events, organisation, [read.head]).breaches).toEqual([]);
  });
});

describe("what is done to a chain is reported", () => {
  const chain = makeChain(5);
  const index = fc.nat({ max: chain.length - 1 });
  const replace = (i: number, change: Partial<AuditEvent>): AuditEvent[] =>
    chain.map((event, k) => (k === i ? { ...event, ...change } : event));

  test("altering any one byte of any stored text", () => {
    for (const [i, event] of chain.entries()) {
      const bytes = Buffer.from(event.text, "utf8");
      for (let k = 0; k < bytes.length; k += 1) {
        const altered = Buffer.from(bytes);
        altered[k] = (altered[k] ?? 0) ^ 0x01;
        const found = verify(replace(i, { text: altered.toString("utf8") }));
        expect(found.breaches.map(({ sequence }) => sequence)).toContain(event.sequence);
      }
    }
  });

  test("putting any other text in place of a stored one", () => {
    fc.assert(
      fc.property(index, fc.string({ unit: "binary" }), (i, text) => {
        expect(holds(verify(replace(i, { text })))).toBe(false);
      }),
    );
  });

  test("adding or taking any one character", () => {
    fc.assert(
      fc.property(index, fc.nat(), fc.boolean(), (i, place, add) => {
        const { text } = at(chain, i);
        const k = place % text.length;
        const altered = text.slice(0, k) + (add ? " " : "") + text.slice(add ? k : k + 1);
        expect(holds(verify(replace(i, { text: altered })))).toBe(false);
      }),
    );
  });

  test("altering any one digit of a hash, of the hash before it, or a number", () => {
    const other = (hash: string, k: number): string =>
      hash.slice(0, k) + (hash[k] === "0" ? "1" : "0") + hash.slice(k + 1);
    fc.assert(
      fc.property(index, fc.nat({ max: 63 }), fc.integer({ min: 1, max: 9 }), (i, k, by) => {
        const { hash, previous, sequence } = at(chain, i);
        expect(holds(verify(replace(i, { hash: other(hash, k) })))).toBe(false);
        expect(holds(verify(replace(i, { previous: other(previous, k) })))).toBe(false);
        expect(holds(verify(replace(i, { sequence: sequence + by })))).toBe(false);
      }),
    );
  });

  test("deleting any event but the last ones", () => {
    for (let i = 0; i < chain.length - 1; i += 1) {
      expect(holds(verify(chain.toSpliced(i, 1)))).toBe(false);
    }
  });

  test("any other order, whether of some events or all", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(chain, { minLength: 1 }), (events) => {
        const isPrefix = events.every((event, i) => event.sequence === i + 1);
        expect(holds(verify(events))).toBe(isPrefix);
      }),
    );
  });

  test("doubling any event, beside itself or at the end", () => {
    for (const [i, event] of chain.entries()) {
      expect(holds(verify(chain.toSpliced(i, 0, event)))).toBe(false);
      expect(holds(verify([...chain, event]))).toBe(false);
    }
  });

  test("inserting an event, however well it is sealed", () => {
    for (let i = 0; i < chain.length; i += 1) {
      const previous = i === 0 ? genesisHash : at(chain, i - 1).hash;
      const forged = sealEvent(makeBody({ sequence: i + 1, action: "forged" }), previous);
      expect(holds(verify(chain.toSpliced(i, 0, forged)))).toBe(false);
      const replaced = verify(replace(i, forged));
      expect(holds(replaced)).toBe(i === chain.length - 1);
    }
  });

  test("an event of another organisation, though it is sealed and in place", () => {
    const { breaches } = verify(makeChain(2, { organisation: "org-2" }));
    expect(breaches.map(({ what }) => what)).toEqual([
      "belongs to another organisation",
      "belongs to another organisation",
    ]);
  });

  test("a text that is sealed and is no event, or says another number", () => {
    const sealed = (text: string): AuditEvent => ({
      sequence: 1,
      previous: genesisHash,
      hash: eventHash(1, genesisHash, text),
      text,
    });
    expect(verify([sealed("no event")]).breaches).toEqual([
      { sequence: 1, what: "its text is not an audit event" },
    ]);
    expect(verify([sealed(at(makeChain(2), 1).text)]).breaches).toEqual([
      { sequence: 1, what: "its text says that it is event 2" },
    ]);
  });

  test.each([
    ["an altered text", 2, replace(1, { text: "{}" }), "its text is not the text that was hashed"],
    ["a missing event", 3, chain.toSpliced(1, 1), "expected event 2, found 3"],
    ["a missing event", 3, chain.toSpliced(1, 1), "does not follow the event before it"],
  ])("%s at its number, in words", (_name, sequence, events, what) => {
    expect(verify(events).breaches).toContainEqual({ sequence, what });
  });
});

describe("a cut tail", () => {
  const chain = makeChain(5);
  const known = [{ sequence: 5, hash: at(chain, 4).hash }];
  const compare = (events: readonly AuditEvent[], heads = known) =>
    verifyChain(events, organisation, heads).breaches;

  test("does not show in the chain itself", () => {
    for (let length = 0; length < 5; length += 1) {
      expect(verify(chain.slice(0, length)).breaches).toEqual([]);
    }
  });

  test("shows against a head that is known from elsewhere", () => {
    expect(compare(chain.slice(0, 4))).toEqual([
      { sequence: 5, what: "was recorded elsewhere and is missing here" },
    ]);
    expect(compare(chain)).toEqual([]);
  });

  test("and so does a chain that was written anew from some event on", () => {
    const rewritten = chain.slice(0, 3);
    for (const sequence of [4, 5]) {
      const body = makeBody({ sequence, action: "rewritten" });
      rewritten.push(sealEvent(body, rewritten.at(-1)?.hash ?? genesisHash));
    }
    expect(verify(rewritten).breaches).toEqual([]);
    expect(compare(rewritten)).toEqual([
      { sequence: 5, what: "differs from what was recorded elsewhere" },
    ]);
  });

  test("of an empty chain has nothing that could be missing", () => {
    expect(compare([], [{ sequence: 0, hash: genesisHash }])).toEqual([]);
  });
});

describe("an export file", () => {
  const file = {
    format: "hazid-audit-1",
    organisation,
    exportedAt: "2026-10-02T00:00:00.000Z",
    head: { sequence: 0, hash: genesisHash },
    events: [],
  };
  test.each([
    ["another format", { ...file, format: "hazid-audit-2" }],
    ["an unknown field", { ...file, extra: 1 }],
    ["no head", { ...file, head: undefined }],
    ["an event with a field more", { ...file, events: [{ ...makeChain(1)[0], extra: 1 }] }],
  ])("is refused with %s", (_what, broken) => {
    expect($AuditExport.safeParse(file).success).toBe(true);
    expect($AuditExport.safeParse(broken).success).toBe(false);
  });
});
