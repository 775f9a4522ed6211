import type { Call } from "./app/use-cases.ts";
import { createApi } from "./http/create-api.ts";
import { createServerApp } from "./server/create-server-app.ts";
import { listen, type Listening } from "./server/listen.ts";
import { createPages } from "./web/pages.ts";

export type ServeOptions = {
  /** 0 takes a free one. */
  readonly port: number;
  readonly version: string;
  /** Keeps a fault, under the id given or a new one, and returns the id. */
  onFault(error: unknown, id?: string): string;
};

/** Serves pages and API over the use cases on 127.0.0.1. */
export function serve(call: Call, { port, version, onFault }: ServeOptions): Promise<Listening> {
  const tell = (error: unknown, id: string): void => void onFault(error, id);
  const app = createServerApp({
    api: createApi({ call, version, onFault: tell }),
    pages: createPages({ call, onFault }),
    port,
    onFault: tell,
  });
  return listen(app, { port });
}
