import { z } from "@hono/zod-openapi";

/**
 * A domain schema under a name in the OpenAPI document. The library adds `openapi` to schemas made
 * after it was loaded, which a domain schema need not be: hence the clone.
 */
export const named = <S extends z.ZodType>(schema: S, name: string): S =>
  z.clone(schema).openapi(name);

/** The library writes `nullable` of a named schema as that schema alone, or as one that nothing meets. */
export const orNull = <S extends z.ZodType>(schema: S) => z.union([schema, z.null()]);
