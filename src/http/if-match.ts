import { AppError } from "../app/errors.ts";

const entityTag = /^"(?<hash>[0-9a-f]{64})"$/u;

/**
 * The hash that `If-Match` says was seen. Entity tags are compared whole and strongly (RFC 9110
 * §8.8.3.2, §13.1.1), so a weak or shortened one matches nothing. `*` names no content, and a list
 * would be guessing.
 */
export function requireIfMatch(
  what: "suggestion" | "hazard" | "product" | "place",
  header: string | undefined,
): string {
  const value = header?.trim() ?? "";
  const hash = entityTag.exec(value)?.groups?.["hash"];
  if (hash !== undefined) return hash;
  if (value === "" || value === "*" || value.includes(",")) {
    const found = value === "" ? "nothing" : value === "*" ? "*" : "several";
    throw new AppError(
      "seen-required",
      `A decision says what was seen: GET the ${what}, read it, and send the one entity tag of its ETag header as If-Match; found ${found}. Nothing was changed.`,
    );
  }
  throw new AppError(
    "seen-stale",
    `If-Match is no entity tag that a ${what} answers with: GET the ${what}, read it, and send its ETag unchanged, quotation marks included. Nothing was changed.`,
  );
}

/** The hash of a second thing that was seen: If-Match speaks of the one that the address names. */
export function requireHazardSeen(found: string | undefined): string {
  if (found === undefined || found === "") {
    throw new AppError(
      "seen-required",
      "This decision changes a hazard too, and says what was seen of it: GET the hazard, read it, and send its hash as hazardSeen. Nothing was changed.",
    );
  }
  if (/^[0-9a-f]{64}$/u.test(found)) return found;
  throw new AppError(
    "seen-stale",
    "hazardSeen is no hash that a hazard answers with: GET the hazard, read it, and send its hash whole. Nothing was changed.",
  );
}

export const entityTagOf = (hash: string): string => `"${hash}"`;
