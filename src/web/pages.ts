import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import type { Call } from "../app/use-cases.ts";
import { createAssetRoutes, loadAssets, type Assets } from "./assets.ts";
import { createErrorPages, type OnFault } from "./error-pages.ts";
import { createRender, type PageEnv } from "./render.ts";
import { addAccountRoutes } from "./routes/account.ts";
import { addAuditRoutes } from "./routes/audit.ts";
import { addHazardRoutes } from "./routes/hazard.ts";
import { addHomeRoute } from "./routes/home.ts";
import { addInsightRoutes } from "./routes/insight.ts";
import { addProductRoutes } from "./routes/product.ts";
import { addProductsRoutes } from "./routes/products.ts";
import { addProvenanceRoutes } from "./routes/provenance.ts";
import { addQueueRoutes } from "./routes/queue.ts";
import { addSuggestionRoutes } from "./routes/suggestion.ts";
import { addTombstoneRoutes } from "./routes/tombstone.ts";
import { addSignInRoutes } from "./routes/sign-in.ts";
import type { PageTools, SessionCookie } from "./tools.ts";

export type PagesDeps = {
  /** The one door to all use cases. */
  readonly call: Call;
  readonly onFault: OnFault;
  /** Where nobody is anybody without signing in: the cookie that says who did. */
  readonly cookie?: SessionCookie | undefined;
  /** A key that makes sending one form twice the same as sending it once. */
  readonly newKey?: () => string;
};

/**
 * The pages, from `/` down, with their assets under `/assets/`. Mounted last: whatever else is asked for
 * gets the page that says it was not found.
 */
export function createPages({
  call,
  onFault,
  cookie,
  newKey = randomUUID,
}: PagesDeps): Hono<PageEnv> {
  const assets = once(loadAssets);
  const render = createRender(assets);
  const tools: PageTools = { call, newKey, render, cookie: cookie ?? null };
  const app = new Hono<PageEnv>();
  const { showError, showNotFound } = createErrorPages(tools, { onFault });

  app.onError(showError);
  app.route("/", createAssetRoutes(assets));
  if (cookie !== undefined) addSignInRoutes(app, tools, cookie);
  app.use(async (c, next) => {
    c.set("person", await call("account.show", {}));
    await next();
  });
  addHomeRoute(app, tools);
  addProductsRoutes(app, tools);
  addProductRoutes(app, tools);
  addInsightRoutes(app, tools);
  addQueueRoutes(app, tools);
  addSuggestionRoutes(app, tools);
  addProvenanceRoutes(app, tools);
  addHazardRoutes(app, tools);
  addAccountRoutes(app, tools);
  addTombstoneRoutes(app, tools);
  addAuditRoutes(app, tools);
  app.all("*", showNotFound);
  return app;
}

function once(load: () => Promise<Assets>): () => Promise<Assets> {
  let loaded: Promise<Assets> | null = null;
  return () => (loaded ??= load());
}
