import { once } from "node:events";
import net from "node:net";
import { expect, test } from "vitest";
import { post } from "../../../src/infra/llm/post.ts";
import { openFaultyModel, say, send } from "../../support/faulty-model-server.ts";

const sending = { headers: {}, body: "{}", signal: AbortSignal.timeout(20_000) };

test("a body of just as much as is allowed is whole, and one byte more is too long", async () => {
  const server = await openFaultyModel([send("12345")]);
  try {
    for (const [maxBytes, end, text] of [
      [5, "whole", "12345"],
      [4, "too-long", "1234"],
    ] as const) {
      const posted = await post(server.url, sending, { maxBytes, connectMs: 9_000 });
      expect([posted.end, posted.bytes.toString()]).toEqual([end, text]);
    }
  } finally {
    await server.close();
  }
});

test("a server that takes connections and never speaks TLS is not waited for", async () => {
  const held: net.Socket[] = [];
  const server = net.createServer((socket) => held.push(socket.on("error", () => undefined)));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = server.address();
  if (at === null || typeof at === "string") throw new Error("expected a port");
  const posting = post(new URL(`https://127.0.0.1:${at.port}/`), sending, {
    maxBytes: 9,
    connectMs: 50,
  });
  await expect(posting).rejects.toThrow("expected a connection within 50 ms, got none");
  for (const socket of held) socket.destroy();
  server.close();
});

test("a second request over the same connection is not held up by the first one's limit", async () => {
  const server = await openFaultyModel([say("a")]);
  try {
    for (let i = 0; i < 3; i += 1) {
      const { status } = await post(server.url, sending, { maxBytes: 9_000, connectMs: 9_000 });
      expect(status).toBe(200);
    }
  } finally {
    await server.close();
  }
});

test("a reply that switches to another protocol is none, and is not waited for", async () => {
  const server = net.createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => {
      socket.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const at = server.address();
  if (at === null || typeof at === "string") throw new Error("expected a port");
  const url = new URL(`http://127.0.0.1:${at.port}/`);
  await expect(post(url, sending, { maxBytes: 9, connectMs: 9_000 })).rejects.toThrow(
    "expected a reply, got a closed connection",
  );
  server.close();
});
