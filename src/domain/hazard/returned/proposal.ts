import { z } from "zod";
import { canonicalText, hashOf } from "../../hash/canonical.ts";
import type { Addition } from "../workbook/additions.ts";
import type { CellChange } from "../workbook/compare-workbook.ts";
import { sayField, thingKinds } from "../workbook/fields.ts";

const $values = z.record(z.string(), z.string());
const $change = z.strictObject({
  kind: z.literal("change"),
  /** Every cell that says so, `Controls!F12`. */
  cells: z.array(z.string()),
  /** Reference of the hazard. */
  hazard: z.string(),
  of: z.enum(thingKinds),
  number: z.int().nonnegative(),
  field: z.string(),
  sent: z.string(),
  returned: z.string(),
});
const $addition = z.strictObject({
  kind: z.literal("addition"),
  cells: z.array(z.string()),
  /** Null for a new hazard. */
  hazard: z.string().nullable(),
  of: z.enum(["hazard", "cause", "control", "action"]),
  /** Values by field, as far as cells say them. */
  values: $values,
  /** Of a new hazard: what came with it. */
  things: z.array(z.strictObject({ of: z.enum(thingKinds), values: $values })),
});
/** What cells of a returned workbook would change in the log, if a person took it. */
const $ProposalContent = z.discriminatedUnion("kind", [$change, $addition]);
export type ProposalContent = z.infer<typeof $ProposalContent>;
export type ProposedChange = z.infer<typeof $change>;
export type ProposedAddition = z.infer<typeof $addition>;

export type ProposalState = "open" | "taken" | "left";

export const fromChange = (change: CellChange): ProposedChange => ({
  kind: "change",
  cells: [...change.cells],
  hazard: change.hazard,
  ...change.field,
  sent: change.sent,
  returned: change.returned,
});
export const fromAddition = ({
  of,
  hazard,
  cells,
  values,
  things,
}: Addition): ProposedAddition => ({
  kind: "addition",
  cells: [...cells],
  hazard,
  of,
  values: { ...values },
  things: things.map((thing) => ({ of: thing.of, values: { ...thing.values } })),
});

/** The bytes that are kept, and what a person who decides is shown the hash of. */
export const proposalText = (content: ProposalContent): string => canonicalText(content);
export const hashOfProposal = (content: ProposalContent): string => hashOf(content);
export const readProposal = (text: string): ProposalContent =>
  $ProposalContent.parse(JSON.parse(text));

/** Whether it would be a score, which a person gives (DESIGN §1, rule 1). */
export const isScore = (content: ProposalContent): boolean =>
  content.of === "initial" || content.of === "residual";

/** `control K2, evidence that it works`; `a new cause`. */
export const sayProposal = (content: ProposalContent): string =>
  content.kind === "change" ? sayField(content) : `a new ${content.of}`;
