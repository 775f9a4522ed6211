import type { Credential, Mode } from "./credential.ts";
import type { Clock, Ids, Store } from "./ports.ts";

export type CallOptions = {
  readonly idempotencyKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((sentence: string) => void) | undefined;
  /** Who calls; without one, whoever sits at a local machine, and nobody at a server. */
  readonly credential?: Credential | undefined;
  /** Network address of the caller, where there is one: refused entries are counted by it. */
  readonly client?: string | undefined;
};

export type DispatchDeps = {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly organisation: string;
  readonly mode: Mode;
};
