import type { Event } from "../record.ts";
import { whole } from "./document.ts";

/** Where the audit chain keeps what happened. */
export const keptIn = (event: Event | undefined) => ({
  "hazid:auditSequence": event === undefined ? null : whole(event.sequence),
  "hazid:auditHash": event?.hash,
});
