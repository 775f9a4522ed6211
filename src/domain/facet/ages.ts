import type { Segment } from "../text/segments.ts";
import { denialOf } from "./negation.ts";

/** From this age on, patients of a service for adults are seen there. */
const adultAge = 16;
const years = "(?:\\s*(?:years?|yrs?)(?: of age| old)?)";
const above = "\\s*(?:(?:and|or)\\s+(?:over|above|older|up(?:wards)?)\\b|\\+|plus\\b|upwards?\\b)";
const people = "(?:patients|people|adults?|those|everyone|users|women|men|residents)";
/** The lowest age that it is for: “aged 16 and over”, “over 18s”, “18+”. */
const lowest = new RegExp(
  [
    `\\bage[ds]?\\s+(?:of\\s+)?(\\d{1,2})${years}?${above}`,
    `\\b(?:aged|ages?)\\s+(?:over|from)\\s+(\\d{1,2})\\b`,
    `\\b(\\d{1,2})${years}${above}`,
    `\\b${people}\\s+(?:of\\s+)?(?:over\\s+)?(\\d{1,2})${above}`,
    `\\b(?:over[- ](?=\\d{1,2}s\\b)|${people}\\s+over\\s+(?:the age of\\s+)?|over the age of\\s+)(\\d{1,2})s?\\b`,
    `\\b(1[68])\\s?\\+(?=\\s+(?:years|patients|people|adults|only)\\b|(?!\\s*[a-z]))`,
  ].join("|"),
  "giu",
);
/** Adults as those whom it is for, and not in the name of a service, a duty or a form. */
const adults =
  /(?:^|\b(?:for|in|of|to|from|by|with|on|only)\s+(?:all\s+)?)adults\b(?!['’]|\s+(?:at risk|social|safeguarding))|\badults\b[^.;\n]{0,20}?\bonly\b|\badults\s+(?:with|who|aged|living|receiving|undergoing)\b|\badult\s+(?:only\b|(?:in-?|out-?)?patients?\b|wards?\b|critical care|intensive care|population)/giu;

type OfAge = { readonly start: number; readonly end: number; readonly isForChildren: boolean };

/**
 * What a line says of children by an age or by naming adults: that it is for them, or is not. A product
 * for adults may be for people who are pregnant, of whom an age says nothing.
 */
export function readAges(text: string, segment: Segment): OfAge[] {
  const said = text.slice(segment.start, segment.end);
  const toPlace = (match: RegExpExecArray, isForChildren: boolean): OfAge => {
    const start = segment.start + match.index;
    return { start, end: start + match[0].length, isForChildren };
  };
  const isChild = (match: RegExpExecArray): boolean =>
    Number(match.slice(1).find(Boolean)) < adultAge;
  return [
    ...[...said.matchAll(lowest)].map((match) => toPlace(match, isChild(match))),
    ...[...said.matchAll(adults)].map((match) => toPlace(match, false)),
    // “Not for adults” tells nothing of children but that they are not meant by it.
  ].filter(({ start, end }) => denialOf(text, segment, start, end) === null);
}
