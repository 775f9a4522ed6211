import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { Background } from "../app/run/background.ts";
import type { PageEnv } from "./render.ts";

/** A proxy gives up on a connection that says nothing, often after a minute; in milliseconds. */
const heartbeatMs = 15_000;

/**
 * Tells what a run does as it does it: `progress` with a sentence, `end` when nobody works it here any
 * more, or when `mayStill`, asked before anything is said, says that the reader is let in no more. Where
 * nobody works it, or too many listen, 204: then no browser asks again (HTML, server-sent events).
 */
export function streamRun(
  c: Context<PageEnv>,
  background: Background,
  run: string,
  mayStill: () => Promise<boolean>,
): Response | Promise<Response> {
  let latest: string | null = background.live(run)?.now ?? null;
  let isOver = false;
  let wake: () => void = () => undefined;
  const leave = background.listen(run, (heard) => {
    if ("ended" in heard) isOver = true;
    else latest = heard.sentence;
    wake();
  });
  if (leave === null) return c.body(null, 204);
  // nginx would keep what is said until there is a page of it.
  c.header("X-Accel-Buffering", "no");
  return streamSSE(c, async (stream) => {
    stream.onAbort(() => {
      wake();
    });
    /** Comes back when there is something to say, or after a while. */
    const isWoken = async (): Promise<boolean> => {
      const waited = new AbortController();
      const woken = new Promise<true>((resolve) => {
        wake = () => {
          resolve(true);
        };
      });
      const silent = sleep(heartbeatMs, false, { signal: waited.signal }).catch(() => false);
      const which = await Promise.race([woken, silent]);
      waited.abort();
      return which;
    };
    try {
      while (!stream.aborted) {
        const isQuiet = latest === null && !isOver && !(await isWoken());
        if ((latest === null && isOver) || !(await mayStill())) {
          await stream.writeSSE({ event: "end", data: "" });
          return;
        }
        const told = latest;
        // What is said meanwhile comes next: a slow reader misses sentences, and nothing piles up.
        latest = null;
        if (told !== null) await stream.writeSSE({ event: "progress", data: told });
        else if (isQuiet) await stream.write(": still at work\n\n");
      }
    } finally {
      leave();
    }
  });
}
