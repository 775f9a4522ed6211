import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { createBackground, type Background } from "../app/run/background.ts";
import type { Call } from "../app/use-cases.ts";
import { createAssetRoutes, loadAssets, type Assets } from "./assets.ts";
import { createErrorPages } from "./error-pages.ts";
import { createSayRecorded } from "./recorded.ts";
import { createRender, type PageEnv } from "./render.ts";
import { addAccountRoutes } from "./routes/account.ts";
import { addAuditRoutes } from "./routes/audit.ts";
import { addBaselineRoutes } from "./routes/baselines.ts";
import { addBankRoutes } from "./routes/bank.ts";
import { addIdentifyRoutes } from "./routes/identify.ts";
import { addCoverageRoutes } from "./routes/coverage.ts";
import { addHazardRoutes } from "./routes/hazard.ts";
import { addHomeRoute } from "./routes/home.ts";
import { addInsightRoutes } from "./routes/insight.ts";
import { addLogExportRoutes } from "./routes/log-export.ts";
import { addProductRoutes } from "./routes/product.ts";
import { addProductsRoutes } from "./routes/products.ts";
import { addProvenanceRoutes } from "./routes/provenance.ts";
import { addQueueRoutes } from "./routes/queue.ts";
import { addRunRoutes } from "./routes/run.ts";
import { addSchemeRoutes } from "./routes/schemes.ts";
import { addSuggestionRoutes } from "./routes/suggestion.ts";
import { addTimeRoutes } from "./routes/time.ts";
import { addTombstoneRoutes } from "./routes/tombstone.ts";
import { addViewsRoutes } from "./routes/views.ts";
import { addStartFromRoutes } from "./routes/start-from.ts";
import { addWorkbookRoutes } from "./routes/workbooks.ts";
import { addSignInRoutes } from "./routes/sign-in.ts";
import type { OnFault, PageTools, SessionCookie } from "./tools.ts";

export type PagesDeps = {
  /** The one door to all use cases. */
  readonly call: Call;
  readonly onFault: OnFault;
  /** Works the runs that are started here; one of the pages' own, which nobody stops, where it is absent. */
  readonly background?: Background | undefined;
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
  background = createBackground((error) => {
    onFault(error, randomUUID());
  }),
  newKey = randomUUID,
}: PagesDeps): Hono<PageEnv> {
  const assets = once(loadAssets);
  const render = createRender(assets);
  const tools: PageTools = { call, background, newKey, render, onFault, cookie: cookie ?? null };
  const app = new Hono<PageEnv>();
  const { showError, showNotFound } = createErrorPages(tools, { onFault });

  app.onError(showError);
  app.route("/", createAssetRoutes(assets));
  if (cookie !== undefined) addSignInRoutes(app, tools, cookie);
  app.use(createSayRecorded({ secure: cookie?.secure ?? false }));
  app.use(async (c, next) => {
    c.set("person", await call("account.show", {}));
    await next();
  });
  // First: it asks for the second look on pages that come after it.
  addTimeRoutes(app, tools);
  addHomeRoute(app, tools);
  addProductsRoutes(app, tools);
  addProductRoutes(app, tools);
  addIdentifyRoutes(app, tools);
  addRunRoutes(app, tools);
  addCoverageRoutes(app, tools);
  addInsightRoutes(app, tools);
  addBankRoutes(app, tools);
  addQueueRoutes(app, tools);
  addSuggestionRoutes(app, tools);
  addViewsRoutes(app, tools);
  addProvenanceRoutes(app, tools);
  addLogExportRoutes(app, tools);
  addHazardRoutes(app, tools);
  addSchemeRoutes(app, tools);
  addBaselineRoutes(app, tools);
  addWorkbookRoutes(app, tools);
  addStartFromRoutes(app, tools);
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
