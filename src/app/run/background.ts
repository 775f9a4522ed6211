import { AppError } from "../errors.ts";
import type { Call } from "../use-cases.ts";

/** What is known of a run that this process works, beyond its record. */
export type LiveRun = {
  /** What it does now, in a sentence. */
  readonly now: string;
};
type Heard = { readonly sentence: string } | { readonly ended: true };
type Listener = (heard: Heard) => void;

export type Background = {
  /**
   * Works a run as whoever `call` calls as, and comes back when it is under way, or done. A run that is
   * being worked here already is left to that. Throws what keeps it from beginning.
   */
  work(call: Call, run: string): Promise<void>;
  /** Null where this process does not work it. */
  live(run: string): LiveRun | null;
  /** Hears each sentence and the end, until the function that is returned is called; null where nobody works it here, or too many listen. */
  listen(run: string, listener: Listener): (() => void) | null;
  /** Lets go of a run, which stays as it is recorded; comes back when nobody works it here. */
  stop(run: string): Promise<void>;
  /** Stops every run where it is, so that it can be resumed, and takes no more. */
  close(): Promise<void>;
};

/** Ears for one run, and for all: each holds a connection open. */
const maxListeners = { ofRun: 20, ofAll: 100 } as const;
const beginning = "Beginning";

type Going = {
  now: string;
  readonly abort: AbortController;
  readonly listeners: Set<Listener>;
  readonly ended: Promise<void>;
  readonly begun: Promise<undefined>;
};

/** Runs that go on in this process after whoever started them was answered. */
export function createBackground(onFault: (error: unknown) => void): Background {
  const going = new Map<string, Going>();
  let closed = false;

  function begin(call: Call, run: string): Going {
    const abort = new AbortController();
    const begun = Promise.withResolvers<undefined>();
    const listeners = new Set<Listener>();
    const tell = (heard: Heard): void => {
      for (const listener of listeners) listener(heard);
    };
    const work = async (): Promise<void> => {
      try {
        await call(
          "run.resume",
          { run },
          {
            signal: abort.signal,
            onProgress(sentence) {
              self.now = sentence;
              tell({ sentence });
              begun.resolve(undefined);
            },
          },
        );
      } catch (error) {
        // Once it is under way its record says what stopped it; a fault is told as well.
        if (self.now === beginning) begun.reject(error);
        else if (!(error instanceof AppError)) onFault(error);
      } finally {
        going.delete(run);
        begun.resolve(undefined);
        tell({ ended: true });
      }
    };
    const self: Going = {
      now: beginning,
      abort,
      listeners,
      begun: begun.promise,
      // In the next turn: `self` is whole before the first sentence.
      ended: Promise.resolve().then(work),
    };
    going.set(run, self);
    return self;
  }

  async function stop(run: string): Promise<void> {
    const known = going.get(run);
    known?.abort.abort(new Error(`run ${run} is let go of`));
    await known?.ended;
  }

  return {
    async work(call, run) {
      if (closed) {
        throw new AppError(
          "unavailable",
          "hazid is stopping: the run is kept, and can be resumed when hazid is started again.",
        );
      }
      await (going.get(run) ?? begin(call, run)).begun;
    },
    live(run) {
      const known = going.get(run);
      return known === undefined ? null : { now: known.now };
    },
    listen(run, listener) {
      const known = going.get(run);
      if (known === undefined || known.listeners.size >= maxListeners.ofRun) return null;
      const all = [...going.values()].reduce((sum, { listeners }) => sum + listeners.size, 0);
      if (all >= maxListeners.ofAll) return null;
      known.listeners.add(listener);
      return () => void known.listeners.delete(listener);
    },
    stop,
    async close() {
      closed = true;
      await Promise.all([...going.keys()].map(stop));
    },
  };
}
