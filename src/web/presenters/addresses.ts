const at = (...parts: readonly string[]): string => `/${parts.map(encodeURIComponent).join("/")}`;

export const home = "/";
export const productAt = (slug: string): string => at("products", slug);
export const queueAt = (slug: string): string => `${productAt(slug)}/queue`;
export const logAt = (slug: string): string => `${productAt(slug)}/log`;
export const suggestionAt = (slug: string, ref: string): string =>
  at("products", slug, "suggestions", ref);
export const hazardAt = (slug: string, ref: string): string => at("products", slug, "hazards", ref);
export const hazardEditAt = (slug: string, ref: string): string => `${hazardAt(slug, ref)}/edit`;
export const hazardAddAt = (slug: string): string => `${logAt(slug)}/add`;
export const logFileAt = (slug: string, format: "csv" | "json"): string =>
  `/api${productAt(slug)}/log.${format}`;

const returnable =
  /^\/(?:products\/[a-z0-9-]+(?:\/(?:queue|log(?:\/add)?|(?:suggestions|hazards)\/[A-Z]-\d+(?:\/edit)?))?)?$/u;

/** Where to go back to after naming oneself; anything but a page of ours leads home. */
export const toReturn = (asked: string): string => (returnable.test(asked) ? asked : home);
