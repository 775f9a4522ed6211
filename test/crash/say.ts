import { writeSync } from "node:fs";
import type { Line } from "./messages.ts";

const standardOutput = 1;

/** Out of the process when it returns: what was said is not lost with who said it. */
export function say(line: Line): void {
  const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
  for (let at = 0; at < bytes.length;) at += writeSync(standardOutput, bytes, at);
}

export function sayTrapped(at: string): void {
  say({ is: "trapped", at });
}
