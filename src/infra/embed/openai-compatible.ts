import { AppError } from "../../app/errors.ts";
import type { Embedder } from "../../app/ports.ts";
import { hashOf } from "../../domain/hash/canonical.ts";
import type { NearnessBounds } from "../../domain/retrieval/hit.ts";
import { attempt, refusesForm, type Reply } from "../llm/reply.ts";
import { retry, waitAwake, type Random, type Wait } from "../llm/retry.ts";
import { sayReply, sayUnanswered, type Asked } from "../llm/say-failure.ts";
import type { Endpoint } from "../llm/take-reply.ts";
import { toBatches } from "./batches.ts";
import { readEmbeddings } from "./read-embeddings.ts";

export type EmbedServer = Endpoint & {
  /** For each try of each batch, until its last byte. */
  readonly timeoutMs: number;
};
export type EmbedSettings = EmbedServer & {
  readonly dimensions: number;
  readonly bounds: NearnessBounds;
};
type Deps = { readonly wait?: Wait; readonly random?: Random };

/** Changes with every change of what is sent for the same text. */
const recipe = "openai-compatible 1";
/** For a text without anything in it, which servers refuse. */
const blank = "-";

const embedderAsked = (model: string): Asked => ({
  what: "texts",
  model,
  url: "HAZID_EMBED_URL, or HAZID_LLM_URL where it is not set",
  key: "HAZID_EMBED_KEY, or the language model's where the server is the same",
  name: "HAZID_EMBED_MODEL",
  timeout: "HAZID_EMBED_TIMEOUT_SECONDS",
  maxBytes: "so many vectors take",
  atRefusal: ": look at HAZID_EMBED_MODEL and HAZID_EMBED_DIMENSIONS",
});

const toSent = (text: string): string => (text.trim() === "" ? blank : text.toWellFormed());

/** Embeds one batch at a time; with `dimensions` null, in as many as the server sends. */
function createBatchEmbed(server: EmbedServer, dimensions: number | null, deps: Deps) {
  const { url, timeoutMs } = server;
  const asked = embedderAsked(server.model);
  const pace = { wait: deps.wait ?? waitAwake, random: deps.random ?? Math.random };
  const fail = (what: string): AppError =>
    new AppError("unavailable", `The embedder's server at ${url.host} ${what}.`);
  /** What is asked for; null once the server is known to refuse to be told, though not the texts. */
  let told = dimensions;

  async function exchange(
    batch: readonly string[],
    wanted: number | null,
    signal: AbortSignal | undefined,
  ): Promise<Reply> {
    const { sendTexts } = await import("./send.ts");
    const send = (within: AbortSignal): Promise<Reply> => sendTexts(server, batch, wanted, within);
    const outcome = await retry(() => attempt(send, timeoutMs, signal), pace, signal);
    if (typeof outcome === "string") throw fail(sayUnanswered(outcome, timeoutMs, asked));
    return outcome;
  }

  return async function embedBatch(
    batch: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<readonly (readonly number[])[]> {
    const wanted = told;
    let reply = await exchange(batch, wanted, signal);
    if (wanted !== null && refusesForm(reply)) {
      reply = await exchange(batch, null, signal);
      if (reply.status === 200) told = null;
    }
    if (reply.status !== 200 || reply.fault !== null) throw fail(sayReply(reply, asked).what);
    const read = readEmbeddings(reply.body, batch.length, dimensions);
    if (!read.ok) throw fail(read.what);
    return read.vectors;
  };
}

/**
 * Embeds by a server with OpenAI's `/embeddings`, on the machine or elsewhere: every text that is given
 * to it is sent there. Throws an `AppError` (unavailable) when there are no vectors within its bounds of
 * time and retries, and the signal's reason when it is aborted. Nothing is sent for no texts.
 */
export function createOpenAiCompatibleEmbedder(
  { dimensions, bounds, ...server }: EmbedSettings,
  deps: Deps = {},
): Embedder {
  const { url, model } = server;
  const embedBatch = createBatchEmbed(server, dimensions, deps);
  return {
    // What is near is part of it: with other bounds the same vectors give another order.
    id: `${model} at ${url.host}, ${dimensions} dimensions, near from ${bounds.related}, close from ${bounds.close}`,
    artefact: hashOf({ recipe, host: url.host, model, dimensions }),
    dimensions,
    bounds,
    sendsTo: url.host,
    async embed(texts, signal) {
      const vectors: number[][] = [];
      for (const batch of toBatches(texts.map(toSent))) {
        signal?.throwIfAborted();
        for (const vector of await embedBatch(batch, signal)) vectors.push([...vector]);
      }
      return vectors;
    },
  };
}

/** How many dimensions a server's vectors have when it is not told; sends it one word. */
export async function askDimensions(server: EmbedServer, deps: Deps = {}): Promise<number> {
  const [vector = []] = await createBatchEmbed(server, null, deps)(["hazard"], undefined);
  return vector.length;
}
