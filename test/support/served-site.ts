import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { createApi } from "../../src/http/create-api.ts";
import { createServerApp } from "../../src/server/create-server-app.ts";
import { listen, type Listening } from "../../src/server/listen.ts";
import { openSite, type Site } from "../web/site.ts";
import { openBrowser } from "./chromium.ts";

/** The pages in a real Chromium, behind the server's own checks and headers. */
export type ServedSite = {
  readonly site: Site;
  readonly url: string;
  /** What a page asked of other hosts, failed to fetch, complained of or popped up. */
  readonly complaints: string[];
  open(options?: BrowserContextOptions): Promise<Page>;
  context(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** As when the machine is switched off: nobody answers at the address until `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
};

export const widths = {
  wide: { width: 1280, height: 900 },
  narrow: { width: 360, height: 780 },
  /** 1280 pixels at 400 % (WCAG 2.2, 1.4.10). */
  zoomed: { width: 320, height: 256 },
} as const;

export async function openServedSite(): Promise<ServedSite> {
  const site = await openSite();
  const onFault = (error: unknown) => void site.faults.push(error);
  const api = createApi({ call: site.call, version: "test", onFault });
  const app = createServerApp({ api, pages: site.app, port: 0, onFault });
  let server: Listening = await listen(app, { port: 0 });
  const { url, port } = server;
  const browser: Browser = await openBrowser();
  const complaints: string[] = [];

  async function context(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const made = await browser.newContext({
      baseURL: url,
      viewport: widths.wide,
      ...options,
    });
    made.on("request", (request) => {
      if (!request.url().startsWith(url)) complaints.push(`asked for ${request.url()}`);
    });
    made.on("console", (message) => {
      if (message.type() === "error")
        complaints.push(`${message.page()?.url()}: ${message.text()}`);
    });
    made.on("weberror", (error) => complaints.push(`threw ${error.error().message}`));
    made.on("dialog", (dialog) => {
      complaints.push(`popped up “${dialog.message()}”`);
      void dialog.dismiss();
    });
    return made;
  }

  return {
    site,
    url,
    complaints,
    context,
    open: async (options) => (await context(options)).newPage(),
    stop: () => server.close(),
    async start() {
      server = await listen(app, { port });
    },
    async close() {
      await browser.close();
      await server.close();
      await site.close();
    },
  };
}
