import { Hono } from "hono";
import type { Judging } from "./app/evaluation/judging.ts";
import { createServerApp } from "./server/create-server-app.ts";
import { listen, type Listening } from "./server/listen.ts";
import { createJudgePages } from "./web/judge/pages.ts";

type ServeJudgeOptions = {
  /** 0 takes a free one. */
  readonly port: number;
  /** Keeps a fault, under the id given, and returns the id. */
  onFault(error: unknown, id?: string): string;
};

/** The pages for judging behind every check of the server; there is no API. */
export function createJudgeSite(judging: Judging, { port, onFault }: ServeJudgeOptions) {
  const tell = (error: unknown, id: string): void => void onFault(error, id);
  const pages = createJudgePages({ judging, onFault: tell });
  return createServerApp({ api: new Hono(), pages, port, onFault: tell });
}

/** Serves them on 127.0.0.1 alone. */
export const serveJudge = (judging: Judging, options: ServeJudgeOptions): Promise<Listening> =>
  listen(createJudgeSite(judging, options), { port: options.port });
