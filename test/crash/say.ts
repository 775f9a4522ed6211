import { writeSync } from "node:fs";
import type { Line } from "./messages.ts";

const standardOutput = 1;
const untilReadMs = 2;

/** Out of the process when it returns: what was said is not lost with who said it. */
export function say(line: Line): void {
  const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
  for (let at = 0; at < bytes.length;) at += writeSome(bytes, at);
}

/** A library that looks at standard output makes it refuse, rather than wait, while the pipe is full. */
function writeSome(bytes: Buffer, at: number): number {
  try {
    return writeSync(standardOutput, bytes, at);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, untilReadMs);
    return 0;
  }
}

export function sayTrapped(at: string): void {
  say({ is: "trapped", at });
}
