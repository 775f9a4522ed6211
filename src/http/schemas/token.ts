import { z } from "@hono/zod-openapi";
import { $Account, $NewAccount } from "./account.ts";
import { $Moment } from "./fields.ts";

const facts = {
  id: z.uuid(),
  label: z.string(),
  account: $Account,
  state: z.enum(["valid", "expired", "revoked"]),
  createdAt: $Moment,
  createdBy: z.string().openapi({ description: "a name, or operator for whoever has the machine" }),
  expiresAt: z.union([$Moment, z.null()]),
  revokedAt: z.union([$Moment, z.null()]),
} as const;

export const $Token = z.strictObject(facts).openapi("Token");

export const $ListedToken = z
  .strictObject({
    ...facts,
    sessions: z.int().nonnegative().openapi({ description: "browsers signed in with it now" }),
  })
  .openapi("ListedToken");

export const $CreatedToken = z
  .strictObject({
    ...facts,
    secret: z.union([z.string(), z.null()]).openapi({
      description: "shown this once; null when the request is sent again, as it is kept nowhere",
    }),
  })
  .openapi("CreatedToken");

export const $NewToken = z
  .strictObject({
    ...$NewAccount.shape,
    label: z.string().trim().min(1).max(80).openapi({ example: "laptop" }),
    days: z
      .int()
      .min(1)
      .max(3_650)
      .optional()
      .openapi({ description: "days it holds; without this, until it is revoked" }),
  })
  .openapi("NewToken");
