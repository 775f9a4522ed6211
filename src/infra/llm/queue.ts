import type { Chat } from "../../app/ports.ts";

/**
 * The same chat, asked at most `concurrency` questions at once; the others wait their turn, first come
 * first served. A question keeps its place through its retries. Who gives up leaves the queue.
 */
export function createQueuedChat(chat: Chat, concurrency: number): Chat {
  const waiting: (() => void)[] = [];
  let running = 0;

  async function enter(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (running < concurrency) {
      running += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const leave = (): void => {
        waiting.splice(waiting.indexOf(turn), 1);
        reject(signal?.reason as Error);
      };
      const turn = (): void => {
        signal?.removeEventListener("abort", leave);
        resolve();
      };
      waiting.push(turn);
      signal?.addEventListener("abort", leave, { once: true });
    });
  }

  function exit(): void {
    const next = waiting.shift();
    // Whoever is next takes over the place, so that nobody slips in between.
    if (next === undefined) running -= 1;
    else next();
  }

  return {
    id: chat.id,
    sendsTo: chat.sendsTo,
    async ask(question, signal) {
      await enter(signal);
      try {
        return await chat.ask(question, signal);
      } finally {
        exit();
      }
    },
  };
}
