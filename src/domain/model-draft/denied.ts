import { isDenied, isNegated } from "../facet/negation.ts";
import { isLeftOut } from "../facet/read.ts";
import { segmentsOf, type Segment } from "../text/segments.ts";
import type { Span } from "../text/span.ts";
import { contentStems, wordsOf } from "../text/words.ts";
import { ofLastText } from "./of-last-text.ts";

type Place = Pick<Span, "start" | "end">;
/** What of a quotation stands in one sentence, bullet or cell. */
type Part<Sentence extends Place = Place> = Place & { readonly sentence: Sentence };

const readSegments = ofLastText(segmentsOf);
const partsOf = (text: string, { start, end }: Place): Part<Segment>[] =>
  readSegments(text)
    .filter((segment) => segment.start < end && start < segment.end)
    .map((sentence) => ({
      sentence,
      start: Math.max(start, sentence.start),
      end: Math.min(end, sentence.end),
    }));

/** Stricter than the reading by rules: what holds under a condition does not lift a denial. */
const isDeniedAt = (text: string, { sentence, start, end }: Part): boolean =>
  isNegated(text, sentence.start, start) || isDenied(text, sentence, start, end);

/** Whether quoted words stand after a denial or before one, or in a list of what is out of scope. */
export const standsDenied = (text: string, span: Span): boolean =>
  partsOf(text, span).some((part) => isLeftOut(text, part.sentence) || isDeniedAt(text, part));

/** The content stems of a text, by whether it says or denies them. */
export type Told = { readonly said: ReadonlySet<string>; readonly denied: ReadonlySet<string> };

/** They deny, and are not themselves what is denied. */
const denyingStems = new Set(contentStems("never without cannot neither none"));

function tell(text: string, parts: readonly Part[]): Told {
  const said = new Set<string>();
  const denied = new Set<string>();
  for (const { sentence, start, end } of parts) {
    const quote = text.slice(start, end);
    const content = new Set(contentStems(quote)).difference(denyingStems);
    for (const word of wordsOf(quote).filter(({ stem }) => content.has(stem))) {
      const part = { sentence, start: start + word.start, end: start + word.end };
      (isDeniedAt(text, part) ? denied : said).add(word.stem);
    }
  }
  return { said, denied };
}

/** What quoted words tell, each word read in its sentence. */
export const toldAt = (text: string, span: Place): Told => tell(text, partsOf(text, span));

/** What one sentence tells that stands by itself. */
export function toldBy(text: string): Told {
  const sentence = { start: 0, end: text.length };
  return tell(text, [{ sentence, ...sentence }]);
}
