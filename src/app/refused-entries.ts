import { appendAudit } from "./audit/append.ts";
import type { RefusedEntry } from "./credential.ts";
import { AppError } from "./errors.ts";
import type { Clock, Store } from "./ports.ts";

/**
 * Refused entries that are recorded within a window, from one address and from all: who sends more
 * fills neither the chain nor the memory. A valid token is let in all the same, because 32 bytes of
 * chance need no lock-out, and a hospital is often one address.
 */
export const entryLimits = { perClient: 10, overall: 100, windowMs: 15 * 60_000 } as const;

const notValid =
  "What you came in with does not let you in: it is not known here, has expired, or was revoked. Sign in again, or ask a Clinical Safety Officer for a new token.";
const tooMany =
  "Too many sign-ins from this address were refused: wait a quarter of an hour, or come back with a token that holds.";

type Deps = { readonly store: Store; readonly clock: Clock; readonly organisation: string };

/** Records a refused entry in the chain, without the secret, and says it to whoever came. */
export function createRefusedEntries({ store, clock, organisation }: Deps) {
  let recent: { client: string; at: number }[] = [];

  const isTooMany = (client: string): boolean => {
    const now = Date.parse(clock.now());
    recent = recent.filter(({ at }) => now - at < entryLimits.windowMs);
    const fromThere = recent.filter((entry) => entry.client === client);
    if (recent.length >= entryLimits.overall || fromThere.length >= entryLimits.perClient) {
      return true;
    }
    recent.push({ client, at: now });
    return false;
  };

  return async function refuseEntry(
    { by, why, id }: RefusedEntry,
    client = "this machine",
  ): Promise<AppError> {
    // A session that runs out is a working day's end, not an attempt.
    if (by === "session" && why === "expired") return new AppError("not-signed-in", notValid);
    if (isTooMany(client)) return new AppError("too-many-attempts", tooMany);
    await store.transaction(organisation, (tx) =>
      appendAudit(tx, { kind: "anonymous", organisation }, clock.now(), {
        action: "sign-in.refuse",
        subject: { kind: "token", id: id ?? "unknown", ref: null },
        product: null,
        details: { by, why, client },
      }),
    );
    return new AppError("not-signed-in", notValid);
  };
}
