import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Call } from "../../app/use-cases.ts";
import { toProv } from "../../domain/provenance/prov/to-prov.ts";
import { tellStory } from "../../domain/provenance/story.ts";
import { toStoryText } from "../../domain/provenance/story-text.ts";
import { refusals, toAnswer } from "../answers.ts";
import { askedFormat } from "../asked-format.ts";
import { readOptions } from "../call-options.ts";
import type { ApiEnv } from "../env.ts";
import {
  $ProvDocument,
  $Provenance,
  $ProvenanceQuery,
  $ProvenanceRef,
  type provenanceFormats,
} from "../schemas/provenance.ts";

/** Nobody has registered a media type for PROV-JSON: this one says what it is, and is JSON to whoever knows no more. */
const provType = "application/prov+json";
const formatOfType = {
  "application/json": "json",
  [provType]: "prov",
  "text/plain": "story",
} as const satisfies Readonly<Record<string, (typeof provenanceFormats)[number]>>;

const showProvenance = createRoute({
  method: "get",
  path: "/api/provenance/{ref}",
  operationId: "showProvenance",
  tags: ["audit"],
  summary:
    "How a suggestion, a hazard, or one cause or control of it came about, and who decided: as JSON, as W3C PROV-JSON, or as a story",
  request: { query: $ProvenanceQuery, params: z.strictObject({ ref: $ProvenanceRef }) },
  responses: {
    200: {
      description: "The provenance, in the form asked for",
      content: {
        "application/json": { schema: $Provenance },
        [provType]: { schema: $ProvDocument },
        "text/plain": { schema: z.string() },
      },
    },
    ...refusals(404, 409),
  },
});

export function addProvenanceRoutes(api: OpenAPIHono<ApiEnv>, call: Call): void {
  api.openapi(showProvenance, async (c) => {
    const { format, ...query } = c.req.valid("query");
    const input = { ...c.req.valid("param"), ...query };
    const found = await call("provenance.show", input, readOptions(c));
    switch (askedFormat(c, format, formatOfType)) {
      case "json":
        return c.json(toAnswer(found), 200);
      case "prov":
        return c.json(toProv(found), 200, { "Content-Type": provType });
      case "story":
        return c.text(toStoryText(tellStory(found)), 200);
    }
  });
}
