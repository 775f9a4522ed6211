import { z } from "zod";
import { hashOf } from "../hash/canonical.ts";

/** What a judge is shown of a candidate, and nothing else of it: neither its arm nor its rank. */
const $Judged = z.object({
  hazard: z.string(),
  effect: z.string().default(""),
  harm: z.string().default(""),
  causes: z.array(z.string()).default([]),
});
export type Judged = z.infer<typeof $Judged>;

/** A candidate as an arm gave it, with what the scorers look at. */
export const $EvalCandidate = $Judged.extend({
  rank: z.int().min(1),
  title: z.string().default(""),
  exposed: z.string().default(""),
  /** Hash of what a judge is shown: the same words are judged once, whoever wrote them. */
  key: z.string(),
  lens: z.string().nullable().default(null),
  /** Null where the arm does not say. */
  untailored: z.boolean().nullable().default(null),
  assumptions: z.array(z.string()).default([]),
  /** Places in the description that it rests on; `resolves` is worked out when it is run. */
  quotes: z.array(z.object({ quote: z.string(), resolves: z.boolean() })).default([]),
  /** Prior hazards that it names. */
  citations: z.array(z.object({ id: z.string(), resolves: z.boolean() })).default([]),
});
export type EvalCandidate = z.infer<typeof $EvalCandidate>;

const keyLength = 16;

/** The first 64 bits of the hash of what a judge is shown, in hexadecimal. */
export const candidateKey = ({ hazard, effect, harm, causes }: Judged): string =>
  hashOf({ hazard, effect, harm, causes }).slice(0, keyLength);
