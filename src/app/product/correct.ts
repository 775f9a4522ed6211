import { z } from "zod";
import { facetKinds } from "../../domain/facet/kinds.ts";
import { facetKey, type Facet, type Vocabulary } from "../../domain/facet/vocabulary.ts";
import type { Product } from "../../domain/product/product.ts";
import {
  appendCorrections,
  findWords,
  maxCorrections,
  standsInCorrections,
  withoutCorrections,
  type Correction,
} from "../../domain/profile/corrections.ts";
import type { Profile } from "../../domain/profile/profile.ts";
import { readKeptProfile } from "../../domain/profile/read.ts";
import { segmentsOf } from "../../domain/text/segments.ts";
import { maxQuoteWords } from "../../domain/text/span.ts";
import { countWords } from "../../domain/text/words.ts";
import { AppError } from "../errors.ts";
import { requireNoPatientData } from "../free-text.ts";
import { requireLatestVersion, requireProduct } from "../require.ts";
import { requireSeen } from "../seen.ts";
import { write } from "../use-case.ts";
import { requireDescription } from "./add.ts";
import { keepVersion } from "./version.ts";

const $facet = { kind: z.enum(facetKinds), id: z.string().min(1).max(60) };
const $input = z.strictObject({
  product: z.string(),
  /** Hash of the description whose reading was shown. */
  seen: z.string().optional(),
  /** Facets that were read and are not so. */
  struck: z.array(z.strictObject($facet)).max(60).default([]),
  /** Facets that were missed: with words of the description, or with what the maker said. */
  added: z
    .array(
      z.strictObject({
        ...$facet,
        by: z.enum(["description", "maker"]),
        words: z.string().trim().min(2).max(400),
      }),
    )
    .max(20)
    .default([]),
});
type Input = z.infer<typeof $input>;

export type CorrectedProduct = Product & {
  readonly version: number;
  /** Number of the version that was corrected. */
  readonly since: number;
  readonly hash: string;
};

const refuse = (sentence: string): AppError => new AppError("invalid-input", sentence);

function requireFacet({ facets }: Vocabulary, { kind, id }: Input["struck"][number]): Facet {
  const facet = facets.get(facetKey(kind, id));
  if (facet !== undefined) return facet;
  throw refuse(`The vocabulary has no ${kind} “${id}”: choose one that it has.`);
}

/** What the person says of facets, against what is read now. */
function toCorrections(
  { struck, added }: Input,
  profile: Profile,
  described: string,
  vocabulary: Vocabulary,
): Correction[] {
  const named = [...struck, ...added].map(({ kind, id }) => facetKey(kind, id));
  if (named.length === 0) throw refuse("Expected something to correct, and found nothing.");
  if (new Set(named).size < named.length) {
    throw refuse("One point is corrected twice: strike it, or add it, once.");
  }
  const read = new Set(profile.facets.map(({ kind, id }) => facetKey(kind, id)));
  return [
    ...struck.map((one): Correction => {
      const facet = requireFacet(vocabulary, one);
      if (!read.has(facetKey(one.kind, one.id))) {
        throw refuse(
          `“${facet.label}” was not read from the description: there is nothing to strike.`,
        );
      }
      return { ...facet, says: "not-so" };
    }),
    ...added.map(({ by, words, ...one }): Correction => {
      const facet = requireFacet(vocabulary, one);
      if (read.has(facetKey(one.kind, one.id))) {
        throw refuse(`“${facet.label}” was read from the description already.`);
      }
      if (by === "maker") return { ...facet, says: "so", by, words };
      return { ...facet, says: "so", by, words: requireWords(facet, words, described) };
    }),
  ];
}

/** The words as the description has them. */
function requireWords({ label }: Facet, words: string, described: string): string {
  if (countWords(words) > maxQuoteWords) {
    throw refuse(
      `The words for “${label}” are too many: point to at most ${maxQuoteWords} of the description.`,
    );
  }
  const found = findWords(described, words);
  if (found !== null) return found.quote;
  throw refuse(
    `The words for “${label}” do not stand in the description: copy them from it, or say that the maker told you.`,
  );
}

/** Adds a version of the description that says what was read wrongly of it, and what was missed. */
export const createCorrectProduct = (vocabulary: Vocabulary) =>
  write({
    summary: "Correcting what was read of a product",
    right: "prepare",
    $input,
    async run(scope, input): Promise<CorrectedProduct> {
      const { tx } = scope;
      requireNoPatientData("words", Object.fromEntries(input.added.map((a) => [a.id, a.words])));
      const product = await requireProduct(tx, input.product);
      // One description at a time: two at once would take one version number twice.
      await tx.audit.lockHead();
      const latest = await requireLatestVersion(tx, product);
      requireSeen(`the description of ${product.name}`, latest.hash, input.seen);
      const segments = segmentsOf(latest.description);
      const described = withoutCorrections(latest.description, segments);
      const profile = readKeptProfile(product.name, latest.description, vocabulary);
      const corrections = toCorrections(input, profile, described, vocabulary);
      if (segments.filter(standsInCorrections).length + corrections.length > maxCorrections) {
        throw refuse(
          `The description holds ${maxCorrections} corrections, and more are not read: mend its text and add it again.`,
        );
      }
      const description = appendCorrections(latest.description, corrections);
      requireDescription(description);
      const number = latest.number + 1;
      const keys = (says: Correction["says"]) =>
        corrections.filter((c) => c.says === says).map(({ kind, id }) => facetKey(kind, id));
      const hash = await keepVersion(
        scope,
        product,
        { number, description },
        { action: "product.correct", struck: keys("not-so"), added: keys("so") },
      );
      return { ...product, version: number, since: latest.number, hash };
    },
  });
