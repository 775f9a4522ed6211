import { z } from "zod";
import { $number, maxNumbered } from "./parts.ts";

/** Numbers of candidates in the order in which they would be written down: an order has no values. */
export const $CandidateOrder = z.strictObject({ order: z.array($number).max(maxNumbered) });
export type CandidateOrder = z.infer<typeof $CandidateOrder>;
