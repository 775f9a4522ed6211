import { z } from "zod";
import type { OpenApiDocument } from "./document.ts";

const $Schema = z.record(z.string(), z.unknown());
const $Content = z.record(z.string(), z.object({ schema: $Schema.default({}) }));
const $Headers = z.record(z.string(), z.object({ description: z.string().default("") }));
const $Operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  tags: z.array(z.string()),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean().default(false),
        description: z.string().default(""),
        schema: $Schema.default({}),
      }),
    )
    .default([]),
  requestBody: z.object({ content: $Content }).optional(),
  responses: z.record(
    z.string(),
    z.object({
      description: z.string(),
      headers: $Headers.default({}),
      content: $Content.default({}),
    }),
  ),
});

/** Of an OpenAPI document what the page shows. */
const $Document = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), $Operation)),
  components: z.object({ schemas: z.record(z.string(), $Schema) }),
});

type Schema = z.infer<typeof $Schema>;
/** Where a schema is described: a name in the document, else its own text. */
export type SchemaPlace = { readonly name: string | null; readonly text: string };
export type DocsOperation = ReturnType<typeof toOperation>;
export type DocsModel = ReturnType<typeof toDocsModel>;

const nameIn = (ref: unknown): string | null =>
  typeof ref === "string" ? (ref.split("/").at(-1) ?? null) : null;

function toPlace(schema: Schema): SchemaPlace {
  const items = z.object({ items: $Schema }).safeParse(schema);
  const name = nameIn(schema["$ref"]) ?? nameIn(items.data?.items["$ref"]);
  const type = typeof schema["type"] === "string" ? schema["type"] : "see /openapi.json";
  if (name === null) return { name: null, text: type };
  return { name, text: items.success ? `a list of ${name}` : name };
}

const toContents = (content: z.infer<typeof $Content>) =>
  Object.entries(content).map(([mediaType, { schema }]) => ({ mediaType, ...toPlace(schema) }));

function toOperation(path: string, method: string, operation: z.infer<typeof $Operation>) {
  return {
    id: operation.operationId,
    method: method.toUpperCase(),
    path,
    summary: operation.summary,
    tags: operation.tags,
    parameters: operation.parameters.map(({ schema, ...parameter }) => ({
      ...parameter,
      values: z.array(z.string()).safeParse(schema["enum"]).data ?? [],
    })),
    bodies: toContents(operation.requestBody?.content ?? {}),
    responses: Object.entries(operation.responses).map(([status, response]) => ({
      status,
      description: response.description,
      headers: Object.keys(response.headers),
      contents: toContents(response.content),
    })),
  };
}

/** The page's view of the document: operations in groups, then the named schemas. */
export function toDocsModel(document: OpenApiDocument) {
  const { info, tags, paths, components } = $Document.parse(document);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => toOperation(path, method, operation)),
  );
  return {
    ...info,
    groups: tags.map((tag) => ({
      ...tag,
      operations: operations.filter((operation) => operation.tags.includes(tag.name)),
    })),
    schemas: Object.entries(components.schemas).map(([name, schema]) => ({
      name,
      text: JSON.stringify(schema, null, 2),
    })),
  };
}
