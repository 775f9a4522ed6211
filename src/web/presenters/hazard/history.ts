import type { ShownHazard } from "../../../app/hazard/show.ts";
import type { Decision } from "../../../domain/decision/decision.ts";
import { sayBy, sayPerson } from "../account.ts";
import { presentChanges, type ChangeItem } from "../changes.ts";
import type { NameOf } from "../decided.ts";
import { capitalise, listWords, nameNumbers, sayTime } from "../words.ts";

export type HistoryItem = {
  /** `Version 3: edited by Dr Okafor, Clinical Safety Officer (GMC 1234567), 2 March 2026 at …`. */
  readonly sentence: string;
  readonly text: string | null;
  readonly changes: readonly ChangeItem[];
};
type Dated = HistoryItem & { readonly at: string };

/** Everything that was decided about a hazard, newest first. */
export function presentHistory(shown: ShownHazard, nameOf: NameOf): HistoryItem[] {
  const { decisions, versions, scores, evaluations } = shown;
  const items: Dated[] = [
    ...decisions.map((decision): Dated => {
      const version = versions.find((one) => one.decision === decision.id);
      const which = version === undefined ? "" : `Version ${version.content.version}: `;
      const said = `${sayHazardDecision(decision, nameOf)} by ${sayPerson(decision.by)}`;
      return {
        at: decision.at,
        sentence: `${which}${which === "" ? capitalise(said) : said}, ${sayTime(decision.at)}`,
        text: decision.text,
        changes: presentChanges(decision.changes),
      };
    }),
    ...scores.map((score): Dated => ({
      at: score.at,
      sentence: `${capitalise(score.stage)} risk scored ${score.severity}, ${score.likelihood}: level ${score.level}, by ${sayBy(score.by)}, ${sayTime(score.at)} (version ${score.hazardVersion})`,
      text: null,
      changes: [],
    })),
    ...evaluations.map((one): Dated => ({
      at: one.at,
      sentence: `${capitalise(one.stage)} risk found ${one.acceptable ? "acceptable" : "not acceptable"} by ${sayBy(one.by)}, ${sayTime(one.at)}; present: ${listWords(one.present)}`,
      text: one.benefit === null ? one.reason : `${one.reason}\n\nBenefit: ${one.benefit}`,
      changes: [],
    })),
  ];
  return items
    .map((item, order) => ({ item, order }))
    .sort((a, b) => compareText(b.item.at, a.item.at) || b.order - a.order)
    .map(({ item: { sentence, text, changes } }) => ({ sentence, text, changes }));
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a decision did to the hazard. */
function sayHazardDecision({ verb, suggestion, controls }: Decision, nameOf: NameOf): string {
  const from = suggestion === null ? "a suggestion" : (nameOf(suggestion)?.ref ?? "a suggestion");
  switch (verb) {
    case "accept":
      return `accepted from ${from}`;
    case "add-cause":
      return `causes of ${from} added`;
    case "merge":
      return `${from} merged into it`;
    case "undo":
      return `decision about ${from} undone`;
    case "reject":
    case "defer":
      return `${from} decided`;
    case "add":
      return "written by hand";
    case "edit":
      return "edited";
    case "confirm":
      return "confirmation of controls changed";
    case "consider":
      return `side effects of ${nameNumbers("control", controls)} considered`;
    case "link":
      return "control linked";
    case "unlink":
      return "control unlinked";
    case "add-action":
      return "action added";
    case "finish-action":
      return "action marked";
    case "status":
      return "status set";
    case "withdraw":
      return "withdrawn";
  }
}
