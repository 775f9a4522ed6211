import { createInterface } from "node:readline";

type Streams = {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Ends the asking. */
  readonly signal: AbortSignal;
};

/**
 * Asks on a terminal, or reads the lines of a pipe; null when nothing more comes. The streams are left
 * alone until the first question.
 */
export function createAsk({ input, output, signal }: Streams) {
  let lines: AsyncIterator<string> | null = null;
  return async function ask(prompt: string): Promise<string | null> {
    lines ??= openLines({ input, output, signal });
    output.write(prompt);
    const next = await lines.next();
    return next.done === true ? null : next.value;
  };
}

function openLines(streams: Streams): AsyncIterator<string> {
  const terminal = createInterface(streams);
  // Ctrl+C on a terminal comes here, and not as a signal to the process.
  terminal.on("SIGINT", () => {
    terminal.close();
  });
  return terminal[Symbol.asyncIterator]();
}
