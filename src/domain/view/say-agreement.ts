import type { Agreement, AgreementCounts } from "./view.ts";

/** As a person says it of their own view. */
export const agreementWords: Readonly<Record<Agreement, { label: string; means: string }>> = {
  same: { label: "The same", means: "I had named this hazard." },
  partly: { label: "Partly", means: "I had some of it: another cause, effect or harm." },
  different: { label: "Different", means: "I had thought of something else." },
};

const [same, partly, different] = [
  "near the same",
  "partly the same",
  "different from what was suggested",
] as const;

/** In numbers, never as a share: so few views bear none. Null where nothing was said yet. */
export function sayAgreements(counts: AgreementCounts): string | null {
  const said = counts.same + counts.partly + counts.different;
  if (said === 0) return null;
  const part = (number: number, words: string): string => `${number} of ${said} ${words}`;
  return [
    `${part(counts.same, same)}, ${part(counts.partly, partly)}, ${part(counts.different, different)}`,
    ...(counts.unsaid === 0 ? [] : [`${counts.unsaid} not compared yet`]),
  ].join("; ");
}

/** Which suggestions ask, so that nobody has to guess. */
export const saySample = (every: number): string =>
  every === 0
    ? "No suggestion asks for your own view first."
    : `One in ${every} asks for your own view first: S-${every}, S-${2 * every}, S-${3 * every} and so on.`;
