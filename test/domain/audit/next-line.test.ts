import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  eventHash,
  sealEvent,
  type AuditBody,
  type AuditEvent,
} from "../../../src/domain/audit/event.ts";
import { readEventLine, toExportLines } from "../../../src/domain/audit/export-file.ts";
import { readNextLine } from "../../../src/domain/audit/next-line.ts";
import { createChainVerifier, genesis } from "../../../src/domain/audit/verify.ts";
import { makeBody, makeChain, organisation } from "../../support/make-chain.ts";

function makeTwo(): [AuditEvent, AuditEvent] {
  const [one, two] = makeChain(2);
  if (one === undefined || two === undefined) throw new Error("expected two events");
  return [one, two];
}
const [first, second] = makeTwo();
const lineOf = (event: AuditEvent): string => {
  const exported = {
    format: "hazid-audit-1",
    organisation,
    exportedAt: "",
    head: genesis,
  } as const;
  const [, line = ""] = toExportLines({ ...exported, events: [event] });
  return line.trimEnd();
};
const next = lineOf(second);
const sealed = (body: Partial<AuditBody>): string =>
  lineOf(sealEvent(makeBody({ sequence: 2, ...body }), first.hash));

function misnumbered(): string {
  const event = sealEvent(makeBody({ sequence: 3 }), first.hash);
  return lineOf({ ...event, sequence: 2, hash: eventHash(2, first.hash, event.text) });
}

describe("the line that follows a head", () => {
  test("gives the hash of its event", () => {
    expect(readNextLine(lineOf(first), genesis, organisation)).toBe(first.hash);
    expect(readNextLine(next, first, organisation)).toBe(second.hash);
  });

  test.each(["person", "unnamed", "operator", "anonymous", "system"] as const)(
    "may be of an actor who is %s, with a token or without",
    (kind) => {
      const { actor } = makeBody();
      for (const token of [{}, { token: "t-1" }]) {
        const line = sealed({ actor: { ...actor, kind, ...token } });
        expect(readNextLine(line, first, organisation)).toBe(readEventLine(line)?.hash);
      }
    },
  );

  test.each([
    ["that is empty", ""],
    ["of an event that was before", lineOf(first)],
    ["of another organisation, well sealed", sealed({ organisation: "org-2" })],
    ["whose text names another number, well sealed", misnumbered()],
    ["that goes on", `${next} `],
    ["that ends otherwise", `${next.slice(0, -1)}]`],
    ["that is cut", next.slice(0, -1)],
    ["with its text as a string", next.replace('"event"', '"text"')],
    ["with a hash in capitals", next.replace(second.hash, second.hash.toUpperCase())],
    ["with a text that needs escapes", sealed({ action: 'say "no"' })],
  ])("is no line %s", (_what, line) => {
    expect(readNextLine(line, first, organisation)).toBeNull();
  });

  test("is never taken where the whole rule finds anything to say", () => {
    const change = fc.record({
      at: fc.nat({ max: next.length }),
      take: fc.nat({ max: 3 }),
      put: fc.oneof(fc.constant(""), fc.string({ maxLength: 2 }), fc.constantFrom('"', "}", ",")),
    });
    const altered = change.map(
      ({ at, take, put }) => next.slice(0, at) + put + next.slice(at + take),
    );
    // Sealed anew, so that only the form of the text is at fault.
    const resealed = change.map(({ at, take, put }) => {
      const text = second.text.slice(0, at) + put + second.text.slice(at + take);
      const event = sealEvent(makeBody({ sequence: 2 }), first.hash);
      return lineOf({ ...event, text, hash: eventHash(2, first.hash, text) }).replace(
        /"text":.*$/su,
        `"event":${text}}`,
      );
    });
    fc.assert(
      fc.property(fc.oneof(altered, resealed), (line) => {
        const quick = readNextLine(line, first, organisation);
        if (quick === null) return;
        const event = readEventLine(line);
        const verifier = createChainVerifier(organisation);
        verifier.add(first);
        if (event !== null) verifier.add(event);
        expect(verifier.end()).toEqual({
          events: 2,
          head: { sequence: 2, hash: quick },
          breaches: [],
        });
      }),
      { numRuns: 2_000 },
    );
  });
});
