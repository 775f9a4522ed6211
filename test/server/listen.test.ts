import { createServer, request, Agent, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { Hono } from "hono";
import { afterEach, describe, expect, test } from "vitest";
import { AppError } from "../../src/app/errors.ts";
import { createServerApp } from "../../src/server/create-server-app.ts";
import { listen, type Listening } from "../../src/server/listen.ts";

const opened: Listening[] = [];
afterEach(async () => {
  for (const listening of opened.splice(0)) await listening.close();
});

async function start(addPages: (pages: Hono) => unknown, waitMs?: number): Promise<Listening> {
  const pages = new Hono();
  addPages(pages);
  const app = createServerApp({ api: new Hono(), pages, port: 0, onFault: () => undefined });
  const listening = await listen(app, { port: 0, ...(waitMs === undefined ? {} : { waitMs }) });
  opened.push(listening);
  return listening;
}

const get = (url: string, agent?: Agent) =>
  new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const asked = request(url, { agent }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => (text += part));
      response.on("end", () => {
        resolve({ status: response.statusCode, text });
      });
      response.on("error", reject);
    });
    asked.on("error", reject);
    asked.end();
  });

const sayHere = (pages: Hono) => pages.get("/", (c) => c.text("here"));
const addNone = () => undefined;
const latch = () => Promise.withResolvers<undefined>();

describe("listening", () => {
  test("answers at the address that it names", async () => {
    const { url, port } = await start(sayHere);
    expect(url).toBe(`http://127.0.0.1:${port}`);
    expect(await get(url)).toEqual({ status: 200, text: "here" });
  });

  test("knows the port that it listens on, and refuses any other name", async () => {
    const { port } = await start(sayHere);
    const status = await new Promise<string>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.write("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
      });
      socket.once("data", (data) => {
        resolve(data.toString().split("\r\n")[0] ?? "");
        socket.destroy();
      });
    });
    expect(status).toBe("HTTP/1.1 421 Misdirected Request");
  });

  test("is not there at this machine's other addresses", async ({ skip }) => {
    const others = Object.values(networkInterfaces()).flatMap((found = []) =>
      found.filter(({ internal, family }) => !internal && family === "IPv4"),
    );
    const { port } = await start(addNone);
    const outside = createServer();
    const hosts = ["127.0.0.2", ...others.map(({ address }) => address)];
    if (process.platform !== "linux") skip("only Linux answers at the whole of 127.0.0.0/8");
    for (const host of hosts) {
      // Another server may take the same port there only when we have not taken it everywhere.
      await new Promise<void>((resolve, reject) => {
        outside.once("error", reject);
        outside.listen(port, host, resolve);
      });
      await closed(outside);
    }
  });

  test("on a port in use is refused in a sentence that names it and says what to do", async () => {
    const { port } = await start(addNone);
    const refused = listen(new Hono(), { port });
    await expect(refused).rejects.toBeInstanceOf(AppError);
    await expect(refused).rejects.toMatchObject({
      code: "unavailable",
      message: `Port ${port} is in use by another program, or by another hazid: choose another with --port or HAZID_PORT; 0 takes a free one.`,
    });
  });
});

describe("closing", () => {
  test("lets a request in flight finish, and takes no more", async () => {
    const [arrived, released] = [latch(), latch()];
    const listening = await start((pages) =>
      pages.get("/slow", async (c) => {
        arrived.resolve(undefined);
        await released.promise;
        return c.text("finished");
      }),
    );
    const agent = new Agent({ keepAlive: true });
    const answer = get(`${listening.url}/slow`, agent);
    await arrived.promise;
    const closing = listening.close();
    await expect(get(listening.url)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    released.resolve(undefined);
    const releasedAt = performance.now();
    expect(await answer).toEqual({ status: 200, text: "finished" });
    await closing;
    // A connection kept alive would hold it for five seconds more.
    expect(performance.now() - releasedAt).toBeLessThan(2_500);
    agent.destroy();
  });

  test("waits no longer than it says for one that does not finish", async () => {
    const arrived = latch();
    const addStuck = (pages: Hono) =>
      pages.get("/stuck", () => {
        arrived.resolve(undefined);
        return new Promise<Response>(() => undefined);
      });
    const listening = await start(addStuck, 50);
    const answer = get(`${listening.url}/stuck`);
    const given = expect(answer).rejects.toMatchObject({ code: "ECONNRESET" });
    await arrived.promise;
    await listening.close();
    await given;
  });

  test("frees the port, and may be asked for twice", async () => {
    const listening = await start(addNone);
    await listening.close();
    await listening.close();
    const next = createServer();
    await new Promise<void>((resolve) => next.listen(listening.port, "127.0.0.1", resolve));
    expect((next.address() as AddressInfo).port).toBe(listening.port);
    await closed(next);
  });
});

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
