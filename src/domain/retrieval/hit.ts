import { z } from "zod";
import type { Nearness } from "../candidate/candidate.ts";
import { $Span } from "../text/span.ts";

/** One prior hazard found for one cell. */
export const $Hit = z.strictObject({
  cell: z.string(),
  entry: z.string(),
  version: z.int(),
  /** Cosine similarity of the vectors, −1 to 1. */
  similarity: z.number(),
  /** Fused rank score (weighted reciprocal ranks); comparable within one cell only. */
  fused: z.number(),
});
export type Hit = z.infer<typeof $Hit>;

/** How near a prior hazard is to what the description says, wherever it says it. */
export const $Near = z.strictObject({
  entry: z.string(),
  version: z.int(),
  /** Mean cosine similarity to the three passages that are nearest, −1 to 1. */
  similarity: z.number(),
  /** The nearest passage. */
  passage: $Span,
});
export type Near = z.infer<typeof $Near>;

/** Similarities from which an embedder's neighbours are called close, and related. */
export type NearnessBounds = { readonly close: number; readonly related: number };

export const nearnessOf = (similarity: number, bounds: NearnessBounds): Nearness =>
  similarity >= bounds.close ? "close" : similarity >= bounds.related ? "related" : "loose";

/** What of a prior hazard is searched: situation, name, paraphrases and causes, in that order. */
export const searchedText = (entry: {
  name: string;
  situation: string;
  paraphrases: readonly string[];
  causes: readonly { text: string }[];
}): string =>
  [entry.name, entry.situation, ...entry.paraphrases, ...entry.causes.map((c) => c.text)].join(
    "\n",
  );
