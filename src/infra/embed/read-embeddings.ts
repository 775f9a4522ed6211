import { z } from "zod";

/** What is read of a list of embeddings; servers add much, and some leave the numbering out. */
const $Embeddings = z.object({
  data: z.array(z.object({ index: z.int().nullish(), embedding: z.array(z.number()) })),
});

/** Vectors in the order of the texts, or what is wrong with them. */
export type Read =
  | { readonly ok: true; readonly vectors: readonly (readonly number[])[] }
  | { readonly ok: false; readonly what: string };

const wrong = (what: string): Read => ({ ok: false, what });

function parse(body: string): z.infer<typeof $Embeddings> | null {
  try {
    return $Embeddings.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}

/** Reads the body of a reply of 200; `dimensions` is null where any number of them will do. */
export function readEmbeddings(body: string, texts: number, dimensions: number | null): Read {
  const { data } = parse(body) ?? {};
  if (data === undefined) {
    return wrong("sent something else than a list of embeddings: look at HAZID_EMBED_URL");
  }
  if (data.length !== texts) {
    return wrong(`sent ${data.length} vectors for ${texts} texts: look at HAZID_EMBED_MODEL`);
  }
  const places = data.map(({ index }, i) => index ?? i);
  if (new Set(places).size !== texts || places.some((place) => place < 0 || place >= texts)) {
    return wrong("numbered its vectors otherwise than the texts: look at HAZID_EMBED_URL");
  }
  const vectors: number[][] = Array.from({ length: texts }, () => []);
  for (const [i, { embedding }] of data.entries()) {
    const expected = dimensions ?? data[0]?.embedding.length;
    if (embedding.length !== expected) {
      return wrong(
        `sent vectors of ${embedding.length} numbers, expected ${expected ?? "some"}: look at HAZID_EMBED_DIMENSIONS and HAZID_EMBED_MODEL`,
      );
    }
    const length = Math.hypot(...embedding);
    if (!Number.isFinite(length) || length === 0) {
      return wrong("sent a vector that points nowhere: look at HAZID_EMBED_MODEL");
    }
    // Not every server sends them of length 1, and those that were shortened are not.
    vectors[places[i] ?? i] = embedding.map((value) => value / length);
  }
  return { ok: true, vectors };
}
