import type { ShownHazard } from "../../../app/hazard/show.ts";
import { diff } from "../../../domain/diff/diff.ts";
import { presentChanges, type ChangeItem } from "../changes.ts";
import { listWords, sayTime } from "../words.ts";

export type SinceBlock = {
  /** `H-2 was changed by Sam Porter on … while you decided`. */
  readonly sentence: string;
  readonly changes: readonly ChangeItem[];
};

/** Who changed what since the version that a person was shown; null when it stands, or never stood. */
export function presentSince(
  { hazard, versions, decisions }: Pick<ShownHazard, "hazard" | "versions" | "decisions">,
  seen: string,
): SinceBlock | null {
  const index = versions.findIndex(({ hash }) => hash === seen);
  const [shown, now] = [versions[index], versions.at(-1)];
  if (shown === undefined || now === undefined || shown === now) return null;
  const later = versions
    .slice(index + 1)
    .flatMap(({ decision }) => decisions.find(({ id }) => id === decision) ?? []);
  const names = [...new Set(later.map(({ by }) => by.name))];
  return {
    sentence: `${hazard.ref} was changed by ${listWords(names)} on ${sayTime(now.at)}, after it was shown to you`,
    changes: presentChanges(diff(shown.content, now.content)),
  };
}
