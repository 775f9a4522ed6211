import { z } from "@hono/zod-openapi";

export const $Ref = z.string().min(1).max(200);

export const $ProductRef = $Ref.openapi({
  description: "id, short name (slug) or exact name of a product",
  example: "marlnote",
});
export const $RunRef = $Ref.openapi({
  description: "id of a run, or its short reference, which the product makes unique",
  example: "R-1",
});
export const $SuggestionRef = $Ref.openapi({
  description: "id of a suggestion, or its short reference, which the product makes unique",
  example: "S-17",
});
export const $HazardRef = $Ref.openapi({
  description: "id of a hazard, or its number, which the product makes unique",
  example: "H-3",
});

/** ISO 8601, UTC, milliseconds. */
export const $Moment = z.iso.datetime({ precision: 3 }).openapi({ format: "date-time" });
/** SHA-256, lower-case hexadecimal. */
export const $Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** Checked after the rest, so that a missing one is answered as a missing If-Match is. */
export const $HazardSeen = z.string().max(200).optional();

/** Names the product that a short reference belongs to. */
export const $InProduct = z.strictObject({ product: $ProductRef.optional() });
export const $NoQuery = z.strictObject({});
export const $WriteHeaders = z.object({
  "idempotency-key": z.string().optional().openapi({
    description:
      "1 to 200 visible ASCII characters. The same key with the same request answers what was answered first and changes nothing again; with another request it is refused.",
    example: "0198c2f4-7d1e-7a52-9a43-3c1f6c2f7b10",
  }),
});

const ifMatch = (what: "suggestion" | "hazard" | "product" | "place") =>
  z
    .string()
    .optional()
    .openapi({
      description: `the ETag of the ${what} as it was seen; never defaulted, and * is refused, since it names no content`,
      // Missing, it is refused with 428 (RFC 6585 §3), not as a header that does not fit.
      param: { required: true },
    });
export const $SuggestionSeenHeaders = z.object({
  ...$WriteHeaders.shape,
  "if-match": ifMatch("suggestion"),
});
export const $ProductSeenHeaders = z.object({
  ...$WriteHeaders.shape,
  "if-match": ifMatch("product"),
});
export const $PlaceSeenHeaders = z.object({
  ...$WriteHeaders.shape,
  "if-match": ifMatch("place"),
});
export const $HazardSeenHeaders = z.object({
  ...$WriteHeaders.shape,
  "if-match": ifMatch("hazard"),
});
