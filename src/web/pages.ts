import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { AppError } from "../app/errors.ts";
import type { Call } from "../app/use-cases.ts";
import { createAssetRoutes, loadAssets, type Assets } from "./assets.ts";
import { createErrorPages } from "./error-pages.ts";
import { createRender, type PageEnv } from "./render.ts";
import { addAccountRoutes } from "./routes/account.ts";
import { addAuditRoutes } from "./routes/audit.ts";
import { addHazardRoutes } from "./routes/hazard.ts";
import { addProductRoutes } from "./routes/product.ts";
import { addProductsRoutes } from "./routes/products.ts";
import { addQueueRoutes } from "./routes/queue.ts";
import { addSuggestionRoutes } from "./routes/suggestion.ts";
import type { PageTools } from "./tools.ts";

export type PagesDeps = {
  /** The one door to all use cases. */
  readonly call: Call;
  /** Keeps a fault and returns the id by which it is found. */
  onFault(error: unknown): string;
  /** A key that makes sending one form twice the same as sending it once. */
  readonly newKey?: () => string;
};

/** A description may have a million bytes; percent-encoding can treble what a form sends. */
const maxFormBytes = 4_000_000;

/**
 * The pages, from `/` down, with their assets under `/assets/`. Mounted last: whatever else is asked for
 * gets the page that says it was not found.
 */
export function createPages({ call, onFault, newKey = randomUUID }: PagesDeps): Hono<PageEnv> {
  const assets = once(loadAssets);
  const tools: PageTools = { call, newKey, render: createRender(assets) };
  const app = new Hono<PageEnv>();
  const { showError, showNotFound } = createErrorPages(tools.render, onFault);

  app.onError(showError);
  app.route("/", createAssetRoutes(assets));
  app.use(async (c, next) => {
    c.set("person", await call("account.show", {}));
    await next();
  });
  app.post(
    "*",
    bodyLimit({
      maxSize: maxFormBytes,
      onError: () => {
        throw new AppError(
          "invalid-input",
          "That is more than can be read: a description has at most 1,000,000 bytes.",
        );
      },
    }),
  );
  addProductsRoutes(app, tools);
  addProductRoutes(app, tools);
  addQueueRoutes(app, tools);
  addSuggestionRoutes(app, tools);
  addHazardRoutes(app, tools);
  addAccountRoutes(app, tools);
  addAuditRoutes(app, tools);
  app.all("*", showNotFound);
  return app;
}

function once(load: () => Promise<Assets>): () => Promise<Assets> {
  let loaded: Promise<Assets> | null = null;
  return () => (loaded ??= load());
}
