import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";

/** More than a pipe holds, said by a process whose standard output refuses while it is full. */
const child = `
process.stdout;
const { say } = await import(${JSON.stringify(new URL("say.ts", import.meta.url).href)});
say({ is: "trapped", at: "x".repeat(1_000_000) });
process.kill(process.pid, "SIGKILL");
`;

test("a long line arrives whole where its reader is slow and its writer is killed at once", async () => {
  const speaker = spawn(process.execPath, ["--input-type=module", "--eval", child]);
  const closed = once(speaker, "close");
  await wait(500);
  const parts: Buffer[] = [];
  let errors = "";
  speaker.stderr.on("data", (part: Buffer) => (errors += part.toString()));
  speaker.stdout.on("data", (part: Buffer) => parts.push(part));
  await closed;
  expect(errors).toBe("");
  expect(Buffer.concat(parts).toString()).toBe(
    `${JSON.stringify({ is: "trapped", at: "x".repeat(1_000_000) })}\n`,
  );
});
