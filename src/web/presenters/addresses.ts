const at = (...parts: readonly string[]): string => `/${parts.map(encodeURIComponent).join("/")}`;

export const home = "/";
export const productsAt = "/products";
export const newProductAt = "/products/new";
export const anyQueueAt = "/queue";
export const timeAt = "/time";
export const bankAt = "/bank";
/** One place of the bank's grid; a capability, or one failure mode of it. */
export const bankPlaceAt = (capability: string, guideWord?: string): string =>
  `${bankAt}?${new URLSearchParams({ capability, ...(guideWord === undefined ? {} : { word: guideWord }) }).toString()}`;
/** A prior hazard as it is now, or as one version of it was. */
export const bankEntryAt = (id: string, version?: number): string =>
  `${at("bank", id)}${version === undefined ? "" : `?version=${version}`}`;
export const productAt = (slug: string): string => at("products", slug);
export const queueAt = (slug: string): string => `${productAt(slug)}/queue`;
export const identifyAt = (slug: string): string => `${productAt(slug)}/identify`;
export const runAt = (slug: string, ref: string): string => at("products", slug, "runs", ref);
export const coverageAt = (slug: string): string => `${productAt(slug)}/coverage`;
/** One place of it: keys have slashes. */
export const placeAt = (slug: string, key: string): string =>
  `${coverageAt(slug)}?cell=${encodeURIComponent(key)}`;
/** Every suggestion that was drafted in a place, decided or not. */
export const queueOfPlaceAt = (slug: string, key: string): string =>
  `${queueAt(slug)}?place=${encodeURIComponent(key)}&state=all`;
/** Which suggestions ask for the person's own view first. */
export const viewsAt = (slug: string): string => `${productAt(slug)}/views`;
export const insightAt = (slug?: string): string =>
  slug === undefined ? "/insight" : `${productAt(slug)}/insight`;
export const logAt = (slug: string): string => `${productAt(slug)}/log`;
export const suggestionAt = (slug: string, ref: string): string =>
  at("products", slug, "suggestions", ref);
export const schemesAt = "/schemes";
/** The risk scheme that a product goes by. */
export const schemeOfAt = (slug: string): string => `${productAt(slug)}/scheme`;
export const baselinesAt = (slug: string): string => `${productAt(slug)}/baselines`;
export const baselineAt = (slug: string, number: number): string =>
  `${baselinesAt(slug)}/${number}`;
/** The exact bytes of a baseline, or of what would be approved now. */
export const baselineFileAt = (slug: string, number: number | "next"): string =>
  `${baselinesAt(slug)}/${number}.json`;
export const prepareBaselineAt = (slug: string): string => `${baselinesAt(slug)}/prepare`;
export const compareBaselinesAt = (slug: string, from?: number, to?: number): string =>
  `${baselinesAt(slug)}/compare${from === undefined || to === undefined ? "" : `?from=${from}&to=${to}`}`;
export const unlawfulTextAt = (slug: string): string => `${productAt(slug)}/unlawful-text`;
export const hazardAt = (slug: string, ref: string): string => at("products", slug, "hazards", ref);
export const hazardEditAt = (slug: string, ref: string): string => `${hazardAt(slug, ref)}/edit`;
export const hazardAddAt = (slug: string): string => `${logAt(slug)}/add`;
/** How a hazard came about, with links to each of its causes and controls. */
export const provenanceAt = (slug: string, hazard: string): string =>
  `${hazardAt(slug, hazard)}/provenance`;
/** The whole log, or one hazard, for paper. */
export const logPrintAt = (slug: string): string => `${logAt(slug)}/print`;
export const hazardPrintAt = (slug: string, ref: string): string => `${hazardAt(slug, ref)}/print`;
/** A hazard's causes and controls as a picture, and as the same in words. */
export const diagramAt = (slug: string, ref: string): string => `${hazardAt(slug, ref)}/diagram`;
export const diagramFileAt = (slug: string, ref: string, size: "wide" | "narrow"): string =>
  `${diagramAt(slug, ref)}.svg${size === "wide" ? "" : "?size=narrow"}`;
/** Which hazards lose their only control if something goes. */
export const dependsAt = (slug: string): string => `${logAt(slug)}/depends`;
export const logExportAt = (slug: string): string => `${logAt(slug)}/export`;
/** Where a deployer's log begins from a maker's. */
export const startFromAt = (slug: string): string => `${logAt(slug)}/start-from`;
/** Workbooks of the log that came back. */
export const workbooksAt = (slug: string): string => `${productAt(slug)}/workbooks`;
/** One of them; hazards are shown a page at a time. */
export const workbookAt = (slug: string, number: number, page = 1): string =>
  `${workbooksAt(slug)}/${number}${page === 1 ? "" : `?page=${page}`}`;
export const logFileAt = (slug: string, format: "csv" | "json"): string =>
  `/api${productAt(slug)}/log.${format}`;

const returnable =
  /^\/(?:schemes|products(?:\/[a-z0-9-]+(?:\/(?:queue|identify|coverage|scheme|baselines(?:\/prepare)?|workbooks(?:\/\d+)?|log(?:\/(?:add|depends|print))?|(?:suggestions|hazards|runs)\/[A-Z]-\d+(?:\/(?:edit|diagram|print))?))?)?)?$/u;

/** Where to go back to after naming oneself; anything but a page of ours leads home. */
export const toReturn = (asked: string): string => (returnable.test(asked) ? asked : home);

export const signInPage = "/sign-in";
/** Stands for our own origin, whatever it is called: nothing is ever fetched from it. */
const here = "http://here.invalid";
const maxNextLength = 2_000;

/**
 * Where to go on to after signing in: a page of this origin as browsers read the address (URL
 * Standard §4.4, by which `/\\evil.example` and a tab between two slashes name another host).
 */
export function toNext(asked: string): string {
  if (!asked.startsWith("/") || asked.length > maxNextLength || !URL.canParse(asked, here)) {
    return home;
  }
  const { origin, pathname, search } = new URL(asked, here);
  const leadsAway = origin !== here || pathname.startsWith("//");
  return leadsAway || /^\/(?:sign-in|sign-out|api)(?:\/|$)/u.test(pathname)
    ? home
    : `${pathname}${search}`;
}

/** The sign-in page that leads back to an address of ours. */
export function signInFor(url: string): string {
  const { pathname, search } = new URL(url);
  return `${signInPage}?next=${encodeURIComponent(toNext(`${pathname}${search}`))}`;
}
