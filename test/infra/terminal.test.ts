import { PassThrough } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { openTerminal } from "../../src/infra/terminal.ts";

function open() {
  const input = new PassThrough();
  const output = new PassThrough();
  const stop = new AbortController();
  return { input, output, stop, ...openTerminal({ input, output, signal: stop.signal }) };
}

test("the lines of a pipe come one a question, and null after the last", async () => {
  const { input, ask } = open();
  input.end("1 no x\nskip\n");
  expect([await ask("> "), await ask("> "), await ask("> ")]).toEqual(["1 no x", "skip", null]);
});

test("lines that came before they were asked for are kept, also when the pipe ended meanwhile", async () => {
  const { input, ask } = open();
  input.end("1 no x\nskip\n");
  for (let i = 0; i < 10; i += 1) await setImmediate();
  expect([await ask("> "), await ask("> "), await ask("> ")]).toEqual(["1 no x", "skip", null]);
});

test("the question is printed", async () => {
  const { input, output, ask } = open();
  const asked = ask("judge> ");
  input.write("quit\n");
  expect(await asked).toBe("quit");
  expect(String(output.read())).toBe("judge> ");
});

test.each(["stop", "close"] as const)("a question ends at %s", async (how) => {
  const { stop, ask, close } = open();
  const asked = ask("> ");
  if (how === "stop") stop.abort();
  else close();
  expect(await asked).toBeNull();
});
