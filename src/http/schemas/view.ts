import { z } from "@hono/zod-openapi";
import { agreements, maxViewLength, minViewLength } from "../../domain/view/view.ts";
import { $Every } from "../../domain/view/sample.ts";
import { $Account } from "./account.ts";
import { $Moment } from "./fields.ts";
import { named } from "./named.ts";
import { $Product } from "./product.ts";

const view = {
  id: z.uuid(),
  suggestion: z.uuid(),
  by: $Account,
  at: $Moment,
  agreement: z
    .strictObject({ agreement: z.enum(agreements), text: z.string().nullable(), at: $Moment })
    .nullable()
    .openapi({ description: "the newest that was said of it; null before anything was" }),
} as const;

export const $OwnView = z.strictObject({ ...view, text: z.string() }).openapi("OwnView");

export const $NewView = z
  .strictObject({
    text: z
      .string()
      .trim()
      .min(minViewLength)
      .max(maxViewLength)
      .openapi({ description: "what could go wrong, and who would be harmed" }),
  })
  .openapi("NewView");

export const $NewAgreement = z
  .strictObject({
    agreement: z.enum(agreements),
    text: z.string().trim().max(maxViewLength).optional(),
  })
  .openapi("NewAgreement");

const $SampleSize = named($Every, "SampleSize").openapi({
  description: "one suggestion in so many, 2 to 50; 0 for none",
});
export const $NewViewSample = z.strictObject({ every: $SampleSize }).openapi("NewViewSample");
export const $ViewSample = z
  .strictObject({ product: z.string(), every: z.int().min(0) })
  .openapi("ViewSample");

const count = z.int().min(0);
export const $ViewList = z
  .strictObject({
    product: $Product,
    every: z.int().min(0),
    changed: z.strictObject({ by: z.string(), at: $Moment }).nullable(),
    waiting: z.array(z.string()).openapi({ description: "that ask you, the first ones" }),
    counts: z.strictObject({
      ...{ same: count, partly: count, different: count, unsaid: count },
      ...{ waiting: count, views: count },
    }),
    views: z.array(
      z.strictObject({
        ...view,
        ref: z.string(),
        text: z.string().nullable().openapi({
          description:
            "null, as is the agreement, where you are asked for your own view of it first",
        }),
      }),
    ),
  })
  .openapi("ViewList");
