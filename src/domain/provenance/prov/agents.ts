import type { Account } from "../../actor/actor.ts";
import type { Event } from "../record.ts";
import { name, type ProvBuilder } from "./document.ts";
import { idOf } from "./ids.ts";

type Person = Pick<Account, "id" | "name" | "role" | "body" | "number">;

export function tellPerson(prov: ProvBuilder, person: Person): string {
  const { id, body, number } = person;
  return prov.agent(idOf.person(id), {
    "prov:type": name("prov:Person"),
    "prov:label": person.name,
    "hazid:role": person.role,
    "hazid:registration": body === null || number === null ? null : `${body} ${number}`,
  });
}

/** The person an event names; null when it names none. */
export function tellActor(prov: ProvBuilder, event: Event | undefined): string | null {
  if (event?.actor.account === null || event === undefined) return null;
  return prov.agent(idOf.person(event.actor.account), {
    "prov:type": name("prov:Person"),
    "prov:label": event.actor.name,
    "hazid:role": event.actor.role,
    "hazid:registration": event.actor.registration,
  });
}

export const tellSoftware = (
  prov: ProvBuilder,
  kind: "pipeline" | "drafter" | "embedder" | "model",
  version: string,
  artefact: string | null = null,
): string =>
  prov.agent(idOf.software(kind, version), {
    "prov:type": name("prov:SoftwareAgent"),
    "prov:label": `${kind} ${version}`,
    "hazid:version": version,
    "hazid:artefact": artefact,
  });
