import type { Event, Provenance, RunFacts, Suggested } from "../record.ts";
import { tellSoftware } from "./agents.ts";
import { name, whole, type ProvBuilder } from "./document.ts";
import { idOf } from "./ids.ts";
import { keptIn } from "./kept-in.ts";

/** Each question to a language model: what it was asked with, what came back, on whose behalf. */
export function tellCalls(
  prov: ProvBuilder,
  run: RunFacts,
  events: readonly Event[],
  responsible: string,
): void {
  for (const call of run.calls ?? []) {
    const { key, prompt, model, outcome, sentTo, requestHash, replyHash } = call;
    const event = events.find(
      ({ action, details }) => action === "run.call" && details["key"] === key,
    );
    const step =
      run.steps.findLast((one) => one.step === call.step && one.state === "done") ??
      run.steps.findLast((one) => one.step === call.step);
    const asking = prov.entity(idOf.prompt(prompt), {
      "prov:type": name("hazid:Prompt"),
      "prov:label": `${prompt.id}, version ${prompt.version}`,
      "hazid:version": whole(prompt.version),
      "hazid:sha256": prompt.hash,
    });
    const activity = prov.activity(idOf.call(run, key), {
      "prov:startTime": call.startedAt,
      "prov:endTime": call.finishedAt,
      "prov:type": name("hazid:ModelCall"),
      "prov:label": key,
      "hazid:outcome": outcome,
      "hazid:sentTo": outcome === "unasked" ? null : sentTo,
      "hazid:requestSha256": requestHash,
      "hazid:partOf": name(step === undefined ? idOf.run(run.id) : idOf.step(run, step)),
      ...keptIn(event),
    });
    prov.relate("used", activity, asking);
    if (call.step !== "merge") prov.relate("used", activity, idOf.description(run.productVersion));
    if (outcome !== "unasked") {
      const software = tellSoftware(prov, "model", model);
      prov.relate("wasAssociatedWith", activity, software);
      prov.relate("actedOnBehalfOf", software, responsible);
    }
    if (step !== undefined) prov.relate("wasInformedBy", idOf.step(run, step), activity);
    if (replyHash === null) continue;
    const reply = prov.entity(idOf.reply(run, key), {
      "prov:type": name("hazid:Reply"),
      "prov:label": `reply to ${key}`,
      "hazid:sha256": replyHash,
    });
    prov.relate("wasGeneratedBy", reply, activity, { "prov:time": call.finishedAt });
    prov.relate("wasAttributedTo", reply, idOf.software("model", model));
    if (step !== undefined) prov.relate("used", idOf.step(run, step), reply);
  }
}

/** Who wrote a suggestion: a language model where its own answer drafted it, rules otherwise. */
export function tellAuthor(prov: ProvBuilder, found: Provenance, suggested: Suggested): string {
  const { drafter, asked } = suggested;
  const run = found.runs.find(({ id }) => id === suggested.run);
  if (asked === undefined || run === undefined) {
    return idOf.software("drafter", `${drafter.id} ${drafter.version}`);
  }
  const entity = idOf.suggestion(suggested.id);
  for (const key of asked.drafted) prov.relate("wasDerivedFrom", entity, idOf.reply(run, key));
  const own = run.calls?.find(({ key }) => key === asked.drafted[0]);
  return own?.model === drafter.id
    ? idOf.software("model", drafter.id)
    : tellSoftware(prov, "drafter", `${drafter.id} ${drafter.version}`);
}
