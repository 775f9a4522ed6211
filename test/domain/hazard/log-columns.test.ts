import { describe, expect, test } from "vitest";
import { hazardStatuses } from "../../../src/domain/hazard/content.ts";
import { $Hazard, type Hazard } from "../../../src/domain/hazard/hazard.ts";
import { logColumns, toLogRow } from "../../../src/domain/hazard/log-columns.ts";
import { makeControl, makeHazard, makeScore } from "./make-hazard.ts";

/** DOMAIN §5, typed out from the document, in its order. */
const columns = [
  "Hazard Number",
  "Hazard Name",
  "Hazard Description",
  "Potential Clinical Impact",
  "Possible Causes",
  "Existing Controls",
  "Initial Severity",
  "Initial Likelihood",
  "Initial Risk Rating",
  "Additional Controls: Design",
  "Additional Controls: Test",
  "Additional Controls: Training",
  "Additional Controls: Business Process Change",
  "Residual Severity",
  "Residual Likelihood",
  "Residual Risk Rating",
  "Actions: Summary",
  "Actions: Owner",
  "Hazard Status",
];

describe("the columns of the log", () => {
  test("are the template's nineteen, in its order", () => {
    expect(columns).toHaveLength(19);
    expect(logColumns).toEqual(columns);
    expect(Object.keys(toLogRow(makeHazard()))).toEqual(columns);
  });
});

describe("a row", () => {
  test("says what the hazard says, and nothing where nobody has said anything", () => {
    expect(toLogRow(makeHazard())).toEqual({
      "Hazard Number": "H-1",
      "Hazard Name": "Stopped medicine recorded as current",
      "Hazard Description": "The note records as current a medicine the patient stopped.",
      "Potential Clinical Impact": "The medicine is continued.\nThe patient is harmed again.",
      "Possible Causes": "1. The negation is dropped.\n2. The draft is not read.",
      "Existing Controls": "",
      "Initial Severity": "",
      "Initial Likelihood": "",
      "Initial Risk Rating": "",
      "Additional Controls: Design": "",
      "Additional Controls: Test": "",
      "Additional Controls: Training": "",
      "Additional Controls: Business Process Change": "",
      "Residual Severity": "",
      "Residual Likelihood": "",
      "Residual Risk Rating": "",
      "Actions: Summary": "",
      "Actions: Owner": "",
      "Hazard Status": "Open",
    });
  });

  test("names who is more exposed, where anybody is", () => {
    const row = toLogRow(makeHazard({ exposed: "older people" }));
    expect(row["Potential Clinical Impact"]).toMatch(/\nMore exposed: older people$/u);
  });

  test("keeps initial and residual scores apart", () => {
    const initial = toLogRow(makeHazard({ initial: makeScore() }));
    expect(initial).toMatchObject({
      "Initial Severity": "Major",
      "Initial Likelihood": "Low",
      "Initial Risk Rating": "3",
      "Residual Severity": "",
      "Residual Risk Rating": "",
    });
    const residual = makeScore({ stage: "residual", likelihood: "Very low", level: 2 });
    expect(toLogRow(makeHazard({ initial: makeScore(), residual }))).toMatchObject({
      "Initial Risk Rating": "3",
      "Residual Severity": "Major",
      "Residual Likelihood": "Very low",
      "Residual Risk Rating": "2",
    });
  });

  test.each([
    ["design", "Additional Controls: Design"],
    ["test", "Additional Controls: Test"],
    ["training", "Additional Controls: Training"],
    ["business-process", "Additional Controls: Business Process Change"],
  ] as const)("puts a proposed %s control under %s, and there only", (type, column) => {
    const row = toLogRow(makeHazard({ controls: [makeControl({ type })] }));
    const filled = columns.filter(
      (name) => name.includes("Controls") && row[name as keyof typeof row] !== "",
    );
    expect(filled).toEqual([column]);
    expect(row[column]).toBe("Show the words [proposed; maker; causes 1, 2]");
  });

  test("puts a control under existing controls only once a person has confirmed it", () => {
    const controls = [
      makeControl({ number: 1, text: "Confirmed", state: "existing", type: "training" }),
      makeControl({ number: 2, text: "Proposed", state: "proposed", type: "training" }),
      makeControl({ number: 3, text: "Also confirmed", state: "existing", actsOn: [2] }),
    ];
    const row = toLogRow(makeHazard({ controls }));
    expect(row["Existing Controls"]).toBe(
      "Confirmed [training; maker; causes 1, 2]\nAlso confirmed [design; maker; causes 2]",
    );
    expect(row["Additional Controls: Training"]).toBe("Proposed [proposed; maker; causes 1, 2]");
    expect(row["Additional Controls: Design"]).toBe("");
  });

  test.each([
    ["open", "Open"],
    ["transferred", "Transferred"],
    ["closed", "Closed"],
    ["withdrawn", "Withdrawn"],
  ] as const)("says of %s: %s", (status, word) => {
    expect(toLogRow(makeHazard({ status }))["Hazard Status"]).toBe(word);
    expect(hazardStatuses).toContain(status);
  });
});

describe("a hazard read back", () => {
  test.each<[string, object]>([
    ["an unknown status", { status: "accepted" }],
    ["a control of an unknown state", { controls: [{ ...makeControl(), state: "stated" }] }],
    ["a score of level 0", { initial: makeScore({ level: 0 }) }],
    ["a field more", { confidence: 0.9 }],
  ])("is refused with %s", (_what, change) => {
    const hazard: Hazard = makeHazard({ initial: makeScore(), controls: [makeControl()] });
    expect($Hazard.safeParse(hazard).success).toBe(true);
    expect($Hazard.safeParse({ ...hazard, ...change }).success).toBe(false);
  });
});
