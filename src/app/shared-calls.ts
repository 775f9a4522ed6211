type Heard = {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((sentence: string) => void) | undefined;
};
type Given = {
  readonly signal: AbortSignal;
  readonly onProgress: (sentence: string) => void;
};
type Going = {
  readonly answer: Promise<unknown>;
  readonly stop: AbortController;
  readonly told: Set<(sentence: string) => void>;
  waiting: number;
};

/**
 * Calls that are the same, made while the first is at work, wait for that one's answer. It is stopped
 * when nobody waits any more; who comes after that waits for its end and begins anew.
 */
export function createSharedCalls() {
  const going = new Map<string, Going>();

  const begin = (id: string, work: (given: Given) => Promise<unknown>): Going => {
    const stop = new AbortController();
    const told = new Set<(sentence: string) => void>();
    const onProgress = (sentence: string): void => {
      for (const tell of told) tell(sentence);
    };
    const answer = work({ signal: stop.signal, onProgress }).finally(() => going.delete(id));
    const begun = { answer, stop, told, waiting: 0 };
    going.set(id, begun);
    return begun;
  };

  return async function share(
    id: string,
    { signal, onProgress }: Heard,
    work: (given: Given) => Promise<unknown>,
  ): Promise<unknown> {
    let known = going.get(id);
    while (known?.stop.signal.aborted === true) {
      await known.answer.catch(() => undefined);
      known = going.get(id);
    }
    const shared = known ?? begin(id, work);
    shared.waiting += 1;
    if (onProgress !== undefined) shared.told.add(onProgress);
    const leave = (): void => {
      shared.waiting -= 1;
      if (shared.waiting === 0) shared.stop.abort(signal?.reason);
    };
    if (signal?.aborted === true) leave();
    else signal?.addEventListener("abort", leave, { once: true });
    try {
      return await shared.answer;
    } finally {
      signal?.removeEventListener("abort", leave);
      if (onProgress !== undefined) shared.told.delete(onProgress);
    }
  };
}
