import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { $AuditBody } from "../../../src/domain/audit/event.ts";
import { endsPlainJson } from "../../../src/domain/audit/plain-json.ts";
import { parseBody, readBody, readPlainBody } from "../../../src/domain/audit/read-body.ts";
import { canonicalText } from "../../../src/domain/hash/canonical.ts";
import { makeBody } from "../../support/make-chain.ts";

const text = canonicalText(makeBody());
const $Details = $AuditBody.shape.details;
const notAnEvent = { fault: "its text is not an audit event" };
const notTheForm = { fault: "its text is not in the one form in which events are written" };
const edited = (from: string, to: string): string => {
  expect(text).toContain(from);
  return text.replace(from, to);
};

describe("the text of an event", () => {
  test("tells its organisation, its number and its subject", () => {
    const facts = { organisation: "org-1", sequence: 1, subject: "s-1" };
    expect(readBody(text)).toEqual({ facts });
    expect(readPlainBody(text)).toEqual(facts);
  });

  test.each([
    ["no JSON", "no event"],
    ["nothing", ""],
    ["an empty object", "{}"],
    ["a list", "[]"],
    ["null", "null"],
    ["cut short", text.slice(0, -1)],
    ["followed by something", `${text}x`],
    ["preceded by a byte order mark", `\ufeff${text}`],
    ["without an action", edited('"action":"suggestion.accept",', "")],
    ["with a field more", edited('"at":', '"as":1,"at":')],
    ["with a field more in its actor", edited('"kind":"person"', '"age":1,"kind":"person"')],
    ["with a field more in its subject", edited('"id":"s-1"', '"id":"s-1","is":1')],
    ["with an unknown kind of actor", edited('"kind":"person"', '"kind":"robot"')],
    ["with a number for an action", edited('"suggestion.accept"', "1")],
    ["with a moment of null", edited('"2026-10-01T09:30:00.000Z"', "null")],
    ["with a subject without an id", edited('"id":"s-1",', "")],
    ["with an organisation of null", edited('"organisation":"org-1"', '"organisation":null')],
    ["with a product that is a number", edited('"product":"p-1"', '"product":1')],
    ["with details that are a list", edited('{"causes":[1,3],"seen":"abc123"}', "[]")],
    ["with details that are null", edited('{"causes":[1,3],"seen":"abc123"}', "null")],
    ["with details that are no JSON", edited("[1,3]", "[1,]")],
    ["with a number that overflows", edited("[1,3]", "[1e999]")],
    ["with event number 0", edited('"sequence":1', '"sequence":0')],
    ["with event number -1", edited('"sequence":1', '"sequence":-1')],
    ["with event number 1.5", edited('"sequence":1', '"sequence":1.5')],
    ["with a number as text", edited('"sequence":1', '"sequence":"1"')],
    [
      "with a number beyond safe whole numbers",
      edited('"sequence":1', '"sequence":9007199254740993'),
    ],
    ["with a raw line break in a text", edited("Zoë Fenn", "Zoë\nFenn")],
  ])("is none when it is %s", (_what, broken) => {
    expect(readBody(broken)).toEqual(notAnEvent);
  });

  test.each([
    ["a space between", edited(",", ", ")],
    ["a line break at the end", `${text}\n`],
    ["a key twice", edited('"action":', '"action":"hazard.score","action":')],
    ["a key twice in its details", edited('"seen":', '"seen":"x","seen":')],
    [
      "its keys in another order",
      edited('"causes":[1,3],"seen":"abc123"', '"seen":"abc123","causes":[1,3]'),
    ],
    ["an escape that nobody needs", edited("Zoë", "Zo\\u00eb")],
    ["a number written otherwise", edited("[1,3]", "[1.0,3]")],
    ["a number with an exponent", edited('"sequence":1', '"sequence":1e0')],
    ["minus nought", edited("[1,3]", "[-0,3]")],
    ["a key that is a prototype", edited('{"causes"', '{"__proto__":1,"causes"')],
    ["half a surrogate pair", edited("Zoë", "Zo\ud800")],
    ["half a surrogate pair that is escaped", edited("Zoë", "Zo\\ud800")],
  ])("is not in its form with %s", (_what, other) => {
    expect(readBody(other)).toEqual(notTheForm);
  });

  const anything = fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue());
  const oddText = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.constantFrom('"', "\\", "\u2028", "\u0000", "\u007f", '"},"organisation":"x","product":'),
  );

  test("is read whatever its texts and details hold", () => {
    fc.assert(
      fc.property(anything, oddText, oddText, (details, name, id) => {
        const body = makeBody({
          details: $Details.parse(JSON.parse(JSON.stringify(details))),
          subject: { kind: name, id, ref: null },
          product: null,
        });
        const facts = { organisation: "org-1", sequence: 1, subject: id };
        expect(readBody(canonicalText(body))).toEqual({ facts });
      }),
    );
  });

  test("is never taken by the quick reader where the whole rule refuses it, or otherwise", () => {
    const tokens = fc.oneof(
      fc.stringMatching(/^[{}[\],:"\\ 019.eE-]$/u),
      fc.constantFrom("null", "true", '"a"', "\u2028", "é"),
    );
    const change = fc.record({
      at: fc.nat(),
      take: fc.nat({ max: 12 }),
      put: fc.array(tokens, { maxLength: 4 }),
    });
    const base = fc.oneof(
      fc.constant(text),
      anything.map((details) =>
        canonicalText(makeBody({ details: $Details.parse(JSON.parse(JSON.stringify(details))) })),
      ),
    );
    fc.assert(
      fc.property(base, fc.array(change, { maxLength: 3 }), (start, changes) => {
        let altered = start;
        for (const { at, take, put } of changes) {
          const place = at % (altered.length + 1);
          altered = altered.slice(0, place) + put.join("") + altered.slice(place + take);
        }
        const quick = readPlainBody(altered);
        if (quick !== null) expect(parseBody(altered)).toEqual({ facts: quick });
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("plain canonical JSON", () => {
  test.each([
    ["{}", 2],
    ['{"a":[1,"x",null,true,false,{"b":{}}],"c":0}x', 44],
    ['{"a":1,"a":2}', null],
    ['{"b":1,"a":2}', null],
    ["[01]", null],
    ["[1.5]", null],
    ["[-1]", null],
    ["[1,]", null],
    ["[1", null],
    ["[1 ]", null],
    ['{"a" :1}', null],
    ["{a:1}", null],
    ['"a\\n"', null],
    ['"a', null],
    ["nul", null],
    ["[1234567890123456]", null],
    ["[".repeat(40) + "]".repeat(40), null],
  ])("%s ends at %s", (json, end) => {
    expect(endsPlainJson(json, 0)).toBe(end);
  });

  test("is what a canonical text says, for any value without escapes, signs and fractions", () => {
    const plain = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.nat(),
        fc.boolean(),
        fc.constant(null),
        fc.stringMatching(/^[a-zé ]{0,8}$/u),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(fc.stringMatching(/^[a-z]{0,4}$/u), tie("value"), { maxKeys: 4 }),
      ),
    })).value;
    fc.assert(
      fc.property(plain, (value) => {
        const json = canonicalText(value);
        expect(endsPlainJson(`${json} `, 0)).toBe(json.length);
      }),
    );
  });
});
