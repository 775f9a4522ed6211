import type { Decision } from "../../decision/decision.ts";
import { canonicalText } from "../../hash/canonical.ts";
import { itemKinds, type ItemKind, type ItemRef } from "../about.ts";
import { historyOf, numbersOf } from "../item.ts";
import { eventNaming, refOf } from "../record.ts";
import type { ItemState, Logged, Provenance } from "../record.ts";
import { sayChanges } from "../say-change.ts";
import { tellActor, tellPerson } from "./agents.ts";
import { moment, name, whole, type ProvBuilder } from "./document.ts";
import { idOf } from "./ids.ts";
import { keptIn } from "./kept-in.ts";

type Told = ItemRef & { readonly history: readonly ItemState[] };

/** The causes and controls that are told of: one, those of a suggestion, or all that ever were. */
function itemsOf(found: Provenance, hazard: Logged): Told[] {
  if (found.item !== null) return [found.item];
  const refs = itemKinds.flatMap((kind: ItemKind) =>
    numbersOf(hazard.versions, kind).map((number) => ({ kind, number })),
  );
  const told = refs.map((ref) => ({ ...ref, history: historyOf(hazard.versions, ref) }));
  if (found.about.kind !== "suggestion") return told;
  // Of the versions only those are known here that decisions about the suggestion made.
  const own = new Set(found.suggestions.map(({ id }) => id));
  return told
    .map((item) => ({ ...item, history: item.history.filter(({ what }) => what === "added") }))
    .filter(({ history }) => own.has(history[0]?.now?.from?.suggestion ?? ""));
}

/** The decision that withdrew the hazard, of those told of; null while it stands. */
function endOf({ status, versions }: Logged): string | null {
  const last = versions.at(-1);
  if (status !== "withdrawn" || last === undefined) return null;
  return last.content === null || last.content.status === "withdrawn" ? last.decision : null;
}

export function tellDecision(prov: ProvBuilder, found: Provenance, decision: Decision): void {
  const { id, verb, at, by, reason, text, changes, suggestion, into } = decision;
  const event = eventNaming(found, "decision", id);
  const activity = prov.activity(idOf.decision(id), {
    "prov:startTime": at,
    "prov:endTime": at,
    "prov:type": name("hazid:Decision"),
    "prov:label": `${verb} ${refOf(found, suggestion ?? decision.hazard)}`,
    "hazid:verb": verb,
    "hazid:reason": reason,
    "hazid:text": text,
    "hazid:changed": changes.length === 0 ? null : sayChanges(changes),
    "hazid:changes": changes.length === 0 ? null : canonicalText(changes),
    ...keptIn(event),
  });
  prov.relate("wasAssociatedWith", activity, tellPerson(prov, by), { "prov:role": by.role });
  const shown = { "prov:role": name("hazid:shown"), "prov:time": at };
  if (suggestion !== null) {
    prov.relate("used", activity, idOf.suggestion(suggestion), {
      ...shown,
      "hazid:sha256": decision.seen,
    });
  }
  const versions = found.hazards
    .filter((hazard) => hazard.id === decision.hazard)
    .flatMap((hazard) => hazard.versions.map((version) => ({ hazard: hazard.id, ...version })));
  const seen = versions.find(({ hash }) => hash === decision.hazardSeen);
  if (seen !== undefined) {
    prov.relate("used", activity, idOf.version(seen.hazard, seen.version), {
      ...shown,
      "hazid:sha256": seen.hash,
    });
  }
  // A merge may name its hazard by reference alone: that version stood, and was not shown.
  const stood =
    verb === "merge" && decision.hazardSeen === null
      ? versions.findLast((version) => version.at <= at)
      : undefined;
  if (stood !== undefined) {
    prov.relate("used", activity, idOf.version(stood.hazard, stood.version), {
      "prov:role": name("hazid:mergedInto"),
      "hazid:sha256": stood.hash,
    });
  }
  if (into !== null) {
    prov.relate("used", activity, idOf.suggestion(into), {
      "prov:role": name("hazid:mergedInto"),
      "hazid:sha256": decision.intoSeen,
    });
  }
  if (decision.undoes !== null) {
    prov.relate("wasInformedBy", activity, idOf.decision(decision.undoes));
  }
}

/** Declares what stood in the log, before anything is said about it. */
export function declareHazard(prov: ProvBuilder, { id, ref, versions }: Logged): void {
  for (const { version, hash, content, at } of versions) {
    prov.entity(idOf.version(id, version), {
      "prov:type": [name("hazid:HazardVersion"), name("prov:Collection")],
      "prov:label": `${ref}, version ${version}`,
      "hazid:version": whole(version),
      "hazid:sha256": hash,
      "hazid:text": content?.hazard,
      "hazid:status": content?.status,
      "hazid:at": moment(at),
    });
  }
}

export function tellHazard(prov: ProvBuilder, found: Provenance, hazard: Logged): void {
  const { id, versions } = hazard;
  versions.forEach(({ version, decision, at }, i) => {
    const entity = idOf.version(id, version);
    const activity = idOf.decision(decision);
    const made = found.decisions.find((one) => one.id === decision);
    prov.relate("wasGeneratedBy", entity, activity, { "prov:time": at });
    if (made !== undefined) prov.relate("wasAttributedTo", entity, idOf.person(made.by.id));
    if (made?.verb === "accept" || made?.verb === "add-cause") {
      prov.relate("wasDerivedFrom", entity, idOf.suggestion(made.suggestion ?? ""), {
        "prov:activity": activity,
      });
    }
    const before = versions[i - 1];
    if (before === undefined) return;
    const previous = idOf.version(id, before.version);
    prov.relate("wasDerivedFrom", entity, previous, { "prov:type": name("prov:Revision") });
    if (decision === endOf(hazard)) {
      prov.relate("wasInvalidatedBy", previous, activity, { "prov:time": at });
    }
  });
  for (const item of itemsOf(found, hazard)) tellItem(prov, found, hazard, item);
  tellJudgements(prov, found, hazard);
}

function tellItem(prov: ProvBuilder, found: Provenance, hazard: Logged, item: Told): void {
  const { kind, number, history } = item;
  const timeOf = (decision: string): string | undefined =>
    hazard.versions.find((version) => version.decision === decision)?.at;
  let standing: string | null = null;
  for (const { version, decision, now } of history) {
    const activity = idOf.decision(decision);
    const at = { "prov:time": timeOf(decision) };
    if (now === null) {
      if (standing !== null) prov.relate("wasInvalidatedBy", standing, activity, at);
      standing = null;
      continue;
    }
    const entity = prov.entity(idOf.item(hazard.id, version, kind, number), {
      "prov:type": name(kind === "cause" ? "hazid:Cause" : "hazid:Control"),
      "prov:label": `${hazard.ref}, ${kind} ${number}`,
      "hazid:text": now.text,
      "hazid:state": "state" in now ? now.state : null,
      "hazid:fromNumber": now.from === null ? null : whole(now.from.number),
    });
    prov.relate("wasGeneratedBy", entity, activity, at);
    if (standing !== null) {
      prov.relate("wasDerivedFrom", entity, standing, { "prov:type": name("prov:Revision") });
    } else if (now.from !== null) {
      prov.relate("wasDerivedFrom", entity, idOf.suggestion(now.from.suggestion));
    }
    const by = found.decisions.find(({ id }) => id === decision)?.by;
    if (by !== undefined) prov.relate("wasAttributedTo", entity, idOf.person(by.id));
    standing = entity;
  }
  const end = endOf(hazard);
  if (standing !== null && end !== null) {
    prov.relate("wasInvalidatedBy", standing, idOf.decision(end), { "prov:time": timeOf(end) });
  }
  for (const { version } of hazard.versions) {
    const state = history.findLast((one) => one.version <= version);
    const known = found.about.kind !== "suggestion" || state?.version === version;
    if (state === undefined || state.now === null || !known) continue;
    const member = idOf.item(hazard.id, state.version, kind, number);
    prov.relate("hadMember", idOf.version(hazard.id, version), member);
  }
}

function tellJudgements(prov: ProvBuilder, found: Provenance, hazard: Logged): void {
  for (const score of hazard.scores) {
    const event = eventNaming(found, "score", score.id);
    const entity = prov.entity(idOf.score(score.id), {
      "prov:type": name("hazid:Score"),
      "prov:label": `${score.stage} risk of ${hazard.ref}`,
      "hazid:stage": score.stage,
      "hazid:severity": score.severity,
      "hazid:likelihood": score.likelihood,
      "hazid:level": whole(score.level),
      "hazid:scheme": score.scheme,
    });
    const scored = idOf.version(hazard.id, score.hazardVersion);
    judge(prov, {
      activity: idOf.scoring(score.id),
      type: "Scoring",
      entity,
      rests: scored,
      event,
      at: score.at,
    });
  }
  for (const evaluation of hazard.evaluations) {
    const event = eventNaming(found, "evaluation", evaluation.id);
    const entity = prov.entity(idOf.evaluation(evaluation.id), {
      "prov:type": name("hazid:Evaluation"),
      "prov:label": `evaluation of the ${evaluation.stage} risk of ${hazard.ref}`,
      "hazid:acceptable": evaluation.acceptable,
      "hazid:reason": evaluation.reason,
      "hazid:present": [...evaluation.present],
      "hazid:benefit": evaluation.benefit,
    });
    const rests = idOf.score(evaluation.score);
    const activity = idOf.evaluating(evaluation.id);
    judge(prov, { activity, type: "Evaluating", entity, rests, event, at: evaluation.at });
  }
}

function judge(
  prov: ProvBuilder,
  made: {
    readonly activity: string;
    readonly type: "Scoring" | "Evaluating";
    readonly entity: string;
    readonly rests: string;
    readonly event: ReturnType<typeof eventNaming>;
    readonly at: string;
  },
): void {
  const { entity, rests, event, at } = made;
  const activity = prov.activity(made.activity, {
    "prov:startTime": at,
    "prov:endTime": at,
    "prov:type": name(`hazid:${made.type}`),
    ...keptIn(event),
  });
  prov.relate("used", activity, rests, { "prov:time": at });
  prov.relate("wasGeneratedBy", entity, activity, { "prov:time": at });
  prov.relate("wasDerivedFrom", entity, rests, { "prov:activity": activity });
  const person = tellActor(prov, event);
  if (person === null) return;
  prov.relate("wasAssociatedWith", activity, person, { "prov:role": event?.actor.role });
  prov.relate("wasAttributedTo", entity, person);
}
