import { z } from "zod";
import type { Vocabulary } from "../../domain/facet/vocabulary.ts";
import { sha256 } from "../../domain/hash/canonical.ts";
import {
  nameFromDescription,
  slugOf,
  $Standard,
  type Product,
} from "../../domain/product/product.ts";
import { bringsCorrections } from "../../domain/profile/corrections.ts";
import { readProfile } from "../../domain/profile/read.ts";
import type { Question } from "../../domain/profile/profile.ts";
import { exampleScheme } from "../../domain/risk/scheme.ts";
import { describeRefusal, refuseDescription } from "../../domain/text/description.ts";
import { findPatientIdentifiers } from "../../domain/text/patient-identifiers.ts";
import { AppError } from "../errors.ts";
import type { Tx } from "../ports.ts";
import { write } from "../use-case.ts";
import { keepVersion } from "./version.ts";

const $input = z.strictObject({
  text: z.string(),
  /** Used when the description names no product. */
  fallbackName: z.string().trim().min(1).max(100).default("Product"),
  name: z.string().trim().min(1).max(100).optional(),
  standard: $Standard.default("dcb0129"),
});

export type AddedProduct = Product & {
  readonly version: number;
  /** False when this very description was there already. */
  readonly added: boolean;
  readonly questions: readonly Question[];
};

/** Refuses what cannot or must not be kept as a description, with the place named. */
export function requireDescription(text: string): void {
  const refusal = refuseDescription(text);
  if (refusal !== null) throw new AppError("invalid-input", describeRefusal(refusal));
  const [first] = findPatientIdentifiers(text);
  if (first !== undefined) {
    throw new AppError(
      "patient-identifier",
      `The description holds what looks like ${first.kind === "NHS number" ? "an NHS number" : "a date of birth"} at line ${first.line}, column ${first.column}: take patient data out and try again. Nothing was kept.`,
    );
  }
}

function requireName(name: string): void {
  if (findPatientIdentifiers(name).length === 0) return;
  throw new AppError(
    "patient-identifier",
    "The product's name holds what looks like a patient identifier: take it out and try again. Nothing was kept.",
  );
}

/** What was read is corrected by a person, whom the record names: a text cannot do it. */
function requireNoneBrought(text: string, latest: string | null): void {
  if (!bringsCorrections(text, latest)) return;
  throw new AppError(
    "invalid-input",
    latest === null
      ? "The description brings a section “Corrections to what was read”: a text cannot correct how it is read. Take the section out, add the description, and correct there what was read of it. Nothing was kept."
      : "The description brings a section “Corrections to what was read” that is not that of the product's latest version: a text cannot correct how it is read. Leave the section as it is there, or take it out, and correct what was read of the new version. Nothing was kept.",
  );
}

/** Names of pages beside those of products. */
const taken: ReadonlySet<string> = new Set(["new"]);

async function freeSlug(tx: Tx, name: string): Promise<string> {
  const base = slugOf(name);
  for (let n = 1; ; n += 1) {
    const slug = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(slug) && (await tx.products.find(slug)) === null) return slug;
  }
}

/** Adds a product, or a new version of one of the same name. */
export const createAddProduct = (vocabulary: Vocabulary) =>
  write({
    summary: "Adding a product",
    right: "prepare",
    $input,
    async run(scope, input): Promise<AddedProduct> {
      const { tx, at, newId } = scope;
      requireDescription(input.text);
      const name = input.name ?? nameFromDescription(input.text, input.fallbackName);
      requireName(name);
      const profile = readProfile(name, input.text, vocabulary);
      if (profile === null) {
        throw new AppError(
          "invalid-input",
          "The description does not say what the product is for (its intended use, DCB0129 4.2): add a sentence such as “Intended use: to help … to …” and try again.",
        );
      }
      const hash = sha256(input.text);
      // One description at a time: two at once would take one slug, or one version number, twice.
      await tx.audit.lockHead();
      const known = await tx.products.find(name);
      const latest = known === null ? null : await tx.products.latestVersion(known.id);
      if (known !== null && latest?.hash === hash) {
        return { ...known, version: latest.number, added: false, questions: profile.questions };
      }
      requireNoneBrought(input.text, latest?.description ?? null);
      const product = known ?? {
        id: newId(),
        slug: await freeSlug(tx, name),
        name,
        standard: input.standard,
        scheme: exampleScheme.id,
      };
      if (known === null) await tx.products.add(product, at);
      const number = (latest?.number ?? 0) + 1;
      await keepVersion(
        scope,
        product,
        { number, description: input.text },
        { action: known === null ? "product.add" : "product.describe" },
      );
      return { ...product, version: number, added: true, questions: profile.questions };
    },
  });
