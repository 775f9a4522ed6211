/** Who an export is for: the organisation whose log it is, or anybody else. */
export const exportAudiences = ["external", "internal"] as const;
export type ExportAudience = (typeof exportAudiences)[number];

/** A draft that a person rejected: kept as a record (DCB0129 3.1.4), and in no export for outside. */
export type RejectedDraft = {
  readonly ref: string;
  readonly hazard: string;
  readonly code: string;
  readonly text: string;
  readonly by: string;
  readonly at: string;
};

const always = [
  "suggestions that wait, were merged or deferred",
  "what language models replied",
  "how long anybody took over a decision",
  "texts of other products and of the hazard bank",
  "earlier versions of hazards",
] as const;

/** What an export does not hold, for who reads it. */
export const sayLeftOut = (audience: ExportAudience): readonly string[] =>
  audience === "internal" ? always : ["drafts that were rejected", ...always];
