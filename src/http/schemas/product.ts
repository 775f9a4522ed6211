import { z } from "@hono/zod-openapi";
import { $Standard } from "../../domain/product/product.ts";
import { $Profile as $DomainProfile, $Question } from "../../domain/profile/profile.ts";
import { $Run } from "./run.ts";
import { named } from "./named.ts";

const product = {
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  standard: $Standard,
  scheme: z.string(),
} as const;
const versionNumber = z.int().min(1);

export const $Product = z.strictObject(product).openapi("Product");

export const $ProductLine = z
  .strictObject({
    ...product,
    version: versionNumber,
    pending: z.int().nonnegative(),
    hazards: z.int().nonnegative(),
  })
  .openapi("ProductLine");

export const $Questions = z.array(named($Question, "Question"));

export const $AddedProduct = z
  .strictObject({
    ...product,
    version: versionNumber,
    added: z.boolean().openapi({ description: "false when this description was there already" }),
    questions: $Questions,
  })
  .openapi("AddedProduct");

export const $ShownProduct = z
  .strictObject({
    product: $Product,
    version: versionNumber,
    description: z.string(),
    profile: named($DomainProfile, "Profile"),
    runs: z.array($Run),
  })
  .openapi("ShownProduct");

export const $NewProduct = z
  .strictObject({
    text: z.string().openapi({ description: "the description, at most 1,000,000 bytes of UTF-8" }),
    name: z.string().trim().min(1).max(100).optional(),
    standard: $Standard.optional(),
  })
  .openapi("NewProduct");
