import type { OpenAPIHono } from "@hono/zod-openapi";
import type { ApiEnv } from "./env.ts";

export type OpenApiDocument = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;

/** The OpenAPI 3.1 document of the routes: what clients are generated from and tests parse with. */
export const createDocument = (api: OpenAPIHono<ApiEnv>, version: string): OpenApiDocument =>
  api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "hazid",
      version,
      description:
        "Hazard identification for digital clinical safety. The model never scores; nothing enters the hazard log without a person's decision on the exact content they were shown (ETag and If-Match); nothing is lost.",
      license: { name: "MIT" },
    },
    servers: [{ url: "/" }],
    tags: [
      { name: "account", description: "Who decides" },
      { name: "tokens", description: "Who may come in, where HAZID_MODE is server" },
      { name: "products", description: "Products by their descriptions" },
      { name: "runs", description: "From a description to a queue" },
      { name: "suggestions", description: "The queue, and decisions about what is in it" },
      { name: "coverage", description: "Where was looked, and what people found there or not" },
      {
        name: "views",
        description: "What people thought of a sample of suggestions before those opened to them",
      },
      {
        name: "hazards",
        description:
          "Hazards of the log: decisions are verbs; scores and evaluations stand beside what they judged",
      },
      { name: "log", description: "The hazard log and its exports" },
      {
        name: "insight",
        description:
          "Counts of what was decided about drafts; never about one person or about time",
      },
      { name: "audit", description: "What happened, and whether the record of it holds" },
      { name: "tombstones", description: "Unlawful text, taken out for good" },
      { name: "bank", description: "Prior hazards" },
    ],
  });
