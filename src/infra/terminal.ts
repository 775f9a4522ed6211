import { createInterface } from "node:readline";

type Streams = {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Ends the asking. */
  readonly signal: AbortSignal;
};
export type Terminal = {
  /** A line that was typed, or that a pipe holds; null when nothing more comes. */
  ask(prompt: string): Promise<string | null>;
  /** Lets go of the input, which would keep the process alive. */
  close(): void;
};

/** Opens a terminal, or a pipe, for questions. */
export function openTerminal(streams: Streams): Terminal {
  const lines = createInterface(streams);
  const typed = lines[Symbol.asyncIterator]();
  let isClosed = false;
  lines.on("close", () => {
    isClosed = true;
  });
  // Ctrl+C on a terminal comes here, and not as a signal to the process.
  lines.on("SIGINT", () => {
    lines.close();
  });
  return {
    async ask(prompt) {
      lines.setPrompt(prompt);
      // A pipe that ended has lines left that nobody needs to be asked for.
      if (!isClosed) lines.prompt();
      const next = await typed.next();
      return next.done === true ? null : next.value;
    },
    close: () => {
      lines.close();
    },
  };
}
