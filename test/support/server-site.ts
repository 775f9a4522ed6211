import { createSite } from "../../src/serve.ts";
import type { Access } from "../../src/config/load.ts";
import type { Desk } from "./record.ts";

export const publicUrl = new URL("https://hazid.example.nhs.uk");
export const cookieName = "__Host-hazid";

type Sent = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
};
export type Reached = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly location: string | null;
  readonly setCookie: string | null;
};
export type ServerSite = { send(path: string, sent?: Sent): Promise<Reached>; faults: unknown[] };

const access: Extract<Access, { kind: "server" }> = {
  kind: "server",
  publicUrl,
  clientHeader: "x-forwarded-for",
  token: null,
};

/** Pages and API in server mode, behind every check, as a proxy at `url` passes requests on. */
export function openServerSite({ call }: Pick<Desk, "call">, url = publicUrl): ServerSite {
  const faults: unknown[] = [];
  const app = createSite(call, {
    port: 4270,
    access: { ...access, publicUrl: url },
    version: "0.0.0",
    onFault(error) {
      faults.push(error);
      return "fault";
    },
  });
  return {
    faults,
    async send(path, { method, headers = {}, form } = {}) {
      const response = await app.request(`http://127.0.0.1:4270${path}`, {
        method: method ?? (form === undefined ? "GET" : "POST"),
        headers: {
          host: url.host,
          "x-forwarded-for": "192.0.2.7",
          ...(form === undefined ? {} : { origin: url.origin, "sec-fetch-site": "same-origin" }),
          ...headers,
        },
        ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
      });
      return {
        status: response.status,
        headers: response.headers,
        text: await response.text(),
        location: response.headers.get("location"),
        setCookie: response.headers.get("set-cookie"),
      };
    },
  };
}

/** What the browser keeps of a `Set-Cookie`, and sends back. */
export const cookieOf = ({ setCookie }: Pick<Reached, "setCookie">): { cookie: string } => ({
  cookie: setCookie?.split(";")[0] ?? "",
});
