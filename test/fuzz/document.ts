import { z } from "zod";

/** Of JSON Schema 2020-12 the keywords that describe what is sent; the rest describes answers. */
export type Schema = {
  readonly $ref?: string | undefined;
  readonly type?: string | string[] | undefined;
  readonly const?: z.core.util.JSONType | undefined;
  readonly enum?: z.core.util.JSONType[] | undefined;
  readonly anyOf?: Schema[] | undefined;
  readonly oneOf?: Schema[] | undefined;
  readonly items?: Schema | undefined;
  readonly properties?: Record<string, Schema> | undefined;
  readonly required?: string[] | undefined;
  readonly additionalProperties?: boolean | Schema | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly pattern?: string | undefined;
  readonly format?: string | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly description?: string | undefined;
  readonly example?: z.core.util.JSONType | undefined;
};

const $Schema: z.ZodType<Schema> = z.object({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.json().optional(),
  enum: z.array(z.json()).optional(),
  get anyOf() {
    return z.array($Schema).optional();
  },
  get oneOf() {
    return z.array($Schema).optional();
  },
  get items() {
    return $Schema.optional();
  },
  get properties() {
    return z.record(z.string(), $Schema).optional();
  },
  required: z.array(z.string()).optional(),
  get additionalProperties() {
    return z.union([z.boolean(), $Schema]).optional();
  },
  minLength: z.int().optional(),
  maxLength: z.int().optional(),
  pattern: z.string().optional(),
  format: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minItems: z.int().optional(),
  maxItems: z.int().optional(),
  description: z.string().optional(),
  example: z.json().optional(),
});

const $Parameter = z.object({
  name: z.string(),
  in: z.enum(["path", "query", "header", "cookie"]),
  required: z.boolean().default(false),
  schema: $Schema,
});
const $Media = z.record(z.string(), z.object({ schema: $Schema.optional() }));
const $Headers = z.record(z.string(), z.unknown());
const $Operation = z.object({
  operationId: z.string(),
  parameters: z.array($Parameter).default([]),
  requestBody: z.object({ content: $Media }).optional(),
  responses: z.record(
    z.string(),
    z.object({ headers: $Headers.default({}), content: $Media.default({}) }),
  ),
});
const $Served = z.object({
  paths: z.record(z.string(), z.record(z.string(), $Operation)),
  components: z.object({ schemas: z.record(z.string(), $Schema) }),
});

export type Parameter = z.infer<typeof $Parameter>;
export type Operation = z.infer<typeof $Operation> & {
  readonly method: string;
  readonly path: string;
};
export type ServedDocument = {
  readonly operations: readonly Operation[];
  /** The schema itself, of a reference that which it refers to. */
  resolve(schema: Schema): Schema;
  /** What the document itself says under a property's name, anywhere: its examples and enumerations. */
  wordsOf(property: string): readonly string[];
  /** The parameter whose schema this is word for word: a body that names a hazard takes a hazard's reference. */
  parameterLike(schema: Schema): string | undefined;
  /** What the parameters of its paths are called. */
  readonly names: readonly string[];
  /** The operation that a method and a path as sent are addressed to. */
  find(method: string, path: string): Operation | undefined;
  /** The GET of the longest path that this one begins with and that answers with an entity tag. */
  shownBy(operation: Operation): Operation | undefined;
};

/** Reads the served document; a route that is added to it needs nothing here. */
export function readDocument(served: unknown): ServedDocument {
  const { paths, components } = $Served.parse(served);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
    })),
  );
  const words = collectWords([
    ...Object.values(components.schemas),
    ...operations.flatMap(({ parameters }) =>
      parameters.map(({ name, schema }) => ({ properties: { [name]: schema } })),
    ),
  ]);
  const inPaths = operations.flatMap(({ parameters }) =>
    parameters.filter((parameter) => parameter.in === "path"),
  );
  const parameterOf = new Map(
    inPaths.map(({ name, schema }): [string, string] => [JSON.stringify(schema), name]),
  );
  return {
    operations,
    resolve(schema) {
      const name = schema.$ref?.split("/").at(-1);
      if (name === undefined) return schema;
      const found = components.schemas[name];
      if (found === undefined) throw new Error(`Expected a schema ${name} in the document.`);
      return found;
    },
    wordsOf: (property) => words.get(property) ?? [],
    parameterLike: (schema) => parameterOf.get(JSON.stringify(schema)),
    names: [...new Set(inPaths.map(({ name }) => name))],
    find: (method, path) =>
      operations.find(
        (operation) =>
          operation.method === (method === "HEAD" ? "GET" : method) &&
          patternOf(operation.path).test(path),
      ),
    shownBy: ({ path }) =>
      operations
        .filter(
          (other) =>
            other.method === "GET" &&
            path.startsWith(`${other.path}/`) &&
            other.responses["200"]?.headers["ETag"] !== undefined,
        )
        .sort((a, b) => b.path.length - a.path.length)
        .at(0),
  };
}

const patterns = new Map<string, RegExp>();
function patternOf(path: string): RegExp {
  const known = patterns.get(path);
  if (known !== undefined) return known;
  const source = path
    .split(/(\{\w+\})/u)
    .map((part) => (part.startsWith("{") ? "[^/]+" : RegExp.escape(part)))
    .join("");
  const pattern = new RegExp(`^${source}$`, "u");
  patterns.set(path, pattern);
  return pattern;
}

function collectWords(schemas: readonly Schema[]): ReadonlyMap<string, readonly string[]> {
  const words = new Map<string, Set<string>>();
  const visit = (schema: Schema): void => {
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const said = words.get(name) ?? new Set();
      for (const word of [property.example, ...(property.enum ?? [])]) {
        if (typeof word === "string") said.add(word);
      }
      words.set(name, said);
      visit(property);
    }
    for (const inner of [schema.items, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) {
      if (inner !== undefined) visit(inner);
    }
  };
  for (const schema of schemas) visit(schema);
  return new Map([...words].map(([name, said]) => [name, [...said]]));
}
