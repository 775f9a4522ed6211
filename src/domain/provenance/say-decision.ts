import { sayChanges } from "./say-change.ts";
import type { Decision } from "../decision/decision.ts";
import { refOf, type Item, type Provenance } from "./record.ts";
import { quoted, sayList, sayMoment, sayNumbers, sayPerson, sentence, shortHash } from "./words.ts";

const codeWords = (code: string): string => code.replaceAll("-", " ");

/** What the person did, in words between their name and what they were shown. */
function sayAct(found: Provenance, decision: Decision): string {
  const suggestion = refOf(found, decision.suggestion);
  const hazard = refOf(found, decision.hazard);
  const taken = [
    ...(decision.causes.length > 0 ? [sayNumbers("cause", decision.causes)] : []),
    ...(decision.controls.length > 0 ? [sayNumbers("control", decision.controls)] : []),
  ];
  switch (decision.verb) {
    case "accept":
      return `accepted ${suggestion} as ${hazard}, with its ${sayList(taken)}`;
    case "add-cause":
      return `added ${sayList(taken)} of ${suggestion} to ${hazard}`;
    case "reject":
      return `rejected ${suggestion}${decision.reason === null ? "" : ` as ${codeWords(decision.reason)}`}`;
    case "merge":
      return `merged ${suggestion} into ${refOf(found, decision.into ?? decision.hazard)}`;
    case "defer":
      return `deferred ${suggestion}`;
    case "undo":
      return sayUndone(found, decision, suggestion);
    case "add":
      return `wrote ${hazard} by hand, from no suggestion`;
    case "edit":
      return `edited ${hazard}`;
    case "confirm":
      return `said whether controls of ${hazard} exist`;
    case "consider":
      return `considered what ${sayNumbers("control", decision.controls)} of ${hazard} brings about`;
    case "link":
      return `linked a control of ${hazard} to a cause`;
    case "unlink":
      return `unlinked a control of ${hazard} from a cause`;
    case "add-action":
      return `added an action to ${hazard}`;
    case "finish-action":
      return `said whether an action of ${hazard} is done`;
    case "status":
      return `declared the status of ${hazard}`;
    case "withdraw":
      return `withdrew ${hazard}`;
  }
}

function sayUndone(found: Provenance, { undoes }: Decision, suggestion: string): string {
  const undone = found.decisions.find(({ id }) => id === undoes);
  const which = undone === undefined ? "" : ` of ${sayMoment(undone.at)} (${undone.verb})`;
  return `took the decision${which} about ${suggestion} back`;
}

function saySeen(found: Provenance, decision: Decision): string {
  const { seen, hazardSeen, intoSeen, suggestion, hazard, into } = decision;
  const shown = [
    ...(seen === null ? [] : [`content ${shortHash(seen)} of ${refOf(found, suggestion)}`]),
    ...(hazardSeen === null ? [] : [`content ${shortHash(hazardSeen)} of ${refOf(found, hazard)}`]),
    ...(intoSeen === null ? [] : [`content ${shortHash(intoSeen)} of ${refOf(found, into)}`]),
  ];
  const seenOfIt = shown.length === 0 ? "" : `, having been shown ${sayList(shown)}`;
  // A merge may name its target by reference alone.
  return decision.verb === "merge" && hazardSeen === null && intoSeen === null
    ? `${seenOfIt}; what was shown of ${refOf(found, into ?? hazard)} is not recorded`
    : seenOfIt;
}

/** What became of the one cause or control by this decision. */
function sayItem(found: Provenance, item: Item | null, decision: Decision): string[] {
  const state = item?.history.find((one) => one.decision === decision.id);
  if (item === null || state === undefined) return [];
  const hazard = found.hazards[0]?.ref ?? "the hazard";
  if (state.what === "removed") {
    return [`That took ${item.kind} ${item.number} out of ${hazard}; earlier versions keep it.`];
  }
  if (state.what === "changed" || state.now === null) return [];
  const { from, text } = state.now;
  const source =
    from === null
      ? `in ${decision.by.name}’s own words`
      : `which came from ${item.kind} ${from.number} of ${refOf(found, from.suggestion)}`;
  return [`That made ${item.kind} ${item.number} of ${hazard}: ${quoted(text)}, ${source}.`];
}

/** A decision as sentences: who, what, on which content, why, and what it changed. */
export function sayDecision(found: Provenance, decision: Decision): string[] {
  const act = `${sayPerson(decision.by)} ${sayAct(found, decision)}${saySeen(found, decision)}.`;
  const why =
    decision.text === null ? [] : [`The reason given: ${sentence(quoted(decision.text))}`];
  // Of one cause or control its own sentence says what was added.
  const told = found.item !== null && decision.verb === "add-cause";
  const edited = told ? "" : sayChanges(decision.changes);
  const what = edited === "" ? [] : [sentence(`With that, ${decision.by.name} ${edited}`)];
  const left = found.hazards
    .flatMap(({ ref, versions }) => versions.map((version) => ({ ref, ...version })))
    .find((version) => version.decision === decision.id);
  const made =
    left === undefined
      ? []
      : [`It left version ${left.version} of ${left.ref}, content ${shortHash(left.hash)}.`];
  return [act, ...why, ...what, ...sayItem(found, found.item, decision), ...made];
}
