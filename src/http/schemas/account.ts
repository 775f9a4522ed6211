import { z } from "@hono/zod-openapi";
import { $Account as $DomainAccount, roles } from "../../domain/actor/actor.ts";
import { named } from "./named.ts";

export const $Account = named($DomainAccount, "Account");

export const $NewAccount = z
  .strictObject({
    name: z.string().trim().min(2).max(120),
    role: z
      .string()
      .trim()
      .min(2)
      .max(60)
      .openapi({ description: roles.join(", "), example: "cso" }),
    body: z
      .string()
      .trim()
      .min(2)
      .max(40)
      .optional()
      .openapi({ description: "registration body; a CSO has one", example: "GMC" }),
    number: z.string().trim().min(2).max(40).optional().openapi({ example: "1234567" }),
  })
  .openapi("NewAccount");
