import Ajv from "ajv";
import draft04 from "ajv/lib/refs/json-schema-draft-04.json" with { type: "json" };
import { beforeAll, describe, expect, test } from "vitest";
import { toProv, toProvText } from "../../src/domain/provenance/prov/to-prov.ts";
import type { Provenance } from "../../src/domain/provenance/record.ts";
import { pipelineVersion } from "../../src/domain/run/step.ts";
import { makeHistory } from "../support/make-history.ts";
import { provJsonSchema } from "../support/prov-json-schema.ts";
import { breachesOf } from "../support/prov-meaning.ts";
import { readWithProvParser, withProvParser } from "../support/prov-parser.ts";
import { useRecord } from "../support/record.ts";

const refs = [
  "S-1",
  "S-2",
  "S-3",
  "H-1",
  "H-2",
  "H-3",
  "H-1/cause-2",
  "H-1/cause-3",
  "H-1/cause-4",
  "H-1/control-1",
] as const;

describe("PROV-JSON of a whole record", () => {
  const record = useRecord({ engine: "PGlite" });
  const found = new Map<string, Provenance>();
  const of = (ref: string): Provenance => {
    const known = found.get(ref);
    if (known === undefined) throw new Error(`Expected the provenance of ${ref}.`);
    return known;
  };
  beforeAll(async () => {
    const desk = await record().desk();
    await makeHistory(desk, record().clock);
    for (const ref of refs) found.set(ref, await desk.call("provenance.show", { ref }));
  });

  const ajv = new Ajv({ schemaId: "auto", meta: false });
  ajv.addMetaSchema(draft04);
  const meets = ajv.compile(provJsonSchema);

  test.each(refs)("of %s has the shape of the member submission", (ref) => {
    const holds = meets(JSON.parse(toProvText(of(ref))));
    expect([holds, meets.errors]).toEqual([true, null]);
  });

  test("the schema refuses a usage without an entity, and a section of another name", () => {
    const document = toProv(of("S-1"));
    expect(meets({ ...document, used: { "_:u1": { "prov:activity": "rec:run/1" } } })).toBe(false);
    expect(meets({ ...document, wasDecidedBy: {} })).toBe(false);
  });

  test.each(refs)("of %s keeps the constraints: declared, generated once, in order", (ref) => {
    expect(breachesOf(toProv(of(ref)))).toEqual([]);
  });

  test("the same record gives the same bytes", () => {
    const again = structuredClone(of("H-1"));
    expect(toProvText(again)).toBe(toProvText(of("H-1")));
  });

  describe("read by a parser that is not ours", withProvParser, () => {
    test.each(refs)("%s is accepted, read whole and written again as the same", (ref) => {
      const document = toProv(of(ref));
      const { kinds, same } = readWithProvParser(toProvText(of(ref)));
      expect(same).toBe(true);
      const size = (section: object | undefined) => Object.keys(section ?? {}).length;
      expect([kinds["ProvEntity"], kinds["ProvActivity"], kinds["ProvAgent"]]).toEqual([
        size(document.entity),
        size(document.activity),
        size(document.agent),
      ]);
      expect([kinds["ProvGeneration"], kinds["ProvAssociation"]]).toEqual([
        size(document.wasGeneratedBy),
        size(document.wasAssociatedWith),
      ]);
    });

    test("says in PROV-N who scored what and on whose behalf the machine worked", () => {
      const { notation } = readWithProvParser(toProvText(of("H-1")));
      expect(notation).toMatch(/agent\(rec:person\/\S+, \[.*prov:label="Bram Vance"/u);
      expect(notation).toMatch(/wasAssociatedWith\(rec:scoring\//u);
      expect(notation).toContain(
        `actedOnBehalfOf(rec:software/pipeline/${pipelineVersion}, rec:person/`,
      );
      expect(notation).toMatch(/%% xsd:dateTime/u);
    });

    test("refuses what is no PROV-JSON", () => {
      expect(() => readWithProvParser('{"entity": 3}')).toThrow(/refused/u);
    });
  });
});
