import dns from "node:dns";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import net, { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls from "node:tls";
import { http as handle, HttpResponse } from "msw";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { network } from "../support/refuse-network.ts";

const open: net.Server[] = [];

async function listen<S extends net.Server>(server: S, where: net.ListenOptions): Promise<S> {
  open.push(server);
  server.listen(where);
  await once(server, "listening");
  return server;
}

function failure(emitter: http.ClientRequest | net.Socket): Promise<Error> {
  return new Promise((resolve, reject) => {
    emitter.once("error", resolve);
    emitter.once("response", () => {
      reject(new Error("answered"));
    });
    emitter.once("close", () => {
      reject(new Error("closed without an error"));
    });
  });
}

afterEach(async () => {
  for (const server of open.splice(0)) {
    server.close();
    await once(server, "close");
  }
});

describe("a host that no handler answers for", () => {
  const lookups = vi.spyOn(dns, "lookup");
  const printed = vi.spyOn(console, "error");

  beforeEach(() => {
    lookups.mockClear();
    printed.mockReset().mockReturnValue(undefined);
  });
  afterEach(() => {
    expect(lookups, "a name was looked up").not.toHaveBeenCalled();
  });
  afterAll(() => {
    lookups.mockRestore();
    printed.mockRestore();
  });

  test.each([
    "https://models.invalid/v1/chat/completions",
    "http://models.invalid/",
    "http://192.0.2.1/",
    "https://[2001:db8::1]/",
    "https://models.invalid/logo.png",
    "https://models.invalid/node_modules/x",
  ])("fetch(%s) is refused", async (url) => {
    await expect(fetch(url)).rejects.toThrow();
  });

  test("msw says which request found no handler", async () => {
    await expect(fetch("https://models.invalid/v1/models")).rejects.toThrow();
    expect(printed.mock.calls.flat().join(" ")).toContain("GET https://models.invalid/v1/models");
  });

  test("fetch with a body is refused", async () => {
    await expect(
      fetch("https://models.invalid/v1/chat/completions", { method: "POST", body: "{}" }),
    ).rejects.toThrow();
  });

  test.each(["/", "/data.json"])(
    "node:http and node:https requests for %s are refused",
    async (path) => {
      await expect(failure(http.get(`http://models.invalid${path}`))).resolves.toBeInstanceOf(
        Error,
      );
      await expect(failure(https.get(`https://models.invalid${path}`))).resolves.toBeInstanceOf(
        Error,
      );
    },
  );

  test.each([
    ["a name", () => net.connect(5432, "db.invalid")],
    ["an IPv4 address", () => net.connect({ port: 5432, host: "192.0.2.1" })],
    ["an IPv6 address", () => net.connect({ port: 5432, host: "2001:db8::1" })],
    ["TLS to a name", () => tls.connect({ port: 5432, host: "db.invalid" })],
  ])("a socket that does not speak HTTP is refused: %s", async (_, connect) => {
    const socket = connect();
    socket.on("connect", () => socket.write("\0\0\0\b\x04\xd2\x16\x2f"));
    socket.on("data", () => undefined);
    const error = await failure(socket);
    expect(error.message).toMatch(/Refused: a test tried to reach (db\.invalid|192|2001).*5432/);
  });
});

test("a handler answers for another host, by name and by address", async () => {
  network.use(
    handle.get("https://models.invalid/v1/models", () => HttpResponse.json({ data: [] })),
  );
  network.use(handle.get("http://192.0.2.1/v1/models", () => HttpResponse.json({ data: [] })));
  for (const url of ["https://models.invalid/v1/models", "http://192.0.2.1/v1/models"]) {
    const response = await fetch(url);
    await expect(response.json()).resolves.toEqual({ data: [] });
  }
});

describe("a server that the test itself opens", () => {
  const answer = () => http.createServer((_, response) => response.end("here"));

  test.each(["127.0.0.1", "localhost"])("is reached by fetch and node:http on %s", async (host) => {
    const server = await listen(answer(), { port: 0, host });
    const url = `http://${host}:${(server.address() as AddressInfo).port}/`;
    await expect((await fetch(url)).text()).resolves.toBe("here");
    const request = http.get(url);
    const [response] = (await once(request, "response")) as [http.IncomingMessage];
    expect(response.statusCode).toBe(200);
    response.resume();
    server.closeAllConnections();
  });

  test("is reached on a unix socket", async () => {
    const folder = await mkdtemp(join(tmpdir(), "hazid-socket-"));
    const path = join(folder, "s");
    await listen(
      net.createServer((socket) => socket.end("hello")),
      { path },
    );
    const [greeting] = (await once(net.connect(path), "data")) as [Buffer];
    expect(greeting.toString()).toBe("hello");
    await rm(folder, { recursive: true });
  });

  test("is reached when the server speaks first", async () => {
    const server = await listen(
      net.createServer((socket) => socket.end("hello")),
      { port: 0, host: "127.0.0.1" },
    );
    const { port } = server.address() as AddressInfo;
    const [greeting] = (await once(net.connect(port, "127.0.0.1"), "data")) as [Buffer];
    expect(greeting.toString()).toBe("hello");
  });
});
