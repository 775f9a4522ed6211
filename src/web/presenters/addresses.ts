const at = (...parts: readonly string[]): string => `/${parts.map(encodeURIComponent).join("/")}`;

export const home = "/";
export const productAt = (slug: string): string => at("products", slug);
export const queueAt = (slug: string): string => `${productAt(slug)}/queue`;
export const logAt = (slug: string): string => `${productAt(slug)}/log`;
export const suggestionAt = (slug: string, ref: string): string =>
  at("products", slug, "suggestions", ref);
export const unlawfulTextAt = (slug: string): string => `${productAt(slug)}/unlawful-text`;
export const hazardAt = (slug: string, ref: string): string => at("products", slug, "hazards", ref);
export const logFileAt = (slug: string, format: "csv" | "json"): string =>
  `/api${productAt(slug)}/log.${format}`;

const returnable =
  /^\/(?:products\/[a-z0-9-]+(?:\/(?:queue|log|(?:suggestions|hazards)\/[A-Z]-\d+))?)?$/u;

/** Where to go back to after naming oneself; anything but a page of ours leads home. */
export const toReturn = (asked: string): string => (returnable.test(asked) ? asked : home);
