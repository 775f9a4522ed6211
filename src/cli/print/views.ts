import type { ViewList } from "../../app/view/list.ts";
import { agreementWords, sayAgreements, saySample } from "../../domain/view/say-agreement.ts";
import { wrap } from "./text.ts";

/** The sample of a product, and the views that were written, for a terminal. */
export function printViews({ every, counts, waiting, views }: ViewList): string {
  const agreed = sayAgreements(counts);
  return [
    wrap(saySample(every)),
    ...(waiting.length === 0 ? [] : [wrap(`They wait for your view: ${waiting.join(", ")}.`)]),
    ...(agreed === null ? [] : [wrap(`Own views: ${agreed}.`)]),
    ...views.map(({ ref, by, at, text, agreement }) =>
      wrap(
        `${ref}, ${by.name}, ${at.slice(0, 10)}: ${text ?? "(shown once you have written yours)"}${agreement === null ? "" : ` [${agreementWords[agreement.agreement].label.toLowerCase()}]`}`,
        4,
        0,
      ),
    ),
  ].join("\n");
}
