import { v7 } from "uuid";
import type { Ids } from "../app/ports.ts";

/** UUIDv7 (RFC 9562): sortable by the time they were made. */
export const uuidIds: Ids = { next: () => v7() };
