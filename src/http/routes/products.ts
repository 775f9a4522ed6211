import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import type { Call } from "../../app/use-cases.ts";
import { json, jsonBody, refusals, toAnswer, writeRefusals } from "../answers.ts";
import { readOptions, writeOptions } from "../call-options.ts";
import { readNewProduct } from "../description-body.ts";
import type { ApiEnv } from "../env.ts";
import { entityTagOf, requireIfMatch } from "../if-match.ts";
import { $NoQuery, $ProductRef, $ProductSeenHeaders, $WriteHeaders } from "../schemas/fields.ts";
import {
  $AddedProduct,
  $AnsweredProduct,
  $CorrectedProduct,
  $Description,
  $Facet,
  $NewAnswers,
  $NewCorrections,
  $NewProduct,
  $ProductLine,
  $ShownProduct,
} from "../schemas/product.ts";

const tags = ["products"];

const addProduct = createRoute({
  method: "post",
  path: "/api/products",
  operationId: "addProduct",
  tags,
  summary: "Add a product by its description, or a new version of one of the same name",
  request: {
    query: $NoQuery,
    headers: $WriteHeaders,
    body: {
      required: true,
      content: {
        "application/json": { schema: $NewProduct },
        "text/markdown": { schema: $Description },
        "text/plain": { schema: $Description },
      },
    },
  },
  responses: {
    200: json("This very description was there already", $AddedProduct),
    201: json("Added", $AddedProduct),
    ...writeRefusals(),
  },
});

const listProducts = createRoute({
  method: "get",
  path: "/api/products",
  operationId: "listProducts",
  tags,
  summary: "Every product, with what waits in its queue and stands in its log",
  request: { query: $NoQuery },
  responses: { 200: json("Products", z.array($ProductLine)), ...refusals() },
});

const showProduct = createRoute({
  method: "get",
  path: "/api/products/{product}",
  operationId: "showProduct",
  tags,
  summary: "A product with its description as read now, and its runs",
  request: { query: $NoQuery, params: z.strictObject({ product: $ProductRef }) },
  responses: {
    200: {
      ...json("The product", $ShownProduct),
      headers: z.object({
        ETag: z
          .string()
          .openapi({ description: "of the description shown; what If-Match sends back" }),
      }),
    },
    ...refusals(404),
  },
});

const listFacets = createRoute({
  method: "get",
  path: "/api/facets",
  operationId: "listFacets",
  tags,
  summary: "The vocabulary by which descriptions are read",
  request: { query: $NoQuery },
  responses: { 200: json("Every facet", z.array($Facet)), ...refusals() },
});

const correctProduct = createRoute({
  method: "post",
  path: "/api/products/{product}/corrections",
  operationId: "correctProduct",
  tags,
  summary: "Strike what was read wrongly of a product, add what was missed: a new version",
  request: {
    query: $NoQuery,
    params: z.strictObject({ product: $ProductRef }),
    headers: $ProductSeenHeaders,
    body: jsonBody($NewCorrections),
  },
  responses: {
    201: json("The new version", $CorrectedProduct),
    ...writeRefusals(404, 412, 428),
  },
});

const answerQuestions = createRoute({
  method: "post",
  path: "/api/products/{product}/answers",
  operationId: "answerQuestions",
  tags,
  summary: "Answer open questions: a new version of the description that holds the answers",
  request: {
    query: $NoQuery,
    params: z.strictObject({ product: $ProductRef }),
    headers: $WriteHeaders,
    body: jsonBody($NewAnswers),
  },
  responses: {
    201: json("The new version; identify since the one in `looked`", $AnsweredProduct),
    ...writeRefusals(404),
  },
});

export function addProductRoutes(api: OpenAPIHono<ApiEnv>, call: Call): void {
  // The library validates one body type a route; this one takes three.
  api.openAPIRegistry.registerPath(addProduct);
  api.post(addProduct.path, async (c) => {
    const added = await call("product.add", await readNewProduct(c), writeOptions(c));
    c.header("Location", `/api/products/${added.slug}`);
    return c.json(added, added.added ? 201 : 200);
  });
  api.openapi(listProducts, async (c) =>
    c.json(toAnswer(await call("product.list", {}, readOptions(c))), 200),
  );
  api.openapi(answerQuestions, async (c) => {
    const input = { ...c.req.valid("param"), ...c.req.valid("json") };
    const answered = await call("product.answer", input, writeOptions(c));
    c.header("Location", `/api/products/${answered.slug}`);
    return c.json(toAnswer(answered), 201);
  });
  api.openapi(correctProduct, async (c) => {
    const seen = requireIfMatch("product", c.req.valid("header")["if-match"]);
    const input = { ...c.req.valid("param"), ...c.req.valid("json"), seen };
    const corrected = await call("product.correct", input, writeOptions(c));
    c.header("Location", `/api/products/${corrected.slug}`);
    return c.json(toAnswer(corrected), 201);
  });
  api.openapi(listFacets, async (c) =>
    c.json(toAnswer(await call("facet.list", {}, readOptions(c))), 200),
  );
  api.openapi(showProduct, async (c) => {
    const shown = await call("product.show", c.req.valid("param"), readOptions(c));
    c.header("ETag", entityTagOf(shown.hash));
    return c.json(toAnswer(shown), 200);
  });
}
