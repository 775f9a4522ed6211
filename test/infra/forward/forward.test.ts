import { mkdtemp, rm, stat } from "node:fs/promises";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, describe, expect, test } from "vitest";
import { draftOffline } from "../../../src/domain/draft/offline.ts";
import { createForwardedCall } from "../../../src/infra/forward/client.ts";
import { protocol } from "../../../src/infra/forward/messages.ts";
import { openCallServer, type CallServer } from "../../../src/infra/forward/server.ts";
import type { Call } from "../../../src/app/use-cases.ts";
import { exampleNhsNumber, makeDescription } from "../../support/make-description.ts";
import { makeDrafter } from "../../support/make-draft.ts";
import { addProduct, makeQueue, namePerson } from "../../support/make-queue.ts";
import { refusalIn, refusalOf, useRecord } from "../../support/record.ts";
import { bearer, makeToken } from "../../support/tokens.ts";
import { opened } from "../../support/opened.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(call: Call, faults: unknown[] = []): Promise<CallServer & { call: Call }> {
  const server = await openCallServer(call, (error) => {
    faults.push(error);
    return `fault-${faults.length}`;
  });
  closers.push(() => server.close());
  return { ...server, call: createForwardedCall(server.socket) };
}

/** What a server answers to one line sent as it is. */
async function answerTo(socket: string, line: string): Promise<unknown> {
  const connection = connect(socket);
  connection.write(`${line}\n`);
  for await (const answer of createInterface({ input: connection })) {
    connection.destroy();
    return JSON.parse(answer);
  }
  return null;
}

/** A server of any behaviour at all, at the far end of a private socket. */
async function openStrangeServer(behave: (connection: Socket) => void): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "hazid-strange-"));
  const server: Server = createServer(behave);
  const path = join(folder, "calls");
  await new Promise<void>((resolve) => server.listen(path, resolve));
  closers.push(async () => {
    await new Promise((resolve) => server.close(resolve));
    await rm(folder, { recursive: true });
  });
  return path;
}

describe("a forwarded call", () => {
  const record = useRecord({ engine: "PGlite" });

  test("is answered as at home, through a whole review", async () => {
    const desk = await record().desk();
    const { call } = await serve(desk.call);
    const { first, product } = await makeQueue({ ...desk, call });
    const shown = opened(await call("queue.show", { suggestion: first.ref }));
    expect(shown).toEqual(opened(await desk.call("queue.show", { suggestion: first.ref })));
    const hazard = await call("queue.accept", {
      suggestion: first.id,
      seen: shown.suggestion.hash,
      causes: [1],
    });
    expect((await desk.call("log.show", { product: product.id })).hazards).toEqual([hazard]);
    expect(await call("audit.export", {})).toEqual(await desk.call("audit.export", {}));
    expect(await (await serve((await record().desk()).call)).call("account.show", {})).toBeNull();
  });

  test.each([
    ["no-person", (call: Call) => call("queue.accept", { suggestion: "S-1", causes: [1] })],
    ["not-found", (call: Call) => call("product.show", { product: "nowhere" })],
    ["invalid-input", (call: Call) => call("product.add", { text: "" })],
    [
      "patient-identifier",
      (call: Call) => call("product.add", { text: `${makeDescription()}${exampleNhsNumber}\n` }),
    ],
    ["not-found", (call: Call) => call("toString" as never, {} as never)],
  ] as const)("is refused as at home: %s", async (code, act) => {
    const desk = await record().desk();
    const { call } = await serve(desk.call);
    const there = await refusalOf(act(call));
    const home = await refusalOf(act(desk.call));
    expect(there).toMatchObject({ code, message: home.message });
    expect(home.code).toBe(code);
  });

  test("carries the idempotency key", async () => {
    const desk = await record().desk();
    const { call } = await serve(desk.call);
    const key = { idempotencyKey: "k-1" };
    const added = await call("product.add", { text: makeDescription() }, key);
    expect(await desk.call("product.add", { text: makeDescription() }, key)).toEqual(added);
    const other = () => call("product.add", { text: makeDescription("Tarnbeck") }, key);
    expect((await refusalIn(desk, other)).code).toBe("key-reused");
  });

  test("tells of progress, in order", async () => {
    const desk = await record().desk();
    await addProduct(desk);
    const { call } = await serve(desk.call);
    const heard = async (by: Call): Promise<string[]> => {
      const sentences: string[] = [];
      await by(
        "run.identify",
        { product: "sablewick" },
        { onProgress: (sentence) => void sentences.push(sentence) },
      );
      return sentences;
    };
    const there = await heard(call);
    expect(there).toHaveLength(8);
    expect(there).toEqual(await heard(desk.call));
  });

  test("takes large texts of every script both ways", async () => {
    const desk = await record().desk();
    const { call } = await serve(desk.call);
    const text = makeDescription("Sablewick", ["薬💊\u2028\u2029 ".repeat(50_000)]);
    await call("product.add", { text });
    expect((await call("product.show", { product: "sablewick" })).description).toBe(text);
  });

  test("answers many at once, each its own", async () => {
    const desk = await record().desk();
    const { call } = await serve(desk.call);
    const names = Array.from({ length: 12 }, (_, i) => `Sablewick ${i + 1}`);
    const added = await Promise.all(
      names.map((name) => call("product.add", { text: makeDescription(name) })),
    );
    expect(added.map(({ name }) => name)).toEqual(names);
  });

  test("hides a fault behind a sentence, and tells it at home", async () => {
    const faults: unknown[] = [];
    const fault = new Error("relation secret_table does not exist");
    const { call } = await serve(() => Promise.reject(fault), faults);
    const refusal = await refusalOf(call("product.list", {}));
    expect(refusal.code).toBe("unavailable");
    expect(refusal.message).toContain("fault-1");
    expect(refusal.message).not.toContain("secret_table");
    expect(faults).toEqual([fault]);
  });

  test("ends in a sentence when the server goes before it has answered", async () => {
    const { promise: asked, resolve } = Promise.withResolvers<undefined>();
    const never = (() => {
      resolve(undefined);
      return new Promise(() => undefined);
    }) as unknown as Call;
    const server = await serve(never);
    const refusal = refusalOf(server.call("product.list", {}));
    await asked;
    await server.close();
    expect(await refusal).toMatchObject({
      code: "unavailable",
      message: expect.stringMatching(
        /went away before it answered: run the command again/,
      ) as string,
    });
    expect((await refusalOf(server.call("product.list", {}))).code).toBe("unavailable");
  });

  test("stops the run at the far end when the caller gives up", async () => {
    const asked = Promise.withResolvers<undefined>();
    const stopped = Promise.withResolvers<undefined>();
    const drafter = makeDrafter(async (input, call, signal) => {
      if (call > 1) return draftOffline(input);
      asked.resolve(undefined);
      await new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => {
          reject(new Error("stopped"));
        });
      });
      return [];
    });
    const desk = await record().desk({
      drafter,
      store: {
        ...record().store,
        transaction: async (organisation, work) => {
          const result = await record().store.transaction(organisation, work);
          const [run] = await record().sql<{ state: string }>(
            "select state from run where organisation_id = $1",
            [organisation],
          );
          if (run?.state === "stopped") stopped.resolve(undefined);
          return result;
        },
      },
    });
    await namePerson(desk);
    await addProduct(desk);
    const { call } = await serve(desk.call);
    const giveUp = new AbortController();
    const refusal = refusalOf(
      call("run.identify", { product: "sablewick" }, { signal: giveUp.signal }),
    );
    await asked.promise;
    giveUp.abort();
    await refusal;
    await stopped.promise;
    expect((await call("run.show", { run: "R-1" })).run.state).toBe("stopped");
    expect((await call("run.resume", { run: "R-1" })).candidates).toHaveLength(7);
  });
});

describe("a call server", () => {
  const record = useRecord({ engine: "PGlite" });
  const credential = { kind: "machine" };
  const line = (request: object): string =>
    JSON.stringify({ input: {}, key: null, credential, ...request });

  test("answers in a folder that nobody else may enter, and takes it away", async () => {
    const { socket, close } = await serve((await record().desk()).call);
    expect((await stat(dirname(socket))).mode & 0o777).toBe(0o700);
    await close();
    await expect(stat(dirname(socket))).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("whoever reaches it has the machine; a token makes them a person, and nothing else does", async () => {
    const server = await record().desk({ mode: "server" });
    const { socket, call } = await serve(server.call);
    expect((await refusalOf(call("product.list", {}))).message).toMatch(/set HAZID_TOKEN/u);
    const { secret } = await makeToken({ call });
    const options = { credential: bearer(secret) };
    expect(await call("account.show", {}, options)).toMatchObject({ name: "Asha the cso" });
    for (const claimed of [undefined, { kind: "session", secret }, { kind: "person", id: "1" }]) {
      const sent = line({ protocol, verb: "product.list", credential: claimed });
      expect(await answerTo(socket, sent)).toMatchObject({ kind: "refusal", code: "unavailable" });
    }
  });

  test("answers its own protocol and refuses another version", async () => {
    const desk = await record().desk();
    const { socket } = await serve(desk.call);
    const ask = (version: string) =>
      answerTo(socket, line({ protocol: version, verb: "product.list" }));
    expect(await ask(protocol)).toEqual({ kind: "answer", answer: [] });
    expect(await ask("hazid-call-0")).toEqual({
      kind: "refusal",
      code: "conflict",
      sentence: expect.stringMatching(/another version of hazid: restart it/) as string,
    });
  });

  test.each([
    ["no JSON", "select * from account"],
    ["JSON that is no request", "[1,2,3]"],
    [
      "a request with SQL beside it",
      line({ protocol, verb: "product.list", sql: "drop table run" }),
    ],
    ["nothing", ""],
  ])("survives %s", async (_what, sent) => {
    const desk = await record().desk();
    const faults: unknown[] = [];
    const { socket, call } = await serve(desk.call, faults);
    expect(await answerTo(socket, sent)).toMatchObject({ kind: "refusal" });
    expect(await call("product.list", {})).toEqual([]);
  });
});

describe("a server that is none of ours", () => {
  test.each([
    ["hangs up", (connection: Socket): void => void connection.destroy()],
    [
      "hangs up in the middle of an answer",
      (connection: Socket): void => void connection.resume().end('{"kind":"ans'),
    ],
  ] as const)("that %s ends in a sentence", async (_what, behave) => {
    const socket = await openStrangeServer(behave);
    const refusal = await refusalOf(createForwardedCall(socket)("product.list", {}));
    expect(refusal.code).toBe("unavailable");
  });
});
