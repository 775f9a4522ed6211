import { OpenAPIHono } from "@hono/zod-openapi";
import { methodNotAllowed } from "hono/method-not-allowed";
import type { Call } from "../app/use-cases.ts";
import { createDocument, type OpenApiDocument } from "./document.ts";
import { toDocsModel } from "./docs-model.ts";
import { docsStylesheet, renderDocs } from "./docs-page.ts";
import type { ApiEnv } from "./env.ts";
import { createErrorHandler, toErrorBody, type OnFault } from "./errors.ts";
import { addAccountRoutes } from "./routes/accounts.ts";
import { addAuditRoutes } from "./routes/audit.ts";
import { addBankRoutes } from "./routes/bank.ts";
import { addCoverageRoutes } from "./routes/coverage.ts";
import { addDecisionRoutes } from "./routes/decisions.ts";
import { addHazardRoutes } from "./routes/hazards.ts";
import { addInsightRoutes } from "./routes/insight.ts";
import { addLogRoutes } from "./routes/log.ts";
import { addProductRoutes } from "./routes/products.ts";
import { addProvenanceRoutes } from "./routes/provenance.ts";
import { addRunRoutes } from "./routes/runs.ts";
import { addSuggestionRoutes } from "./routes/suggestions.ts";
import { addTombstoneRoutes } from "./routes/tombstones.ts";
import { addViewRoutes } from "./routes/views.ts";
import { addTokenRoutes } from "./routes/tokens.ts";
import { refuseInvalid, requireUtf8Json } from "./validation.ts";

export type ApiDeps = {
  /** The one door to all use cases. */
  readonly call: Call;
  readonly version: string;
  /** Told of each fault once; the client is told its id and nothing else. */
  readonly onFault: OnFault;
};

/** The JSON API under `/api`, its OpenAPI document at `/openapi.json`, and that as a page at `/docs`. */
export function createApi({ call, version, onFault }: ApiDeps): OpenAPIHono<ApiEnv> {
  const api = new OpenAPIHono<ApiEnv>({ defaultHook: refuseInvalid });
  api.onError(createErrorHandler(onFault));
  api.use(
    "/api/*",
    methodNotAllowed({
      app: api,
      onMethodNotAllowed: (c, methods) => {
        const allow = methods.join(", ");
        const message = `${c.req.method} is not for this address; it takes ${allow}.`;
        return c.json(toErrorBody(c, "method-not-allowed", message), 405, { Allow: allow });
      },
    }),
  );
  api.use("/api/*", requireUtf8Json);
  addAccountRoutes(api, call);
  addTokenRoutes(api, call);
  addProductRoutes(api, call);
  addRunRoutes(api, call);
  addSuggestionRoutes(api, call);
  addDecisionRoutes(api, call);
  addViewRoutes(api, call);
  addCoverageRoutes(api, call);
  addHazardRoutes(api, call);
  addLogRoutes(api, call);
  addInsightRoutes(api, call);
  addAuditRoutes(api, call);
  addTombstoneRoutes(api, call);
  addProvenanceRoutes(api, call);
  addBankRoutes(api, call);

  let document: OpenApiDocument | undefined;
  const described = (): OpenApiDocument => (document ??= createDocument(api, version));
  api.get("/openapi.json", (c) => c.json(described()));
  api.get("/docs", (c) => c.html(renderDocs(toDocsModel(described()))));
  api.get("/docs.css", (c) => c.body(docsStylesheet, 200, { "Content-Type": "text/css" }));
  api.all("/api/*", (c) =>
    c.json(
      toErrorBody(c, "not-found", "There is nothing at this address. /docs lists what there is."),
      404,
    ),
  );
  return api;
}
