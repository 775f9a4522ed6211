/** The whole schema, by noun: what drizzle-kit writes migrations from and the repositories read. */
export * from "./schema/organisation.ts";
export * from "./schema/people.ts";
export * from "./schema/product.ts";
export * from "./schema/bank.ts";
export * from "./schema/identification.ts";
export * from "./schema/log.ts";
export * from "./schema/desk.ts";
export * from "./schema/keeping.ts";
export * from "./schema/audit.ts";
