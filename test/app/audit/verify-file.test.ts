import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  readKnownHead,
  verifyFile,
  type VerifiedFile,
} from "../../../src/app/audit/verify-file.ts";
import { AppError } from "../../../src/app/errors.ts";
import type { AuditEvent } from "../../../src/domain/audit/event.ts";
import { toExportLines, type AuditExport } from "../../../src/domain/audit/export-file.ts";
import { genesis } from "../../../src/domain/audit/verify.ts";
import { makeChain, organisation } from "../../support/make-chain.ts";
import { refusalOf } from "../../support/record.ts";

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const fileOf = (content: string | Uint8Array, size = 7) => ({
  name: "audit.export",
  pieces: inPieces(typeof content === "string" ? new TextEncoder().encode(content) : content, size),
});
const exportOf = (events: AuditEvent[]): AuditExport => ({
  format: "hazid-audit-1",
  organisation,
  exportedAt: "2026-10-02T00:00:00.000Z",
  head: events.at(-1) === undefined ? genesis : headOf(events),
  events,
});
const headOf = (events: readonly AuditEvent[]) => {
  const { sequence, hash } = events.at(-1) ?? genesis;
  return { sequence, hash };
};

const forms: [string, (exported: AuditExport) => string][] = [
  ["one JSON object, indented", (exported) => `${JSON.stringify(exported, null, 2)}\n`],
  ["one JSON object", (exported) => JSON.stringify(exported)],
  ["lines", (exported) => [...toExportLines(exported)].join("")],
];
const holds = ({ breaches, remarks }: VerifiedFile): boolean =>
  breaches.length + remarks.length === 0;

describe.each(forms)("an export as %s", (_form, write) => {
  const events = makeChain(5);

  test("holds, however its bytes come", async () => {
    for (const size of [1, 7, 64, 1_000_000]) {
      expect(await verifyFile(fileOf(write(exportOf(events)), size))).toEqual({
        events: 5,
        head: headOf(events),
        breaches: [],
        remarks: [],
      });
    }
  });

  test("may be of an empty chain", async () => {
    expect(await verifyFile(fileOf(write(exportOf([]))))).toMatchObject({
      events: 0,
      breaches: [],
    });
  });

  test("is held against its own head, and ends there", async () => {
    const short = { ...exportOf(events), events: events.slice(0, 4) };
    expect((await verifyFile(fileOf(write(short)))).breaches).toEqual([
      { sequence: 5, what: "was recorded elsewhere and is missing here" },
    ]);
    const long = { ...exportOf(events), head: headOf(events.slice(0, 4)) };
    expect((await verifyFile(fileOf(write(long)))).remarks).toEqual([
      "Event 5 comes after event 4, the head that the file names.",
    ]);
  });

  test("is held against several heads, and the organisation that each is of", async () => {
    const known = (file: string, of: string | null, sequence: number) => ({
      file,
      organisation: of,
      head: { sequence, hash: events[sequence - 1]?.hash ?? "f".repeat(64) },
    });
    const found = await verifyFile(fileOf(write(exportOf(events))), [
      known("one.json", organisation, 2),
      known("log.json", null, 4),
      known("other.json", "org-2", 9),
    ]);
    expect(found.breaches).toEqual([
      { sequence: 9, what: "was recorded elsewhere and is missing here" },
    ]);
    expect(found.remarks).toEqual([
      "audit.export is of organisation org-1, and other.json of org-2.",
    ]);
  });

  test("tells its head and organisation to be held against", async () => {
    expect(await readKnownHead(fileOf(write(exportOf(events))))).toEqual({
      head: headOf(events),
      organisation,
      file: "audit.export",
    });
  });

  test("says so when it is cut anywhere", async () => {
    const whole = write(exportOf(events)).trimEnd();
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: whole.length - 1 }), async (length) => {
        const found = await verifyFile(fileOf(whole.slice(0, length))).catch(
          (error: unknown) => error,
        );
        if (found instanceof AppError) expect(found.code).toBe("invalid-input");
        else expect(found).not.toMatchObject({ breaches: [], remarks: [] });
      }),
    );
  });

  test("holds bytes that are not UTF-8 for no text, though U+FFFD may stand in their place", async () => {
    const torn = makeChain(2, { action: "torn \ufffd" });
    const text = write(exportOf(torn));
    const bytes = Buffer.from(text, "utf8");
    const place = bytes.indexOf("\ufffd");
    const altered = Buffer.concat([
      bytes.subarray(0, place),
      Buffer.from([0xff]),
      bytes.subarray(place + 3),
    ]);
    expect(altered.toString("utf8")).toBe(text);
    const refusal = await refusalOf(verifyFile(fileOf(altered)));
    expect(refusal.message).toMatch(/^Expected UTF-8 text; audit\.export is none/u);
  });
});

describe("an export as lines", () => {
  const events = makeChain(3);
  const lines = [...toExportLines(exportOf(events))];
  const [header = "", first = ""] = lines;
  const content = lines.join("");

  test("holds the text that was hashed, byte for byte and without escapes", () => {
    expect(first).toBe(
      `{"sequence":1,"previous":"${"0".repeat(64)}","hash":"${events[0]?.hash ?? ""}","event":${events[0]?.text ?? ""}}\n`,
    );
    expect(JSON.parse(first)).toMatchObject({ event: { action: "suggestion.accept" } });
  });

  test("can tell of a chain that does not hold", async () => {
    const broken = events.with(1, { sequence: 2, previous: "x", hash: "y", text: "no\nevent" });
    const sealed = events.with(1, { ...(events[1] ?? broken[0] ?? never()), text: "no\nevent" });
    expect(
      (await verifyFile(fileOf([...toExportLines(exportOf(broken))].join("")))).remarks,
    ).toEqual(["Line 3 is not an event as an export writes it."]);
    expect(
      (await verifyFile(fileOf([...toExportLines(exportOf(sealed))].join("")))).breaches,
    ).toEqual([
      { sequence: 2, what: "its text is not the text that was hashed" },
      { sequence: 2, what: "its text is not an audit event" },
    ]);
  });

  test("does not hold with any byte of any event changed", async () => {
    const bytes = new TextEncoder().encode(content);
    const start = new TextEncoder().encode(header).length;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: start, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (place, by) => {
          const altered = bytes.with(place, ((bytes[place] ?? 0) + by) % 256);
          const found = await verifyFile(fileOf(altered, 512)).catch((error: unknown) => error);
          if (found instanceof AppError) expect(found.message).toMatch(/UTF-8.* in line [234]\./u);
          else expect(found).not.toMatchObject({ breaches: [], remarks: [] });
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ["that is empty", "\n", 2],
    ["with a key twice", first.replace('"hash":', `"hash":"${"0".repeat(64)}","hash":`), 2],
    ["with a key more", first.replace('"hash":', '"note":1,"hash":'), 2],
    ["with a space", first.replace(",", ", "), 2],
    ["with a carriage return", first.replace("\n", "\r\n"), 2],
    ["with half a text", `${first.slice(0, -20)}\n`, 2],
    ["with a text that is a number", first.replace(/"event":.*/u, '"text":12}'), 2],
    [
      "with a hash in capitals",
      first.replace(/"hash":"[0-9a-f]{64}"/u, (hash) => hash.toUpperCase()),
      2,
    ],
  ])("names the line %s", async (_what, line, number) => {
    const found = await verifyFile(fileOf(`${header}${line}${lines.slice(2).join("")}`));
    expect(holds(found)).toBe(false);
    if (found.remarks.length > 0) {
      expect(found.remarks).toEqual([`Line ${number} is not an event as an export writes it.`]);
    } else expect(found.breaches[0]?.sequence).toBe(1);
  });
});

const never = (): never => {
  throw new Error("expected an event");
};

describe("a file that is no export is refused with the place", () => {
  const events = makeChain(2);
  const v1 = exportOf(events);
  test.each([
    ["nothing", "", "is none: Unexpected end of JSON input"],
    ["text", "Dear all", "is none: Unexpected token 'D'"],
    ["JSON that is cut", JSON.stringify(v1, null, 2).slice(0, -30), "is none: "],
    ["another object", "{}", 'is none: at format, Invalid input: expected "hazid-audit-1"'],
    ["null", "null", "is none: Invalid input: expected object"],
    ["another format", JSON.stringify({ ...v1, format: "hazid-audit-9" }), "at format,"],
    [
      "a hash that is a number",
      JSON.stringify({ ...v1, events: [events[0], { ...events[1], hash: 1 }] }),
      "at events.1.hash, Invalid input: expected string",
    ],
    [
      "a field more",
      JSON.stringify({ ...v1, events: [{ ...events[0], extra: 1 }] }),
      "at events.0, Unrecognized key",
    ],
    ["a header of lines that is cut", '{"format":"hazid-audit-2","organ', "is none: "],
    [
      "a header of lines without a head",
      '{"format":"hazid-audit-2","organisation":"o","exportedAt":""}\n',
      "in line 1, at head,",
    ],
  ])("%s", async (_what, content, says) => {
    const refusal = await refusalOf(verifyFile(fileOf(content)));
    expect(refusal.code).toBe("invalid-input");
    expect(refusal.message).toContain(
      "Expected a file that “hazid audit export” wrote; audit.export",
    );
    expect(refusal.message).toContain(says);
    expect(refusal.message).not.toContain("\n");
  });

  test("and so is one that names no head to be held against", async () => {
    const log = { format: "hazid-log-1", head: { sequence: 3, hash: "ab" }, hazards: [] };
    expect(await readKnownHead(fileOf(JSON.stringify(log)))).toMatchObject({
      head: { sequence: 3, hash: "ab" },
      organisation: null,
    });
    const refusal = await refusalOf(readKnownHead(fileOf('{"format":"hazid-log-1"}')));
    expect(refusal.message).toMatch(
      /^Expected an audit export, or a hazard log exported as JSON; audit\.export is none: at head,/u,
    );
  });
});
