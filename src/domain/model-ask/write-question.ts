import { fence } from "../prompt/fence.ts";

/** A part of a question: its name, and what it holds. Words that are not hazid's own go inside. */
export const fencedJson = (name: string, value: unknown): string =>
  fence(name, JSON.stringify(value, null, 1));

/** The two parts with which a question about a product begins. */
export const productParts = (name: string, description: string): string[] => [
  fence("product name", name),
  fence("product description", description),
];

export const wantedLine = (most: number): string => `Candidates wanted: at most ${most}.`;

export const writeParts = (parts: readonly string[]): string => parts.join("\n\n");
