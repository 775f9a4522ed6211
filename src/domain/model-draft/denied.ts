import { isNegated } from "../facet/negation.ts";
import { isLeftOut } from "../facet/read.ts";
import { segmentsOf, type Segment } from "../text/segments.ts";
import type { Span } from "../text/span.ts";
import { ofLastText } from "./of-last-text.ts";

const readSegments = ofLastText(segmentsOf);
const segmentAt = (text: string, at: number): Segment | undefined =>
  readSegments(text).find(({ start, end }) => start <= at && at < end);

/** Whether quoted words stand after a denial, or in a list of what is out of scope. */
export function standsDenied(text: string, { start }: Span): boolean {
  const segment = segmentAt(text, start);
  if (segment === undefined) return false;
  return isLeftOut(text, segment) || isNegated(text, segment.start, start);
}
