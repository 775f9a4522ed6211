import type { Background } from "./app/run/background.ts";
import type { Call } from "./app/use-cases.ts";
import type { Access } from "./config/load.ts";
import { createApi } from "./http/create-api.ts";
import { createServerApp } from "./server/create-server-app.ts";
import { createEntrance } from "./server/entrance.ts";
import { listen, type Listening } from "./server/listen.ts";
import { createPages } from "./web/pages.ts";

export type ServeOptions = {
  /** 0 takes a free one. */
  readonly port: number;
  /** IP address to listen on. */
  readonly host: string;
  readonly access: Access;
  readonly version: string;
  /** Works the runs that are started on pages, and is stopped with the server; the pages' own where it is absent. */
  readonly background?: Background;
  /** Keeps a fault, under the id given or a new one, and returns the id. */
  onFault(error: unknown, id?: string): string;
};

/** Pages and API over the use cases, behind every check of the server. */
export function createSite(
  call: Call,
  { port, access, version, background, onFault }: Omit<ServeOptions, "host">,
) {
  const tell = (error: unknown, id: string): void => void onFault(error, id);
  const entrance = access.kind === "server" ? createEntrance(access) : null;
  const callAs = entrance?.bind(call) ?? call;
  return createServerApp({
    api: createApi({ call: callAs, version, onFault: tell }),
    pages: createPages({ call: callAs, background, onFault, cookie: entrance?.cookie }),
    port,
    entrance,
    onFault: tell,
  });
}

/** Serves pages and API over the use cases. */
export async function serve(call: Call, options: ServeOptions): Promise<Listening> {
  const listening = await listen(createSite(call, options), options);
  return {
    ...listening,
    async close() {
      // First the runs: who follows one holds a connection open until it ends.
      await options.background?.close();
      await listening.close();
    },
  };
}
