import { z } from "@hono/zod-openapi";
import { $Account } from "./account.ts";
import { $Hash, $Moment } from "./fields.ts";

const $Text = z
  .string()
  .trim()
  .min(4)
  .max(2000)
  .openapi({ description: "the text as it was written; capitals and line breaks do not matter" });

export const $SoughtText = z.strictObject({ text: $Text }).openapi("SoughtText");

export const $FoundPlaces = z
  .strictObject({
    seen: $Hash.openapi({ description: "of these places: what a tombstone says that it saw" }),
    places: z.array(
      z.strictObject({
        place: z.string(),
        row: z.string(),
        ref: z.string(),
        occurrences: z.int().min(1),
      }),
    ),
  })
  .openapi("FoundPlaces");

export const $NewTombstone = z
  .strictObject({
    text: $Text,
    reason: z.string().trim().min(10).max(2000),
    seen: z.string().max(64).optional().openapi({
      description: "hash of the places as they were shown; without it the request is refused (428)",
    }),
  })
  .openapi("NewTombstone");

export const $Tombstone = z
  .strictObject({
    id: z.uuid(),
    place: z.string(),
    row: z.string(),
    was: $Hash,
    became: $Hash,
    reason: z.string(),
    by: $Account,
    at: $Moment,
  })
  .openapi("Tombstone");
