import { AppError } from "../app/errors.ts";

const entityTag = /^"(?<hash>[0-9a-f]{64})"$/u;

/**
 * The hash that `If-Match` says was seen; undefined when it is missing, which the use case refuses.
 * Entity tags are compared whole and strongly (RFC 9110 §8.8.3.2, §13.1.1), so a weak or shortened
 * one matches nothing. `*` names no content, and a list would be guessing.
 */
export function parseIfMatch(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const value = header.trim();
  if (value === "" || value === "*" || value.includes(",")) {
    throw new AppError(
      "seen-required",
      'A decision says what was seen: expected If-Match with the one entity tag that GET of the suggestion answered in ETag, for example If-Match: "9f86…"; found ' +
        (value === "" ? "nothing in it." : value === "*" ? "*." : "several."),
    );
  }
  const hash = entityTag.exec(value)?.groups?.["hash"];
  if (hash !== undefined) return hash;
  throw new AppError(
    "seen-stale",
    "If-Match is no entity tag that a suggestion answers with: GET the suggestion, read it, and send its ETag unchanged, quotation marks included. Nothing was changed.",
  );
}

export const entityTagOf = (hash: string): string => `"${hash}"`;
