import { z } from "zod";

export const standards = ["dcb0129", "dcb0160"] as const;
export const $Standard = z.enum(standards);
export type Standard = (typeof standards)[number];

export type Product = {
  readonly id: string;
  /** Short name for commands and addresses, unique in the organisation. */
  readonly slug: string;
  readonly name: string;
  readonly standard: Standard;
  /** The risk scheme that this product declares (DCB0129 3.2.1). */
  readonly scheme: string;
};

export type ProductVersion = {
  readonly id: string;
  readonly product: string;
  readonly number: number;
  readonly description: string;
  readonly hash: string;
};

const maxNameLength = 100;

/** A name that a sentence is about: “Roundhaven is intended to …”. */
const namedInSentence =
  /\b(?!(?:It|This|That|There|What|Here|He|She|The|Our|We|You|They|Each|Which)\b)([A-Z][\w-]+(?: [A-Z][\w-]+){0,3}) is (?:intended|designed|an? )/u;

/** A greeting, a label of something else, or a sentence. */
const notAName =
  /^(?:hi|hello|hey|dear|from|to|date|intended|purpose|users?)\b|\b(?:is|are|helps?|lets|allows)\b.*\.$/iu;
const nameLabel = /^[*_\s]*(?:product(?: name)?|name|system)[*_]*\s*[:–—-]\s*[*_]*/iu;

/** The product's name as its description gives it: its first heading, else its first short line. */
export function nameFromDescription(text: string, fallback: string): string {
  const heading = /^\s{0,3}#\s+(.+)$/mu.exec(text)?.[1];
  const firstLine =
    text
      .split("\n")
      .find((line) => line.trim() !== "")
      ?.trim() ?? "";
  const short = firstLine.length <= 60 && !notAName.test(firstLine) ? firstLine : undefined;
  const line = heading ?? short ?? namedInSentence.exec(text)?.[1] ?? fallback;
  const plain = line
    .replace(nameLabel, "")
    .replaceAll(/[*_`#|]/gu, "")
    .replace(/[.:]\s*$/u, "")
    .trim();
  return (plain === "" ? fallback : plain).slice(0, maxNameLength).trim();
}

export function slugOf(name: string): string {
  const plain = name.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const slug = plain
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replaceAll(/^-+|-+$/gu, "")
    .slice(0, 48);
  return slug.replace(/-+$/u, "") || "product";
}
