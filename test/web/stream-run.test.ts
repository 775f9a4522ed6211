import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { createBackground } from "../../src/app/run/background.ts";
import type { Call } from "../../src/app/use-cases.ts";
import type { PageEnv } from "../../src/web/render.ts";
import { streamRun } from "../../src/web/stream-run.ts";

/** A run that says what it is told to, until it is let go of. */
async function makeLive() {
  const background = createBackground(() => undefined);
  let say: (sentence: string) => void = () => undefined;
  const call = ((
    _verb: string,
    _input: object,
    options: { readonly signal: AbortSignal; onProgress(sentence: string): void },
  ) => {
    say = (sentence) => {
      options.onProgress(sentence);
    };
    say("Drafting candidates");
    return new Promise((resolve) => {
      options.signal.addEventListener("abort", resolve);
    });
  }) as unknown as Call;
  await background.work(call, "run-1");
  const app = new Hono<PageEnv>();
  let isSignedIn = true;
  app.get("/events", (c) => streamRun(c, background, "run-1", () => Promise.resolve(isSignedIn)));
  return {
    signOut: () => {
      isSignedIn = false;
    },
    app,
    background,
    say: (sentence: string) => {
      say(sentence);
    },
  };
}

describe("the events of a run", () => {
  test("begin with what it does now, tell what comes, and end with it", async () => {
    const { app, background, say } = await makeLive();
    const response = await app.request("/events");
    expect(response.headers.get("content-type")).toContain("text/event-stream");
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    const reader = (response.body ?? new ReadableStream())
      .pipeThrough(new TextDecoderStream())
      .getReader();
    expect((await reader.read()).value).toBe("event: progress\ndata: Drafting candidates\n\n");
    say("Ordering\nby relevance");
    expect((await reader.read()).value).toBe(
      "event: progress\ndata: Ordering\ndata: by relevance\n\n",
    );
    await background.close();
    expect((await reader.read()).value).toBe("event: end\ndata: \n\n");
    expect((await reader.read()).done).toBe(true);
  });

  test("end when the reader is let in no more, and tell nothing of what comes", async () => {
    const { app, background, say, signOut } = await makeLive();
    const response = await app.request("/events");
    const reader = (response.body ?? new ReadableStream())
      .pipeThrough(new TextDecoderStream())
      .getReader();
    expect((await reader.read()).value).toContain("Drafting candidates");
    signOut();
    say("Ordering by relevance");
    expect((await reader.read()).value).toBe("event: end\ndata: \n\n");
    expect((await reader.read()).done).toBe(true);
    await background.close();
  });

  test("are none where nobody works it here, nor for one listener too many", async () => {
    const { app, background } = await makeLive();
    const leaves = Array.from({ length: 20 }, () => background.listen("run-1", () => undefined));
    expect((await app.request("/events")).status).toBe(204);
    for (const leave of leaves) leave?.();
    expect((await app.request("/events")).status).toBe(200);
    await background.stop("run-1");
    expect((await app.request("/events")).status).toBe(204);
  });

  test("leave no ear behind when the reader goes away", async () => {
    const { app, background } = await makeLive();
    for (let n = 0; n < 25; n += 1) {
      const response = await app.request("/events");
      expect([n, response.status]).toEqual([n, 200]);
      await response.body?.cancel();
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    await background.close();
  });
});
