import { z } from "zod";

export const $LockHolder = z.strictObject({
  pid: z.int().positive(),
  /** Opaque; see `readProcessStart`. */
  processStartedAt: z.string().min(1),
  kind: z.enum(["server", "command"]),
  command: z.string(),
  /** Where a server answers use-case calls of other processes. */
  callSocket: z.string().nullable(),
  host: z.string().min(1),
});
export type LockHolder = z.infer<typeof $LockHolder>;
