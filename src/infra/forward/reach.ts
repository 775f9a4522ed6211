import type { Call } from "../../app/use-cases.ts";
import { readLiveHolder } from "../db/embedded/lock.ts";
import { createForwardedCall } from "./client.ts";

/** The running server that holds a data folder, without opening any database; null when none does. */
export async function reachServer(dataDir: string): Promise<Call | null> {
  const holder = await readLiveHolder(dataDir).catch(() => null);
  return holder?.callSocket == null ? null : createForwardedCall(holder.callSocket);
}
