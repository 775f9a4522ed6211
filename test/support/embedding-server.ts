import { z } from "zod";
import {
  openFaultyModel,
  send,
  type Act,
  type Asked,
  type FaultyModel,
} from "./faulty-model-server.ts";

const $Request = z.strictObject({
  model: z.string(),
  input: z.array(z.string()),
  encoding_format: z.literal("float"),
  dimensions: z.int().optional(),
});
export type EmbedRequest = z.infer<typeof $Request>;

export const readRequest = ({ text }: Asked): EmbedRequest => $Request.parse(JSON.parse(text));

export type Listed = { readonly index?: number; readonly embedding: readonly unknown[] };

export const list = (data: readonly Listed[]): Act =>
  send(JSON.stringify({ object: "list", data, model: "m", usage: { total_tokens: 1 } }));

/** Not of length 1; the same for the same text: how often each of the first letters stands in it. */
export const vectorOf = (text: string, dimensions: number): number[] =>
  Array.from(
    { length: dimensions },
    (_, i) => 1 + text.toLowerCase().split(String.fromCharCode(97 + i)).length,
  );

/** Vectors of every text, listed from the last to the first. */
export const embedAll =
  (dimensions: number) =>
  (asked: Asked): Act =>
    list(
      readRequest(asked)
        .input.map((text, index) => ({ index, embedding: vectorOf(text, dimensions) }))
        .toReversed(),
    );

/** A server on 127.0.0.1 that embeds as it should; close it. */
export const openEmbeddingServer = (dimensions: number): Promise<FaultyModel> =>
  openFaultyModel(embedAll(dimensions));
