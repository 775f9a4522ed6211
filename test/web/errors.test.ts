import { expect, test } from "vitest";
import { AppError, errorCodes } from "../../src/app/errors.ts";
import { fieldWithPatientData, presentRefusal } from "../../src/web/errors.ts";
import { findPatientIdentifiers } from "../../src/domain/text/patient-identifiers.ts";
import { exampleNhsNumber } from "../support/make-description.ts";

test.each(errorCodes)("the refusal %s has a status, a heading and a sentence", (code) => {
  const { status, heading, sentence } = presentRefusal(new AppError(code, "What and what to do."));
  expect(status).toBeGreaterThanOrEqual(400);
  expect(heading).not.toBe("");
  expect(sentence).toMatch(/\.$/u);
});

test("pages speak of pages where the refusal speaks of commands", () => {
  const error = new AppError("no-person", "Name yourself first: hazid account set --name …");
  expect(presentRefusal(error).sentence).not.toContain("hazid account");
});

test("a patient's number is looked for in what was typed, not in the ids that a form carries", () => {
  const key = "d59a1c34-7518-4907-b407-fd6e4053827c";
  expect(findPatientIdentifiers(key)).not.toEqual([]);
  const typed = [
    { name: "key", text: `${key}-accept` },
    { name: "harm", text: `See ${exampleNhsNumber}.` },
  ];
  expect(fieldWithPatientData({ typed })).toBe("harm");
  expect(fieldWithPatientData({ typed: typed.slice(0, 1) })).toBeNull();
});
