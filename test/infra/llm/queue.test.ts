import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { createOpenAiCompatibleChat } from "../../../src/infra/llm/openai-compatible.ts";
import { createQueuedChat } from "../../../src/infra/llm/queue.ts";
import * as faulty from "../../support/faulty-model-server.ts";

const $answer = z.object({ a: z.number() });
const question = (text: string) => ({ prompt: "P", text, $answer, maxTokens: 9 });
const opened: faulty.FaultyModel[] = [];

async function openQueue(script: faulty.Script, concurrency: number) {
  const server = await faulty.openFaultyModel(script);
  opened.push(server);
  const settings = { url: server.url, model: "m", key: null, timeoutMs: 20_000 };
  const chat = createOpenAiCompatibleChat(settings, { wait: () => Promise.resolve() });
  return { chat: createQueuedChat(chat, concurrency), server };
}

afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});

describe("questions to a language model", () => {
  test("are asked no more than so many at once, in their order", async () => {
    const { chat, server } = await openQueue([faulty.after(30, faulty.say('{"a":1}'))], 3);
    const texts = Array.from({ length: 10 }, (_, i) => `text ${i}`);
    const answers = await Promise.all(texts.map((text) => chat.ask(question(text))));
    expect(answers.every(({ parsed }) => parsed.ok)).toBe(true);
    expect(server.mostAtOnce()).toBe(3);
    const order = server.asked.map(({ body }) => body.messages[1]?.content);
    expect(order.slice(3).toSorted()).toEqual(texts.slice(3));
    expect(order.slice(0, 3).toSorted()).toEqual(texts.slice(0, 3));
  });

  test("give their places back when they fail", async () => {
    const { chat, server } = await openQueue([faulty.fail(401)], 1);
    for (const text of ["a", "b", "c"]) {
      await expect(chat.ask(question(text))).rejects.toThrow(/refused the key/u);
    }
    expect(server.asked).toHaveLength(3);
  });

  test("leave the queue when they are given up, with the reason, and hold nobody up", async () => {
    const { chat, server } = await openQueue([faulty.after(50, faulty.say('{"a":1}'))], 1);
    const stop = new AbortController();
    const reason = new Error("enough");
    const first = chat.ask(question("first"));
    const second = chat.ask(question("second"), stop.signal);
    const third = chat.ask(question("third"));
    stop.abort(reason);
    await expect(second).rejects.toBe(reason);
    await expect(chat.ask(question("fourth"), stop.signal)).rejects.toBe(reason);
    expect([(await first).parsed.ok, (await third).parsed.ok]).toEqual([true, true]);
    expect(server.asked.map(({ body }) => body.messages[1]?.content)).toEqual(["first", "third"]);
  });

  test("are known by the model that answers", async () => {
    const { chat, server } = await openQueue([faulty.silence], 8);
    expect(chat).toMatchObject({ id: "m", sendsTo: server.url.host });
  });
});
