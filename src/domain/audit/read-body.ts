import { canonicalText } from "../hash/canonical.ts";
import { $AuditBody } from "./event.ts";
import { endsPlainJson } from "./plain-json.ts";

/** What a chain needs of an event's text. */
export type BodyFacts = {
  readonly organisation: string;
  readonly sequence: number;
  readonly subject: string;
};
export type ReadBody = { readonly facts: BodyFacts } | { readonly fault: string };

/**
 * Reads the text of an event: the canonical text of an audit body, and no other way to write the
 * same values, so that no two readers can take it differently (a doubled key, say).
 */
export function readBody(text: string): ReadBody {
  const facts = readPlainBody(text);
  return facts === null ? parseBody(text) : { facts };
}

/** The whole rule. */
export function parseBody(text: string): ReadBody {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { fault: "its text is not an audit event" };
  }
  const parsed = $AuditBody.safeParse(raw);
  if (!parsed.success) return { fault: "its text is not an audit event" };
  const { organisation, sequence, subject } = parsed.data;
  return isCanonical(text, parsed.data)
    ? { facts: { organisation, sequence, subject: subject.id } }
    : { fault: "its text is not in the one form in which events are written" };
}

function isCanonical(text: string, value: unknown): boolean {
  try {
    return canonicalText(value) === text;
  } catch {
    // Half a surrogate pair has no canonical text (RFC 8785 §3.2.2.2).
    return false;
  }
}

const string = String.raw`"[^"\\\u0000-\u001f]*"`;
const captured = String.raw`"([^"\\\u0000-\u001f]*)"`;
const nullable = `(?:null|${string})`;
/** An audit body in canonical order, before and after its details, while no text needs an escape. */
const beforeDetails = new RegExp(
  String.raw`\{"action":${string},"actor":\{"account":${nullable},"kind":"(?:person|unnamed|operator|anonymous|system)",` +
    String.raw`"name":${nullable},"registration":${nullable},"role":${nullable}(?:,"token":${string})?\},` +
    String.raw`"at":${string},"details":(?=\{)`,
  "uy",
);
const afterDetails = new RegExp(
  String.raw`,"organisation":${captured},"product":${nullable},"sequence":([1-9][0-9]{0,14}),` +
    String.raw`"subject":\{"id":${captured},"kind":${string},"ref":${nullable}\}\}`,
  "uy",
);

/**
 * The same for nearly every event, several times as fast; null says nothing but “ask parseBody”.
 * The text may stand in another, from `start` up to `end`: V8 reads a part more slowly than a whole.
 */
export function readPlainBody(text: string, start = 0, end = text.length): BodyFacts | null {
  if (!text.isWellFormed()) return null;
  beforeDetails.lastIndex = start;
  if (!beforeDetails.test(text)) return null;
  const detailsEnd = endsPlainJson(text, beforeDetails.lastIndex);
  if (detailsEnd === null) return null;
  afterDetails.lastIndex = detailsEnd;
  const [, organisation, sequence, subject] = afterDetails.exec(text) ?? [];
  if (organisation === undefined || subject === undefined) return null;
  if (afterDetails.lastIndex !== end) return null;
  return { organisation, sequence: Number(sequence), subject };
}
