import { z } from "zod";

/** A fixed list that knows nothing of the product: what anyone could bring to a workshop. */
export const $Checklist = z.strictObject({
  format: z.literal("hazid-checklist-1"),
  note: z.string(),
  hazards: z
    .array(
      z.strictObject({
        title: z.string().min(1),
        hazard: z.string().min(1),
        effect: z.string().min(1),
        harm: z.string().min(1),
        exposed: z.string(),
        causes: z.array(z.string().min(1)).min(1),
      }),
    )
    .min(1),
});
export type Checklist = z.infer<typeof $Checklist>;
