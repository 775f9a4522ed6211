import { z } from "zod";

/** Prefixes of every document. The names are hazid's own; they lead to no page. */
const prefixes = {
  prov: "http://www.w3.org/ns/prov#",
  xsd: "http://www.w3.org/2001/XMLSchema#",
  /** What kinds of things hazid knows, and what it says about them. */
  hazid: "urn:x-hazid:term:",
  /** Things of one record, by the ids that they have there. */
  rec: "urn:x-hazid:record:",
} as const;

/** PROV-JSON §2.2: a value of a data type other than those that JSON has. */
const $Literal = z.strictObject({ $: z.string(), type: z.string() });
const $Value = z.union([z.string(), z.number(), z.boolean(), $Literal]);
const $Attributes = z.record(z.string(), z.union([$Value, z.array($Value).min(1)]));
type Literal = z.infer<typeof $Literal>;
type Attributes = z.infer<typeof $Attributes>;

const records = z.record(z.string(), $Attributes).optional();

/** Places of each relation (PROV-DM §5), the first two of which must name something declared here. */
export const relationPlaces = {
  wasGeneratedBy: ["prov:entity", "prov:activity"],
  used: ["prov:activity", "prov:entity"],
  wasInformedBy: ["prov:informed", "prov:informant"],
  wasInvalidatedBy: ["prov:entity", "prov:activity"],
  wasDerivedFrom: ["prov:generatedEntity", "prov:usedEntity"],
  wasAttributedTo: ["prov:entity", "prov:agent"],
  wasAssociatedWith: ["prov:activity", "prov:agent"],
  actedOnBehalfOf: ["prov:delegate", "prov:responsible"],
  hadMember: ["prov:collection", "prov:entity"],
} as const;
export type Relation = keyof typeof relationPlaces;

/** A document of the PROV-JSON member submission (W3C, 24 April 2013), as hazid writes it. */
export const $ProvDocument = z.strictObject({
  prefix: z.record(z.string(), z.string()),
  entity: records,
  activity: records,
  agent: records,
  wasGeneratedBy: records,
  used: records,
  wasInformedBy: records,
  wasInvalidatedBy: records,
  wasDerivedFrom: records,
  wasAttributedTo: records,
  wasAssociatedWith: records,
  actedOnBehalfOf: records,
  hadMember: records,
});
export type ProvDocument = z.infer<typeof $ProvDocument>;
type Section = Exclude<keyof ProvDocument, "prefix">;
type Given = Readonly<Record<string, Attributes[string] | null | undefined>>;

export const moment = (iso: string): Literal => ({ $: iso, type: "xsd:dateTime" });
export const whole = (n: number): Literal => ({ $: String(n), type: "xsd:integer" });
export const name = (qualified: string): Literal => ({ $: qualified, type: "prov:QUALIFIED_NAME" });
/** A part of an identifier: nothing in it may end the name early. */
export const part = (text: string): string => encodeURIComponent(text);

const known = (given: Given): Attributes =>
  Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) =>
      value === null || value === undefined ? [] : [[key, value]],
    ),
  );

export type ProvBuilder = ReturnType<typeof createProvBuilder>;

/** Collects a document in the order in which it is told; what is told twice stands once. */
export function createProvBuilder() {
  const sections = new Map<Section, Map<string, Attributes>>();
  const told = new Set<string>();
  const sectionOf = (section: Section): Map<string, Attributes> => {
    const found = sections.get(section) ?? new Map<string, Attributes>();
    sections.set(section, found);
    return found;
  };
  const declare = (section: "entity" | "activity" | "agent") => (id: string, given: Given) => {
    const things = sectionOf(section);
    if (!things.has(id)) things.set(id, known(given));
    return id;
  };
  const has = (id: string): boolean =>
    (["entity", "activity", "agent"] as const).some(
      (section) => sections.get(section)?.has(id) === true,
    );
  return {
    entity: declare("entity"),
    activity: declare("activity"),
    agent: declare("agent"),
    has,
    /** Relates two things; what is not declared here, since it concerns something else, is not named. */
    relate(relation: Relation, from: string, to: string, given: Given = {}): void {
      const [first, second] = relationPlaces[relation];
      const key = `${relation} ${from} ${to}`;
      if (!has(from) || !has(to) || told.has(key)) return;
      told.add(key);
      const things = sectionOf(relation);
      things.set(
        `_:${relation}${things.size + 1}`,
        known({ [first]: from, [second]: to, ...given }),
      );
    },
    finish(): ProvDocument {
      const filled = [...sections].map(([section, things]) => [
        section,
        Object.fromEntries(things),
      ]);
      return $ProvDocument.parse({ prefix: prefixes, ...Object.fromEntries(filled) });
    },
  };
}
