import { expect, test } from "vitest";
import { AppError, errorCodes } from "../../src/app/errors.ts";
import { presentRefusal } from "../../src/web/errors.ts";

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
