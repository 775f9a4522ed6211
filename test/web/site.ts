import { readFile } from "node:fs/promises";
import type { Hono } from "hono";
import { expect } from "vitest";
import { compose, type Hazid } from "../../src/compose.ts";
import { loadConfig } from "../../src/config/load.ts";
import { createPages } from "../../src/web/pages.ts";
import type { PageEnv } from "../../src/web/render.ts";

export type Answer = {
  readonly status: number;
  readonly html: string;
  /** What a person reads: tags and hidden machinery taken away. */
  readonly text: string;
  readonly title: string;
  readonly location: string;
};
type Fields = Readonly<Record<string, string | readonly string[] | File>>;

export type Visitor = {
  readonly get: (path: string) => Promise<Answer>;
  readonly post: (path: string, fields: Fields) => Promise<Answer>;
};
export type Site = Visitor & {
  readonly app: Hono<PageEnv>;
  readonly call: Hazid["call"];
  readonly background: Hazid["background"];
  readonly faults: unknown[];
  close(): Promise<void>;
};

export const readExample = (): Promise<string> =>
  readFile(new URL("../../examples/ambient-scribe.md", import.meta.url), "utf8");

/** The pages over the real use cases and a record in memory. */
export async function openSite(): Promise<Site> {
  const faults: unknown[] = [];
  const hazid = await compose(loadConfig({}), {
    kind: "memory",
    command: "test",
    onProgress: () => undefined,
    onFault: () => "fault",
  });
  const onFault = (error: unknown) => void faults.push(error);
  const { call, background } = hazid;
  const app = createPages({ call, background, onFault });
  return { app, call, background, faults, close: () => hazid.close(), ...visit(app) };
}

/** Waits for the run whose page an answer leads to; gives the path of its product's queue. */
export async function runEnded({ call }: Pick<Site, "call">, { location }: Answer) {
  const [, slug = "", run = ""] = /^\/products\/([^/]+)\/runs\/(R-\d+)/u.exec(location) ?? [];
  await expect
    .poll(async () => (await call("run.follow", { run, product: slug })).run.state, {
      timeout: 30_000,
    })
    .toBe("done");
  return `/products/${slug}/queue`;
}

export function visit(app: Hono<PageEnv>): Visitor {
  return {
    get: async (path) => toAnswer(await app.request(path)),
    async post(path, fields) {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) {
        for (const one of value instanceof File ? [value] : [value].flat()) body.append(name, one);
      }
      return toAnswer(await app.request(path, { method: "POST", body }));
    },
  };
}

async function toAnswer(response: Response): Promise<Answer> {
  const html = await response.text();
  return {
    status: response.status,
    html,
    text: textOf(html),
    title: textOf(/<title>(.*?)<\/title>/su.exec(html)?.[1] ?? ""),
    location: response.headers.get("location") ?? "",
  };
}

const textOf = (html: string): string =>
  html
    .replaceAll(/<head>.*?<\/head>/gsu, " ")
    .replaceAll(/<[^>]*>/gu, "")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replaceAll(/\s+/gu, " ")
    .trim();

/** The value of a hidden field. */
export const hidden = ({ html }: Answer, name: string): string =>
  new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`, "u").exec(html)?.[1] ?? "";

/** The hidden fields of the form that has this button, and the button: what pressing it sends. */
export function pressed({ html }: Answer, decision: string): Record<string, string> {
  const form = [...html.matchAll(/<form[^>]*>.*?<\/form>/gsu)]
    .map(([found]) => found)
    .find((found) => new RegExp(`<button[^>]*value="${decision}"`, "u").test(found));
  if (form === undefined) throw new Error(`Expected a form with the button ${decision}.`);
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/gu)];
  const sent = fields.map(([, name = "", value = ""]) => [name, value] as const);
  return { ...Object.fromEntries(sent), decision };
}

/** Ids of boxes and radios that are ticked. */
export const tickedIn = ({ html }: Answer): string[] =>
  [...html.matchAll(/<input[^>]*\bchecked\b[^>]*>/gu)].map(
    ([input]) => /\bid="([^"]*)"/u.exec(input)?.[1] ?? "",
  );

export const cso = {
  name: "Dr Amara Okafor",
  role: "cso",
  body: "GMC",
  number: "1234567",
} as const;
