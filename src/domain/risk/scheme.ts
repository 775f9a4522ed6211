import { z } from "zod";

/**
 * A risk scheme: the words for severity and likelihood with their definitions, and the matrix. Data,
 * versioned, declared per product (DCB0129 3.2.1: the plan declares the acceptability criteria).
 */
export const $RiskScheme = z
  .strictObject({
    id: z.string(),
    version: z.int().min(1),
    name: z.string(),
    severities: z.array(z.strictObject({ word: z.string(), definition: z.string() })).min(2),
    likelihoods: z.array(z.strictObject({ word: z.string(), definition: z.string() })).min(2),
    /** Rows in order of `likelihoods`, columns in order of `severities`. */
    matrix: z.array(z.array(z.int().min(1))),
    levels: z.array(z.strictObject({ level: z.int().min(1), meaning: z.string() })).min(2),
  })
  .refine(
    ({ matrix, severities, likelihoods }) =>
      matrix.length === likelihoods.length &&
      matrix.every((row) => row.length === severities.length),
    { error: "expected one matrix row a likelihood and one column a severity" },
  );
export type RiskScheme = z.infer<typeof $RiskScheme>;

/**
 * The example scheme of the Implementation Guidance to DCB0129 (DOMAIN §4, at second hand): a
 * default that a product declares, not a requirement of the standard.
 */
export const exampleScheme: RiskScheme = $RiskScheme.parse({
  id: "ig-example",
  version: 1,
  name: "Example scheme of the DCB0129 Implementation Guidance",
  severities: [
    {
      word: "Minor",
      definition:
        "One patient: minor injury with recovery expected in the short term; minor psychological upset; inconvenience; negligible.",
    },
    {
      word: "Significant",
      definition:
        "One patient: minor injury with recovery not expected in the short term; significant psychological trauma. Several patients: minor injury with recovery expected in the short term; minor psychological upset; inconvenience.",
    },
    {
      word: "Considerable",
      definition:
        "One patient: severe injury or incapacity with recovery expected in the short term; severe psychological trauma. Several patients: minor injury with recovery not expected in the short term; significant psychological trauma.",
    },
    {
      word: "Major",
      definition:
        "One patient: death; permanent life-changing incapacity, or a prognosis of either; severe injury or incapacity with recovery not expected in the short term. Several patients: severe injury or incapacity with recovery expected in the short term; severe psychological trauma.",
    },
    {
      word: "Catastrophic",
      definition:
        "Several patients: death; permanent life-changing incapacity, or a prognosis of either; severe injury or incapacity with recovery not expected in the short term.",
    },
  ],
  likelihoods: [
    { word: "Very low", definition: "Negligible." },
    { word: "Low", definition: "Could occur, but in the great majority of occasions will not." },
    { word: "Medium", definition: "Possible." },
    {
      word: "High",
      definition: "Not certain but very possible; expected in the majority of cases.",
    },
    { word: "Very high", definition: "Certain or almost certain." },
  ],
  matrix: [
    [1, 1, 2, 2, 3],
    [1, 2, 2, 3, 4],
    [2, 2, 3, 3, 4],
    [2, 3, 3, 4, 5],
    [3, 4, 4, 5, 5],
  ],
  levels: [
    { level: 1, meaning: "Acceptable, no further action." },
    {
      level: 2,
      meaning:
        "Acceptable where the cost of further reduction outweighs the benefit or it is impractical.",
    },
    { level: 3, meaning: "Undesirable, acceptable only when further reduction is impractical." },
    { level: 4, meaning: "Mandatory elimination or added control." },
    { level: 5, meaning: "Unacceptable." },
  ],
});

/** A scheme as a score names it: its id and version. */
export const schemeName = (scheme: Pick<RiskScheme, "id" | "version">): string =>
  `${scheme.id} ${scheme.version}`;

/** The scheme that comes with hazid by this name; null when none does. A product that declared nothing names it by its id alone. */
export const shippedScheme = (declared: string): RiskScheme | null =>
  declared === exampleScheme.id || declared === schemeName(exampleScheme) ? exampleScheme : null;

/** What a product declares, as scores name it. */
export function declaredName(declared: string): string {
  const shipped = shippedScheme(declared);
  return shipped === null ? declared : schemeName(shipped);
}

const named = /^([a-z0-9]+(?:-[a-z0-9]+)*)(?: ([1-9][0-9]{0,5}))?$/u;

/** Id and version of a scheme's name; without a version its newest is meant. Null for what is no name. */
export function readSchemeName(name: string): { id: string; version: number | null } | null {
  const [, id, version] = named.exec(name.trim()) ?? [];
  if (id === undefined) return null;
  return { id, version: version === undefined ? null : Number(version) };
}
