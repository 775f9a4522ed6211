import { z } from "zod";
import { facetKey, type Vocabulary } from "../../domain/facet/vocabulary.ts";
import { sha256 } from "../../domain/hash/canonical.ts";
import type { Product } from "../../domain/product/product.ts";
import { inOneLine, type Correction } from "../../domain/profile/correction-lines.ts";
import {
  appendCorrections,
  maxCorrections,
  readCorrections,
  standsInCorrections,
  withoutCorrections,
} from "../../domain/profile/corrections.ts";
import { readKeptProfile } from "../../domain/profile/read.ts";
import { segmentsOf } from "../../domain/text/segments.ts";
import { requireNoPatientData } from "../free-text.ts";
import { requireLatestVersion, requireProduct } from "../require.ts";
import { requireSeen } from "../seen.ts";
import { write } from "../use-case.ts";
import { requireDescription } from "./add.ts";
import { $corrections, refuse, toCorrections } from "./corrections.ts";
import { keepVersion } from "./version.ts";

const $input = z.strictObject({
  product: z.string(),
  /** Hash of the description whose reading was shown. */
  seen: z.string().optional(),
  ...$corrections,
});
type Input = z.infer<typeof $input>;

export type CorrectedProduct = Product & {
  readonly version: number;
  /** Number of the version that was corrected. */
  readonly since: number;
  readonly hash: string;
};

/** What a person typed, by what it is about. */
const typedIn = ({ added, functions }: Input): Record<string, string> => ({
  ...Object.fromEntries(added.map(({ id, words }) => [id, words])),
  ...Object.fromEntries(functions.added.map(({ words }, i) => [`added function ${i + 1}`, words])),
  ...Object.fromEntries(functions.called.map(({ key, words }) => [key, words])),
});

/** What the record says of them: facets by their keys, functions by the hash of their words. */
const recordOf = (corrections: readonly Correction[]) => ({
  struck: corrections.flatMap((c) => (c.says === "not-so" ? [facetKey(c.kind, c.id)] : [])),
  added: corrections.flatMap((c) =>
    c.says === "so" || c.says === "so-after-all" ? [facetKey(c.kind, c.id)] : [],
  ),
  functionsStruck: corrections.flatMap((c) =>
    c.says === "no-function" ? [sha256(inOneLine(c.words))] : [],
  ),
});

/** Adds a version of the description that says what was read wrongly of it, and what was missed. */
export const createCorrectProduct = (vocabulary: Vocabulary) =>
  write({
    summary: "Correcting what was read of a product",
    right: "prepare",
    $input,
    async run(scope, input): Promise<CorrectedProduct> {
      const { tx } = scope;
      requireNoPatientData("words", typedIn(input));
      const product = await requireProduct(tx, input.product);
      // One description at a time: two at once would take one version number twice.
      await tx.audit.lockHead();
      const latest = await requireLatestVersion(tx, product);
      requireSeen(`the description of ${product.name}`, latest.hash, input.seen);
      const segments = segmentsOf(latest.description);
      const described = withoutCorrections(latest.description, segments);
      const profile = readKeptProfile(product.name, latest.description, vocabulary);
      const { struck, added, contested, functions } = input;
      const corrections = toCorrections(
        { struck, added, contested, functions },
        {
          profile,
          described,
          struckFunctions: readCorrections(latest.description, segments, vocabulary).functions
            .struck,
          vocabulary,
        },
      );
      if (segments.filter(standsInCorrections).length + corrections.length > maxCorrections) {
        throw refuse(
          `The description holds ${maxCorrections} corrections, and more are not read: mend its text and add it again.`,
        );
      }
      const description = appendCorrections(latest.description, corrections);
      requireDescription(description);
      const number = latest.number + 1;
      const hash = await keepVersion(
        scope,
        product,
        { number, description },
        { action: "product.correct", ...recordOf(corrections) },
      );
      return { ...product, version: number, since: latest.number, hash };
    },
  });
