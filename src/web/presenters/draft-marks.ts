import type { DraftMarks } from "../../app/records.ts";
import { count, nearnessWords } from "./words.ts";

/** `nearness: close · nearly the bank’s words · 2 assumptions`; empty where there is nothing to say. */
export const sayDraftMarks = ({ nearness, untailored, assumptions }: DraftMarks): string =>
  [
    ...(nearness === null ? [] : [`nearness: ${nearnessWords[nearness]}`]),
    ...(untailored ? ["nearly the bank’s words"] : []),
    ...(assumptions === 0 ? [] : [count(assumptions, "assumption")]),
  ].join(" · ");
