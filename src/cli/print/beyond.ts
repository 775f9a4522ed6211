import type { DraftMarks } from "../../app/records.ts";
import type { Beyond } from "../../app/run/beyond.ts";
import { count, wrap } from "./text.ts";

/** `close · untailored · 2 assumptions`; empty where there is nothing to say. */
export const sayDraftMarks = ({ nearness, untailored, assumptions }: DraftMarks): string =>
  [
    ...(nearness === null ? [] : [nearness]),
    ...(untailored ? ["untailored"] : []),
    ...(assumptions === 0 ? [] : [count(assumptions, "assumption")]),
  ].join(" · ");

/** A candidate that the limit of a run left out, by title, place and nearness. */
export function printBeyond(one: Beyond): string {
  const marks = sayDraftMarks(one);
  return wrap(`${one.title} (${one.cell}${marks === "" ? "" : ` · ${marks}`})`, 4, 2);
}
