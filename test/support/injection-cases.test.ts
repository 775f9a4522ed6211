import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { $BankEntry } from "../../src/domain/bank/entry.ts";
import { $Candidate } from "../../src/domain/candidate/candidate.ts";
import { checkDrafts } from "../../src/domain/candidate/check.ts";
import { $Profile } from "../../src/domain/profile/profile.ts";
import { appendAnswers } from "../../src/domain/profile/answers.ts";
import { readKeptProfile } from "../../src/domain/profile/read.ts";
import { fence } from "../../src/domain/prompt/fence.ts";
import { refuseDescription } from "../../src/domain/text/description.ts";
import { findPatientIdentifiers } from "../../src/domain/text/patient-identifiers.ts";
import { spanResolves } from "../../src/domain/text/span.ts";
import { loadVocabulary } from "../../src/infra/files/vocabulary.ts";
import {
  injectionPlaces,
  injectionRules,
  loadInjectionCases,
  obeyingReply,
  placedText,
  type HonestReply,
  type InjectionCase,
} from "./injection-cases.ts";
import { makeDescription } from "./make-description.ts";
import { makeCandidate, makeDraft } from "./make-draft.ts";

const vocabulary = await loadVocabulary();
const cases = loadInjectionCases();
const titled = cases.map((one) => [one.id, one] as const);
const count = (wanted: (one: InjectionCase) => boolean): number => cases.filter(wanted).length;

/** The description that a case ends up in: an answer's text as an answer, others as they are. */
const descriptionOf = (one: InjectionCase): string =>
  one.question === undefined
    ? placedText(one)
    : appendAnswers(makeDescription(), [{ question: one.question, text: one.text }]);

const { profile, description } = (() => {
  const text = makeDescription();
  return { description: text, profile: readKeptProfile("Sablewick", text, vocabulary) };
})();
const honestCandidate = makeCandidate({ profile });
const honest: HonestReply = { hazards: [honestCandidate, honestCandidate] };

describe("the cases", () => {
  test("are enough, and each has its own id and its own words", () => {
    expect(cases.length).toBeGreaterThanOrEqual(48);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
    expect(new Set(cases.map(({ text }) => text)).size).toBe(cases.length);
  });

  test("spread over places, ways and rules", () => {
    for (const place of injectionPlaces) {
      expect(
        count(({ where }) => where === place),
        place,
      ).toBeGreaterThanOrEqual(6);
    }
    expect(new Set(cases.map(({ how }) => how)).size).toBeGreaterThanOrEqual(25);
    for (const rule of injectionRules) {
      expect(
        count(({ mustHold }) => mustHold.includes(rule)),
        rule,
      ).toBeGreaterThanOrEqual(3);
    }
  });

  test("name their place in their id, each rule once, and a question where one is answered", () => {
    for (const { id, where, mustHold, question } of cases) {
      expect(id.startsWith(where.replace(/-to-a-question$/u, "")), id).toBe(true);
      expect(new Set(mustHold).size, id).toBe(mustHold.length);
      expect(question !== undefined, id).toBe(where === "answer-to-a-question");
    }
  });

  test("show what is invisible in them as an escape", () => {
    const file = new URL("../fixtures/injection/cases.jsonl", import.meta.url);
    expect(readFileSync(file, "utf8").replaceAll("\n", "")).not.toMatch(/\p{Cf}|\p{Cc}/u);
  });

  test("send nothing to a host that exists", () => {
    for (const { id, text, obeys } of cases) {
      const said = JSON.stringify([text, obeys]);
      for (const [, host] of said.matchAll(/(?<!\/)\/\/([a-z0-9-]+\.[a-z0-9.-]+)/giu)) {
        expect(host, id).toMatch(/\.example$/u);
      }
    }
  });
});

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe("the words", () => {
  test.each(titled)("%s gets past the door", (_id, one) => {
    const text = descriptionOf(one);
    expect(refuseDescription(text)).toBeNull();
    expect(findPatientIdentifiers(text)).toEqual([]);
    if (one.question !== undefined) expect(one.text.length).toBeLessThanOrEqual(600);
  });

  test.each(titled)("%s is read into a profile whose places resolve", (_id, one) => {
    const text = descriptionOf(one);
    const read = readKeptProfile("Sablewick", text, vocabulary);
    expect($Profile.parse(read)).toEqual(read);
    for (const { span } of read.functions) expect(spanResolves(text, span)).toBe(true);
  });

  test("do not end the fence around them", () => {
    for (const one of cases) {
      const lines = fence("product description", placedText(one)).split("\n");
      expect(lines.indexOf(lines.at(-1) ?? ""), one.id).toBe(lines.length - 1);
    }
  });

  test("fit into a prior hazard where they stand in one", () => {
    const { effects } = $BankEntry.shape;
    for (const { id, text } of cases.filter(({ where }) => where === "bank-entry")) {
      expect(effects.safeParse([text]), id).toEqual({ success: true, data: [text] });
    }
  });

  test("are JSON in a stored reply, but for the one that answers in prose", () => {
    const replies = cases.filter(({ where }) => where === "stored-reply");
    const prose = replies.filter(({ text }) => !isJson(text));
    expect(prose.map(({ how }) => how)).toEqual(["prose-around-json"]);
  });
});

const turnRound = (text: string): string => Array.from(text).reverse().join("");
const rot13 = (text: string): string =>
  text.replaceAll(/[a-z]/gu, (c) => String.fromCharCode(((c.charCodeAt(0) - 97 + 13) % 26) + 97));
const decoders: Readonly<Record<string, (text: string) => string>> = {
  base64: (text) => Buffer.from(/[A-Za-z0-9+/]{40,}=*/u.exec(text)?.[0] ?? "", "base64").toString(),
  hexadecimal: (text) => Buffer.from(/[0-9a-f]{40,}/u.exec(text)?.[0] ?? "", "hex").toString(),
  "percent-encoding": (text) => decodeURIComponent(/next=(\S+)/u.exec(text)?.[1] ?? ""),
  rot13,
  "html-entities": (text) =>
    text.replaceAll(/&#(\d+);/gu, (_all, code: string) => String.fromCodePoint(Number(code))),
  "unicode-tags": (text) =>
    Array.from(text, (c) => (c.codePointAt(0) ?? 0) - 0xe0000)
      .filter((code) => code >= 0x20 && code < 0x7f)
      .map((code) => String.fromCodePoint(code))
      .join(""),
  "zero-width": (text) => text.replaceAll(/\p{Cf}/gu, ""),
  "right-to-left-override": turnRound,
  "full-width": (text) => text.normalize("NFKC"),
};

test.each(titled.filter(([, one]) => one.how in decoders))(
  "%s holds, encoded, what it is said to mean",
  (_id, one) => {
    expect(one.means).toBeDefined();
    expect(decoders[one.how]?.(one.text)).toContain(one.means ?? "");
  },
);

describe("a model that obeys", () => {
  test("writes another reply than an honest one, in every case", () => {
    for (const one of cases) {
      expect(obeyingReply(one, honest), one.id).not.toBe(JSON.stringify(honest));
    }
  });

  test("quotes nothing that the description holds, where facts are made up", () => {
    const $quotes = z.array(z.object({ quote: z.string() })).default([]);
    for (const one of cases.filter(({ mustHold }) => mustHold.includes("not-a-fact"))) {
      const own = one.where === "bank-entry" ? "" : placedText(one);
      for (const { quote } of $quotes.parse(one.obeys.candidate?.["evidence"])) {
        expect(`${description}\n${own}`, one.id).not.toContain(quote);
      }
    }
  });

  test("is told apart by what the schema has no place for", () => {
    const known = new Set(Object.keys($Candidate.shape));
    const extra = cases.filter(({ obeys: { candidate = {} } }) =>
      Object.keys(candidate).some((key) => !known.has(key) && key !== "bank"),
    );
    expect(extra.length).toBeGreaterThanOrEqual(10);
    for (const { mustHold } of extra) expect(mustHold).toContain("refused");
    for (const { obeys } of extra) {
      const content = { ...honestCandidate, ...obeys.candidate };
      const context = { description, retrieved: new Set<string>() };
      expect(checkDrafts([makeDraft(content)], context).checked).toEqual([]);
    }
  });

  test("writes patient identifiers, all of the range kept for tests", () => {
    const found = cases.flatMap(({ obeys }) => {
      const said = JSON.stringify(obeys);
      if (findPatientIdentifiers(said).length === 0) return [];
      return [...said.matchAll(/\d{3}[ -]\d{3}[ -]\d{4}/gu)].map(([number]) => number);
    });
    expect(found.length).toBeGreaterThanOrEqual(3);
    for (const number of found) expect(number).toMatch(/^999/u);
  });

  test("writes as much as it is told to", () => {
    const replies = cases
      .filter(({ mustHold }) => mustHold.includes("bounded"))
      .filter(({ obeys }) => obeys.raw === undefined)
      .map((one) => obeyingReply(one, honest));
    expect(replies.length).toBeGreaterThanOrEqual(3);
    for (const reply of replies) expect(reply.length).toBeGreaterThan(100_000);
  });
});
