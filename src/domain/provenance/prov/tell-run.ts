import {
  isAskedFor,
  type Event,
  type Provenance,
  type RunFacts,
  type Step,
  type Suggested,
} from "../record.ts";
import { tellActor, tellSoftware } from "./agents.ts";
import { name, whole, type ProvBuilder } from "./document.ts";
import { idOf } from "./ids.ts";
import { keptIn } from "./kept-in.ts";
import { tellAuthor, tellCalls } from "./tell-calls.ts";

export function tellDescriptions(prov: ProvBuilder, found: Provenance): void {
  for (const { id, number, hash } of found.descriptions) {
    const event = found.events.find(
      ({ subject, details }) => subject.id === found.product.id && details["version"] === number,
    );
    const entity = prov.entity(idOf.description(id), {
      "prov:type": name("hazid:Description"),
      "prov:label": `${found.product.name}, version ${number}`,
      "hazid:version": whole(number),
      "hazid:sha256": hash,
    });
    if (event === undefined) continue;
    const activity = prov.activity(idOf.describing(id), {
      "prov:startTime": event.at,
      "prov:endTime": event.at,
      "prov:type": name("hazid:Describing"),
      ...keptIn(event),
    });
    prov.relate("wasGeneratedBy", entity, activity, { "prov:time": event.at });
    const person = tellActor(prov, event);
    if (person === null) continue;
    prov.relate("wasAssociatedWith", activity, person, { "prov:role": event.actor.role });
    prov.relate("wasAttributedTo", entity, person);
  }
}

/** What a run that took over a log names in place of the bank. */
const noBank = "none";

export function tellRun(prov: ProvBuilder, found: Provenance, run: RunFacts): void {
  const own = found.events.filter(({ subject }) => subject.id === run.id);
  const start = own.find(({ action }) => action === "run.start");
  const embedsAt = start?.details["embedsAt"];
  const pipeline = tellSoftware(prov, "pipeline", run.pipeline);
  const activity = prov.activity(idOf.run(run.id), {
    "prov:startTime": run.startedAt,
    "prov:endTime": run.state === "done" ? run.steps.at(-1)?.finishedAt : null,
    "prov:type": name("hazid:Run"),
    "prov:label": run.ref,
    "hazid:state": run.state,
    "hazid:sentTo": run.sentTo,
    "hazid:embedsAt": typeof embedsAt === "string" ? embedsAt : null,
    ...keptIn(start),
  });
  const bank =
    run.bankHash === noBank
      ? null
      : prov.entity(idOf.bank(run.bankHash), {
          "prov:type": [name("hazid:HazardBank"), name("prov:Collection")],
          "hazid:sha256": run.bankHash,
        });
  prov.relate("used", activity, idOf.description(run.productVersion));
  if (bank !== null) prov.relate("used", activity, bank);
  prov.relate("wasAssociatedWith", activity, pipeline);
  const person = tellActor(prov, start);
  if (person !== null) {
    prov.relate("actedOnBehalfOf", pipeline, person, { "prov:activity": activity });
  }
  tellSteps(prov, run, own, { activity, pipeline, bank });
  tellCalls(prov, run, own, person ?? pipeline);
}

/** Each step read the description and what the steps before it left: so its input hash says. */
function tellSteps(
  prov: ProvBuilder,
  run: RunFacts,
  events: readonly Event[],
  { activity, pipeline, bank }: { activity: string; pipeline: string; bank: string | null },
): void {
  const done: Step[] = [];
  for (const step of run.steps) {
    const event = events.find(
      ({ details }) => details["step"] === step.step && details["attempt"] === step.attempt,
    );
    const id = prov.activity(idOf.step(run, step), {
      "prov:startTime": step.startedAt,
      "prov:endTime": step.finishedAt,
      "prov:type": name("hazid:Step"),
      "prov:label": step.step,
      "hazid:attempt": whole(step.attempt),
      "hazid:state": step.state,
      "hazid:partOf": name(activity),
      "hazid:inputSha256": step.inputHash,
      ...keptIn(event),
    });
    prov.relate("used", id, idOf.description(run.productVersion));
    for (const earlier of done) prov.relate("used", id, idOf.output(run, earlier));
    const before = done.at(-1);
    if (before !== undefined) prov.relate("wasInformedBy", id, idOf.step(run, before));
    prov.relate("wasAssociatedWith", id, pipeline);
    if (step.step === "retrieve" && bank !== null) {
      prov.relate("used", id, bank);
      const embedder = tellSoftware(prov, "embedder", run.embedder, run.embedderArtefact);
      prov.relate("wasAssociatedWith", id, embedder);
      prov.relate("actedOnBehalfOf", embedder, pipeline, { "prov:activity": id });
    }
    if (step.step === "draft") {
      const drafter = tellSoftware(prov, "drafter", run.drafter);
      prov.relate("wasAssociatedWith", id, drafter);
      prov.relate("actedOnBehalfOf", drafter, pipeline, { "prov:activity": id });
    }
    const output = prov.entity(idOf.output(run, step), {
      "prov:type": name(step.state === "done" ? "hazid:StepOutput" : "hazid:StepFailure"),
      "hazid:sha256": step.outputHash,
    });
    prov.relate("wasGeneratedBy", output, id, { "prov:time": step.finishedAt });
    if (step.state === "done") done.push(step);
  }
}

/** A suggestion's content with the bank entries that it rests on. */
export function tellSuggested(prov: ProvBuilder, found: Provenance, suggested: Suggested): void {
  const { id, ref, hash, content, withheld, drafter, asked, prior, cell } = suggested;
  const run = found.runs.find((one) => one.id === suggested.run);
  const entity = prov.entity(idOf.suggestion(id), {
    "prov:type": name("hazid:Suggestion"),
    "prov:label": ref,
    "hazid:sha256": hash,
    "hazid:cell": cell,
    "hazid:text": content?.hazard,
    "hazid:withheld": withheld,
    "hazid:standsIn": drafter.standsIn,
    "hazid:standsInFor":
      run === undefined || asked === undefined || asked.standsInFor === null
        ? null
        : name(idOf.call(run, asked.standsInFor)),
  });
  for (const entry of prior) {
    const source = prov.entity(idOf.entry(entry.id, entry.version), {
      "prov:type": name("hazid:BankEntry"),
      "prov:label": entry.entry?.name ?? entry.id,
      "hazid:version": whole(entry.version),
      "hazid:sha256": entry.hash,
      "hazid:confidentiality": entry.confidentiality,
      "hazid:text": entry.entry?.situation,
      "hazid:withheld": entry.withheld,
    });
    if (run !== undefined) {
      prov.relate("hadMember", idOf.bank(run.bankHash), source);
      const retrieve = run.steps.findLast(
        ({ step, state }) => step === "retrieve" && state === "done",
      );
      if (retrieve !== undefined) prov.relate("used", idOf.step(run, retrieve), source);
    }
    prov.relate("wasDerivedFrom", entity, source, { "hazid:nearness": entry.nearness });
  }
  if (content?.evidence.imported !== undefined) {
    const { sha256, file, of, ref: at, quote, head, kind } = content.evidence.imported;
    const source = prov.entity(idOf.file(sha256), {
      "prov:type": name("hazid:ImportedLog"),
      "prov:label": file,
      "hazid:sha256": sha256,
      "hazid:kind": kind,
      "hazid:of": of,
      "hazid:head": head,
    });
    prov.relate("wasDerivedFrom", entity, source, { "hazid:at": at, "hazid:quote": quote });
    const read = run?.steps.find(({ step }) => step === "read");
    if (run !== undefined && read !== undefined) prov.relate("used", idOf.step(run, read), source);
  }
  if (run === undefined) return;
  prov.relate("wasDerivedFrom", entity, idOf.description(run.productVersion));
  const request = found.events.find(
    ({ action, subject }) => isAskedFor(action) && subject.id === id,
  );
  const queue = run.steps.findLast(({ step, state }) => step === "queue" && state === "done");
  if (request !== undefined) tellSeparating(prov, run, suggested, request);
  else if (queue !== undefined) {
    prov.relate("wasGeneratedBy", entity, idOf.step(run, queue), { "prov:time": queue.finishedAt });
  }
  prov.relate("wasAttributedTo", entity, tellAuthor(prov, found, suggested));
}

/** A person asked for what the run had drafted, and joined into another or left out for its limit. */
function tellSeparating(prov: ProvBuilder, run: RunFacts, { id }: Suggested, asked: Event): void {
  const isJoined = asked.action === "suggestion.separate";
  const activity = prov.activity(idOf.separating(id), {
    "prov:startTime": asked.at,
    "prov:endTime": asked.at,
    "prov:type": name(isJoined ? "hazid:Separating" : "hazid:TakingBeyondLimit"),
    ...keptIn(asked),
  });
  prov.relate("wasGeneratedBy", idOf.suggestion(id), activity, { "prov:time": asked.at });
  const from = isJoined ? "check" : "merge";
  const checked = run.steps.findLast(({ step, state }) => step === from && state === "done");
  if (checked !== undefined) prov.relate("used", activity, idOf.output(run, checked));
  const person = tellActor(prov, asked);
  if (person === null) return;
  prov.relate("wasAssociatedWith", activity, person, { "prov:role": asked.actor.role });
}
