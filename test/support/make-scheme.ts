import type { z } from "zod";
import type { $WrittenScheme } from "../../src/domain/risk/written-scheme.ts";
import type { Desk } from "./record.ts";

const words = (texts: readonly string[]) =>
  texts.map((word) => ({ word, definition: `${word}, as the trust means it.` }));

/** A scheme with words and a matrix of its own, as a person writes it. */
export const makeWrittenScheme = (
  overrides: Partial<z.input<typeof $WrittenScheme>> = {},
): z.input<typeof $WrittenScheme> => ({
  id: "trust-3x3",
  name: "Matrix of the trust",
  severities: words(["Slight", "Grave", "Deadly"]),
  likelihoods: words(["Rare", "Likely"]),
  matrix: { Rare: [1, 2, 3], Likely: [2, 3, 3] },
  levels: [1, 2, 3].map((level) => ({ level, meaning: `Level ${level} of the trust.` })),
  ...overrides,
});

/** Adds a scheme and declares it for a product, as somebody did who was shown it. */
export async function declareOwn(
  { call }: Pick<Desk, "call">,
  product: string,
  overrides: Parameters<typeof makeWrittenScheme>[0] = {},
): Promise<string> {
  const { name, hash } = await call("scheme.add", { scheme: makeWrittenScheme(overrides) });
  const reason = "The trust scores all its products by it.";
  await call("scheme.declare", { product, scheme: name, seen: hash, reason });
  return name;
}
