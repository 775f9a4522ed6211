import { diff, type Change } from "../diff/diff.ts";
import type { HazardContent } from "./content.ts";

/** What a score was given to, or stands beside now. */
export type Scored = {
  readonly content: HazardContent;
  /** Number of the product's description. */
  readonly productVersion: number;
  /** Id and version of the risk scheme. */
  readonly scheme: string;
};

/** What moves the harm, its severity or its likelihood; name, status and actions do not. */
const chain = ["hazard", "effect", "harm", "exposed", "condition"] as const;

const causesOf = ({ causes }: HazardContent) =>
  causes.map(({ number, text, kind }) => ({ number, text, kind }));
const controlsOf = ({ controls }: HazardContent, stage: "initial" | "residual") =>
  controls
    // The initial risk is with the controls that exist already and stay (DOMAIN §2).
    .filter(({ state }) => stage === "residual" || state === "existing")
    .map(({ number, text, type, owner, state, actsOn }) => ({
      number,
      text,
      type,
      owner,
      state,
      actsOn,
    }));

const isAmong = (list: readonly { number: number }[], wanted: Change["path"][number] | undefined) =>
  list.some(({ number }) => number === wanted);

/** What happened to a control, seen from a score: it may have been there before it counted. */
function verb({ path, before, after }: Change, scored: HazardContent, now: HazardContent): string {
  const [number] = path;
  if (path.length > 1 || (before !== undefined && after !== undefined)) return "changed";
  if (before === undefined) {
    return isAmong(scored.controls, number) ? "is confirmed to exist" : "was added";
  }
  return isAmong(now.controls, number) ? "is no longer confirmed to exist" : "was removed";
}

/** Why a score no longer speaks of what stands in the log, in words; empty while it does. */
export function rescoreReasons(
  stage: "initial" | "residual",
  scored: Scored,
  now: Scored,
): string[] {
  const reasons: string[] = chain
    .filter((field) => scored.content[field] !== now.content[field])
    .map((field) => `the ${field === "exposed" ? "more exposed people" : field} changed`);
  const causes = diff(causesOf(scored.content), causesOf(now.content)).map(
    ({ path: [number = "", ...field], before }) =>
      `cause ${number} ${field.length > 0 ? "changed" : before === undefined ? "was added" : "was removed"}`,
  );
  const controls = diff(controlsOf(scored.content, stage), controlsOf(now.content, stage)).map(
    (change) => `control ${change.path[0] ?? ""} ${verb(change, scored.content, now.content)}`,
  );
  reasons.push(...new Set([...causes, ...controls]));
  if (scored.scheme !== now.scheme) {
    reasons.push(`the product declares the risk scheme ${now.scheme}`);
  }
  if (scored.productVersion !== now.productVersion) {
    reasons.push(`the description has version ${now.productVersion}`);
  }
  return reasons;
}
