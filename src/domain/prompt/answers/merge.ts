import { z } from "zod";
import { $line, $number, maxNumbered } from "./parts.ts";

/** Which candidates tell one situation; the first number of each is the one that tells it best. */
export const $SameSituations = z.strictObject({
  situations: z
    .array(z.strictObject({ candidates: z.array($number).min(2).max(40), why: $line }))
    .max(maxNumbered / 2),
});
export type SameSituations = z.infer<typeof $SameSituations>;
