import type { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { AppError } from "../app/errors.ts";
import { decodeDescription, describeRefusal } from "../domain/text/description.ts";
import type { ApiEnv } from "./env.ts";
import { $NoQuery } from "./schemas/fields.ts";
import { $NewProduct } from "./schemas/product.ts";
import { parseRequest } from "./validation.ts";

/** A new product from JSON, or from a description sent as it is. */
export async function readNewProduct(c: Context<ApiEnv>): Promise<z.input<typeof $NewProduct>> {
  parseRequest("query", $NoQuery, c.req.query());
  const [type = "", ...parameters] = (c.req.header("content-type") ?? "").toLowerCase().split(";");
  switch (type.trim()) {
    case "application/json":
      return parseRequest("json", $NewProduct, await readJson(c));
    case "text/markdown":
    case "text/plain": {
      requireUtf8Charset(parameters);
      const decoded = decodeDescription(new Uint8Array(await c.req.arrayBuffer()));
      if (typeof decoded === "string") return { text: decoded };
      throw new AppError("invalid-input", describeRefusal(decoded));
    }
    default:
      throw new HTTPException(415);
  }
}

async function readJson(c: Context<ApiEnv>): Promise<unknown> {
  try {
    return await c.req.json<unknown>();
  } catch {
    throw new HTTPException(400);
  }
}

function requireUtf8Charset(parameters: readonly string[]): void {
  const charset = parameters.map((p) => p.trim()).find((p) => p.startsWith("charset="));
  if (charset === undefined || /^charset="?(?:utf-8|us-ascii)"?$/u.test(charset)) return;
  throw new HTTPException(415);
}
