export type EngineWords = {
  /** For PGlite's `onStderr`. */
  hear(line: string): void;
  endStart(): void;
  /** Why the engine stopped or did not start, in its own words; `null` when it said nothing. */
  last(): string | null;
};

/**
 * Keeps the engine's reason for stopping, and of its errors those of the start: later ones quote
 * values out of statements, which is clinical text. `onFatal` is called once, at the first word of
 * an end.
 */
export function createEngineWords(onFatal: () => void): EngineWords {
  let starting = true;
  let ending = false;
  let last: string | null = null;
  return {
    hear(line) {
      const words = /\b(PANIC|FATAL|ERROR):\s*(.*)/.exec(line);
      if (words?.[2] === undefined || ending) return;
      const isError = words[1] === "ERROR";
      if (isError && !starting) return;
      last = words[2];
      if (isError) return;
      ending = true;
      onFatal();
    },
    endStart() {
      starting = false;
      last = null;
    },
    last: () => last,
  };
}
