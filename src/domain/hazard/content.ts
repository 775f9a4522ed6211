import { z } from "zod";
import { causeKinds, conditions, controlOwners, controlTypes } from "../bank/entry.ts";
import { hashOf } from "../hash/canonical.ts";

/** The maker's view of a hazard (DOMAIN §5); `withdrawn` keeps the number of one undone before scoring. */
export const hazardStatuses = ["open", "transferred", "closed", "withdrawn"] as const;
export type HazardStatus = (typeof hazardStatuses)[number];

/** What people decide about a hazard that stands in the log, or that they write into it. */
export const hazardVerbs = [
  "add",
  "edit",
  "confirm",
  "consider",
  "link",
  "unlink",
  "add-action",
  "finish-action",
  "status",
  "withdraw",
] as const;
export type HazardVerb = (typeof hazardVerbs)[number];

/** Place in a suggestion that a person took a cause or control from; null when a person wrote it. */
const $From = z.strictObject({ suggestion: z.string(), number: z.int().min(1) }).nullable();
const number = z.int().min(1);

const $LoggedCause = z.strictObject({
  number,
  text: z.string(),
  kind: z.enum(causeKinds),
  from: $From,
});
/**
 * Evidence about a measure that the maker implements (DCB0129 6.3.1–6.3.3): that it is implemented and,
 * separately, that it works. Absent from contents of before, which keep their hashes.
 */
const $Evidence = z.strictObject({
  implemented: z.string().optional(),
  works: z.string().optional(),
});
export type Evidence = z.infer<typeof $Evidence>;

const $LoggedControl = z.strictObject({
  number,
  text: z.string(),
  type: z.enum(controlTypes),
  owner: z.enum(controlOwners),
  worksIf: z.string(),
  /** `stated`: the description says so; `proposed`: somebody proposes it. */
  basis: z.enum(["stated", "proposed"]),
  /** `existing` only when a person has confirmed that the control exists. */
  state: z.enum(["proposed", "existing"]),
  /** Numbers of the causes it acts on. */
  actsOn: z.array(number),
  from: $From,
  evidence: $Evidence.optional(),
});
const $Action = z.strictObject({
  number,
  summary: z.string(),
  /** Who does it: a name or a role. */
  owner: z.string(),
  /** Whose action it is: a log is transferred when only the deployer's remain (DOMAIN §5). */
  party: z.enum(controlOwners),
  /** Day by which it is due, `2026-03-31`. */
  due: z.iso.date().nullable(),
  done: z.boolean(),
});

/** What stands in the log under one number, as one decision left it. */
export const $HazardContent = z.strictObject({
  version: number,
  name: z.string(),
  hazard: z.string(),
  effect: z.string(),
  harm: z.string(),
  /** Who is more exposed; empty when nobody in particular. */
  exposed: z.string(),
  condition: z.enum(conditions),
  /**
   * Name of the place that a person said it belongs to (`src/domain/coverage/place.ts`). Absent where
   * nobody did: then it belongs where its suggestion was drafted, or nowhere.
   */
  place: z.string().optional(),
  status: z.enum(hazardStatuses),
  causes: z.array($LoggedCause),
  controls: z.array($LoggedControl),
  actions: z.array($Action),
  /** The highest number ever given: a number is not used twice, whatever was removed. */
  taken: z.strictObject({
    causes: z.int().nonnegative(),
    controls: z.int().nonnegative(),
    actions: z.int().nonnegative(),
  }),
});
export type HazardContent = z.infer<typeof $HazardContent>;
export type LoggedCause = z.infer<typeof $LoggedCause>;
export type LoggedControl = z.infer<typeof $LoggedControl>;
export type Action = z.infer<typeof $Action>;

/** The hash that a decision about the hazard must carry: of exactly what a person is shown. */
export const hazardHash = (content: HazardContent): string => hashOf(content);
