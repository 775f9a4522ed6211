import { expect } from "vitest";
import { z } from "zod";

const $Body = z.object({ schema: z.record(z.string(), z.json()) });
const $Operation = z.object({
  operationId: z.string(),
  responses: z.record(
    z.string(),
    z.object({
      headers: z.record(z.string(), z.object({ required: z.boolean().default(false) })).default({}),
      content: z.record(z.string(), $Body).default({}),
    }),
  ),
});
export const $OpenApi = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), $Operation)),
  components: z.object({ schemas: z.record(z.string(), z.json()) }),
});
export type OpenApi = z.infer<typeof $OpenApi>;

/** A zod schema made from the document's own JSON Schema, as a client's generator would. */
export function schemaFrom(document: OpenApi, schema: Record<string, unknown>): z.ZodType {
  const before = madeFrom.get(schema);
  if (before?.document === document) return before.made;
  const schemaMade = fromText(document, schema);
  madeFrom.set(schema, { document, made: schemaMade });
  return schemaMade;
}
const madeFrom = new WeakMap<object, { document: OpenApi; made: z.ZodType }>();

/** Of documents with the same words there is one schema, which is slow to make. */
function fromText(document: OpenApi, schema: Record<string, unknown>): z.ZodType {
  const standing = JSON.stringify({ ...schema, $defs: document.components.schemas });
  const known = made.get(standing);
  if (known !== undefined) return known;
  const local = standing.replaceAll("#/components/schemas/", "#/$defs/");
  const schemaMade = z.fromJSONSchema(JSON.parse(local) as z.core.JSONSchema.JSONSchema);
  made.set(standing, schemaMade);
  return schemaMade;
}
const made = new Map<string, z.ZodType>();

/** Fails unless the document says that this route answers so: status, media type, headers and body. */
export function expectDescribed(
  document: OpenApi,
  route: { readonly method: string; readonly path: string },
  answer: { readonly status: number; readonly headers: Headers; readonly body: unknown },
): void {
  const where = `${route.method} ${route.path} → ${answer.status}`;
  const operation = document.paths[route.path]?.[route.method.toLowerCase()];
  const response = operation?.responses[String(answer.status)];
  expect(response, `${where} is not in the document`).toBeDefined();
  const missing = Object.entries(response?.headers ?? {})
    .filter(([name, { required }]) => required && !answer.headers.has(name))
    .map(([name]) => name);
  expect(missing, `${where} lacks headers that the document promises`).toEqual([]);
  const mediaType = answer.headers.get("content-type")?.split(";")[0] ?? "";
  const content = response?.content[mediaType];
  expect(content, `${where} is ${mediaType}, which is not in the document`).toBeDefined();
  const parsed = schemaFrom(document, content?.schema ?? {}).safeParse(answer.body);
  expect(parsed.error?.issues ?? [], `${where} is not what the document says`).toEqual([]);
}
