/**
 * What the PROV-JSON member submission (W3C, 24 April 2013) asks of a document, as a draft-04 schema in
 * our own words: the sections of §3, the places that each relation has and needs, and the values of §2.2.
 * It knows nothing of what hazid writes.
 */
const name = { type: "string", format: "uri" } as const;
const time = { type: "string", format: "date-time" } as const;
const value = { $ref: "#/definitions/value" } as const;

/** `place` must be there, `place?` may be. */
function relation(...places: readonly string[]) {
  const names = places.map((place) => `prov:${place.replace("?", "")}`);
  return {
    type: "object",
    properties: Object.fromEntries(names.map((key) => [key, key === "prov:time" ? time : name])),
    required: names.filter((_, i) => places[i]?.endsWith("?") === false),
    additionalProperties: value,
  };
}
const section = (record: object) => ({ type: "object", additionalProperties: record });
const thing = { type: "object", additionalProperties: value } as const;

const literal = { anyOf: ["string", "number", "boolean"].map((type) => ({ type })) };
const typed = {
  type: "object",
  properties: { $: { type: "string" }, type: name, lang: { type: "string" } },
  required: ["$"],
  additionalProperties: false,
} as const;
const single = { anyOf: [...literal.anyOf, typed] };

export const provJsonSchema = {
  $schema: "http://json-schema.org/draft-04/schema#",
  type: "object",
  additionalProperties: false,
  definitions: {
    value: { anyOf: [...single.anyOf, { type: "array", minItems: 1, items: single }] },
  },
  properties: {
    prefix: { type: "object", patternProperties: { "^[a-zA-Z0-9_-]+$": name } },
    entity: section(thing),
    agent: section(thing),
    activity: section({
      type: "object",
      properties: { "prov:startTime": time, "prov:endTime": time },
      additionalProperties: value,
    }),
    wasGeneratedBy: section(relation("entity", "activity?", "time?")),
    used: section(relation("activity?", "entity", "time?")),
    wasInformedBy: section(relation("informed", "informant")),
    wasInvalidatedBy: section(relation("entity", "activity?", "time?")),
    wasDerivedFrom: section(relation("generatedEntity", "usedEntity", "activity?")),
    wasAttributedTo: section(relation("entity", "agent")),
    wasAssociatedWith: section(relation("activity", "agent?", "plan?")),
    actedOnBehalfOf: section(relation("delegate", "responsible", "activity?")),
    hadMember: section(relation("collection", "entity")),
  },
};
