import { OpenAI } from "openai";
import type { Reply } from "../llm/reply.ts";
import { takeReply, type Endpoint } from "../llm/take-reply.ts";

/** Of a number in a vector, as JSON; what else a reply holds. */
const bytesOfNumber = 32;
const bytesBeside = 1_000_000;
/** Most that a vector may have: pgvector's limit. */
const maxDimensions = 16_000;
const connectMs = 10_000;

/**
 * Sends texts once and takes what comes back, unread; without `dimensions` the server chooses. Throws
 * what `post` throws; a status of 400 or 500 is a reply.
 */
export async function sendTexts(
  endpoint: Endpoint,
  texts: readonly string[],
  dimensions: number | null,
  signal: AbortSignal,
): Promise<Reply> {
  const numbers = texts.length * (dimensions ?? maxDimensions);
  const limits = { maxBytes: numbers * bytesOfNumber + bytesBeside, connectMs };
  const taking = takeReply(endpoint, limits, signal, "the embedder");
  const client = new OpenAI({
    ...taking.configuration,
    // An explicit value wherever the library would take one from the environment.
    apiKey: endpoint.key?.reveal() ?? "none",
    adminAPIKey: null,
    webhookSecret: null,
    maxRetries: 0,
  });
  await client.embeddings
    .create(
      {
        model: endpoint.model,
        input: [...texts],
        encoding_format: "float",
        ...(dimensions === null ? {} : { dimensions }),
      },
      { signal },
    )
    .catch(() => undefined);
  return taking.reply();
}
