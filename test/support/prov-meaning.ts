import {
  relationPlaces,
  type ProvDocument,
  type Relation,
} from "../../src/domain/provenance/prov/document.ts";

type Attributes = NonNullable<ProvDocument["entity"]>[string];

const textOf = (record: Attributes | undefined, key: string): string | undefined => {
  const value = record?.[key];
  return typeof value === "string" ? value : undefined;
};
const relationsOf = (document: ProvDocument, relation: Relation): Attributes[] =>
  Object.values(document[relation] ?? {});

const relations = Object.keys(relationPlaces).filter(
  (key): key is Relation => key in relationPlaces,
);
const isId = (key: string): boolean =>
  ["entity", "activity", "agent", "informed", "informant", "delegate", "responsible"].includes(
    key.slice(5),
  ) || ["prov:generatedEntity", "prov:usedEntity", "prov:collection"].includes(key);

/** What of the constraints on provenance (W3C PROV-CONSTRAINTS) does not hold, in sentences. */
export function breachesOf(document: ProvDocument): string[] {
  const { entity = {}, activity = {}, agent = {} } = document;
  const declared = new Set([entity, activity, agent].flatMap((things) => Object.keys(things)));
  const breaches: string[] = [];
  for (const relation of relations) {
    for (const record of relationsOf(document, relation)) {
      for (const [key, id] of Object.entries(record)) {
        if (isId(key) && (typeof id !== "string" || !declared.has(id))) {
          breaches.push(`${relation} names ${JSON.stringify(id)}, which is not declared`);
        }
      }
    }
  }
  const born = new Map<string, string>();
  for (const record of relationsOf(document, "wasGeneratedBy")) {
    const [id = "", time = ""] = [textOf(record, "prov:entity"), textOf(record, "prov:time")];
    if (born.has(id)) breaches.push(`${id} was generated twice`);
    born.set(id, time);
    const by = activity[textOf(record, "prov:activity") ?? ""];
    const [from = "", to = ""] = [textOf(by, "prov:startTime"), textOf(by, "prov:endTime")];
    if (time < from || time > to) breaches.push(`${id} was generated outside its activity`);
  }
  const before = (what: string, earlier: string | undefined, later: string | undefined): void => {
    if (earlier !== undefined && later !== undefined && earlier > later) breaches.push(what);
  };
  for (const record of relationsOf(document, "used")) {
    const [id = "", by = ""] = [textOf(record, "prov:entity"), textOf(record, "prov:activity")];
    before(`${by} used ${id} before it was`, born.get(id), textOf(activity[by], "prov:endTime"));
  }
  for (const record of relationsOf(document, "wasDerivedFrom")) {
    const made = textOf(record, "prov:generatedEntity") ?? "";
    const from = textOf(record, "prov:usedEntity") ?? "";
    before(`${made} was derived from the later ${from}`, born.get(from), born.get(made));
  }
  for (const record of relationsOf(document, "wasInvalidatedBy")) {
    const id = textOf(record, "prov:entity") ?? "";
    before(`${id} ended before it began`, born.get(id), textOf(record, "prov:time"));
  }
  for (const record of relationsOf(document, "wasInformedBy")) {
    const [informed = "", informant = ""] = [
      textOf(record, "prov:informed"),
      textOf(record, "prov:informant"),
    ];
    before(
      `${informed} was informed by the later ${informant}`,
      textOf(activity[informant], "prov:startTime"),
      textOf(activity[informed], "prov:endTime"),
    );
  }
  for (const [id, { ["prov:startTime"]: from, ["prov:endTime"]: to }] of Object.entries(activity)) {
    if (typeof from === "string" && typeof to === "string" && from > to) {
      breaches.push(`${id} ended before it began`);
    }
  }
  return breaches;
}
