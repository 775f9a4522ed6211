import { z } from "zod";
import { causeKinds, conditions, controlOwners, controlTypes } from "../bank/entry.ts";

/** The maker's view of a hazard (DOMAIN §5); `withdrawn` keeps the number of one undone before scoring. */
export const hazardStatuses = ["open", "transferred", "closed", "withdrawn"] as const;

const $LoggedCause = z.strictObject({
  number: z.int().min(1),
  text: z.string(),
  kind: z.enum(causeKinds),
});
const $LoggedControl = z.strictObject({
  number: z.int().min(1),
  text: z.string(),
  type: z.enum(controlTypes),
  owner: z.enum(controlOwners),
  worksIf: z.string(),
  /** `existing` only when a person has confirmed that the control exists. */
  state: z.enum(["proposed", "existing"]),
  /** Numbers of the causes it acts on. */
  actsOn: z.array(z.int().min(1)),
});
export const $RiskScore = z.strictObject({
  stage: z.enum(["initial", "residual"]),
  severity: z.string(),
  likelihood: z.string(),
  level: z.int().min(1),
  scheme: z.string(),
  /** Name and role of the person who scored. */
  by: z.string(),
  at: z.string(),
});
export type RiskScore = z.infer<typeof $RiskScore>;

/** One hazard of a product's log, as it stands. */
export const $Hazard = z.strictObject({
  id: z.string(),
  /** `H-3`: numbers are never used twice. */
  ref: z.string(),
  product: z.string(),
  name: z.string(),
  hazard: z.string(),
  effect: z.string(),
  harm: z.string(),
  exposed: z.string(),
  condition: z.enum(conditions),
  status: z.enum(hazardStatuses),
  causes: z.array($LoggedCause),
  controls: z.array($LoggedControl),
  initial: $RiskScore.nullable(),
  residual: $RiskScore.nullable(),
  /** The suggestion it came from and who decided. */
  origin: z.strictObject({
    suggestion: z.string(),
    /** Version of the description that the suggestion was drafted from. */
    descriptionVersion: z.int().min(1),
    decision: z.string(),
    by: z.string(),
    at: z.string(),
  }),
  version: z.int().min(1),
});
export type Hazard = z.infer<typeof $Hazard>;
