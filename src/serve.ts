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
  /** Keeps a fault, under the id given or a new one, and returns the id. */
  onFault(error: unknown, id?: string): string;
};

/** Pages and API over the use cases, behind every check of the server. */
export function createSite(
  call: Call,
  { port, access, version, onFault }: Omit<ServeOptions, "host">,
) {
  const tell = (error: unknown, id: string): void => void onFault(error, id);
  const entrance = access.kind === "server" ? createEntrance(access) : null;
  const callAs = entrance?.bind(call) ?? call;
  return createServerApp({
    api: createApi({ call: callAs, version, onFault: tell }),
    pages: createPages({ call: callAs, onFault, cookie: entrance?.cookie }),
    port,
    entrance,
    onFault: tell,
  });
}

/** Serves pages and API over the use cases. */
export const serve = (call: Call, options: ServeOptions): Promise<Listening> =>
  listen(createSite(call, options), { port: options.port, host: options.host });
