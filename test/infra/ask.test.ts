import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { createAsk } from "../../src/infra/ask.ts";

test("the lines of a pipe come one a question, and null after the last", async () => {
  const input = new PassThrough();
  const output = new PassThrough();
  const ask = createAsk({ input, output, signal: new AbortController().signal });
  input.end("1 no x\nskip\n");
  expect([await ask("> "), await ask("> "), await ask("> ")]).toEqual(["1 no x", "skip", null]);
  expect(String(output.read())).toBe("> > > ");
});

test("a question ends when the command is stopped", async () => {
  const stop = new AbortController();
  const streams = { input: new PassThrough(), output: new PassThrough(), signal: stop.signal };
  const asked = createAsk(streams)("> ");
  stop.abort();
  expect(await asked).toBeNull();
});
