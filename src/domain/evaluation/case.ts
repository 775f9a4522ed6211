import { z } from "zod";

/** Published logs often leave a column empty: null and absent both mean that nothing is said. */
const unsaid = z
  .string()
  .nullish()
  .transform((text) => text ?? "");

/** A hazard known from outside, against which candidates are judged. */
const $Gold = z.object({
  id: z.string(),
  hazard: z.string(),
  effect: unsaid,
  harm: unsaid,
  causes: z
    .array(z.string())
    .nullish()
    .transform((causes) => causes ?? []),
  /** False where the row is about security alone, audit, process, or no patient harm. */
  core: z.boolean().default(true),
});
export const $GoldFile = z.object({ hazards: z.array($Gold).min(1) });
export type Gold = z.infer<typeof $Gold>;

export type JudgeCandidate = {
  readonly rank: number;
  readonly hazard: string;
  readonly effect: string;
  readonly harm: string;
  readonly causes: readonly { readonly text: string }[];
};
export type JudgeCase = {
  readonly name: string;
  readonly golds: readonly Gold[];
  readonly candidates: readonly JudgeCandidate[];
};

/**
 * A sheet on which a person writes a verdict for each known hazard. It holds no figure: nothing is
 * found until somebody has judged it.
 */
export function toJudgeSheet(suite: string, cases: readonly JudgeCase[]): string {
  const lines = [
    `# ${suite}: known hazards beside candidates`,
    "",
    "For each known hazard write STRICT (same situation and at least one same cause, by mechanism),",
    "LENIENT (same situation, or the same effect on care) or NO, with the rank that matches.",
    "One candidate may match at most three. No figure is given here: nobody has judged yet.",
    "Known hazards are themselves incomplete: an unmatched candidate is not thereby wrong.",
  ];
  for (const { name, golds, candidates } of cases) {
    lines.push("", `## ${name}`, "", "### Known hazards", "");
    for (const gold of golds) {
      lines.push(
        `- **${gold.id}**${gold.core ? "" : " (not core)"} ${gold.hazard}. ${gold.effect}`,
      );
      for (const text of gold.causes) lines.push(`  - cause: ${text}`);
      lines.push("  - verdict: ______ rank: ____ why: ______");
    }
    lines.push("", "### Candidates", "");
    for (const { rank, hazard, effect, harm, causes } of candidates) {
      lines.push(`${rank}. ${hazard} ${effect} ${harm}`);
      for (const { text } of causes) lines.push(`   - cause: ${text}`);
    }
  }
  return `${lines.join("\n")}\n`;
}
