import { describe, expect, test } from "vitest";
import { sha256 } from "../../../src/domain/hash/canonical.ts";
import { exampleNhsNumber, makeDescription } from "../../support/make-description.ts";
import { addProduct } from "../../support/make-queue.ts";
import { refusalIn, useRecord } from "../../support/record.ts";

const answersOf = (answers: Readonly<Record<string, string>>) => ({
  product: "sablewick",
  answers: Object.entries(answers).map(([question, text]) => ({ question, text })),
});

describe("product.answer", () => {
  const record = useRecord({ engine: "PGlite" });
  const withProduct = async () => {
    const desk = await record().desk();
    return { desk, product: await addProduct(desk) };
  };

  test("makes a version that ends in the answers, and says so in the audit", async () => {
    const { desk, product } = await withProduct();
    const input = answersOf({ children: "Yes, from 2 years.", "device-status": "It is not one." });

    const answered = await desk.call("product.answer", input);

    const description = `${makeDescription()}\n## Answers from the maker\n\n- Ages: Yes, from 2 years.\n- Regulation: It is not one.\n`;
    const open = product.questions.filter(({ id }) => !["children", "device-status"].includes(id));
    const { added: _added, ...same } = product;
    expect(answered).toEqual({ ...same, version: 2, since: 1, looked: null, questions: open });
    expect((await desk.audit()).at(-1)).toMatchObject({
      action: "product.answer",
      subject: { kind: "product", id: product.id, ref: "sablewick" },
      product: product.id,
      details: {
        version: 2,
        description: sha256(description),
        standard: "dcb0129",
        scheme: "ig-example",
        questions: ["children", "device-status"],
      },
    });
    const shown = await desk.call("product.show", { product: "sablewick" });
    expect(shown).toMatchObject({ version: 2, description });
    expect(shown.profile.facets.map(({ id }) => id)).toContain("children");
    expect(await desk.call("audit.verify", {})).toMatchObject({ breaches: [] });
  });

  test("goes on in the section where there is one", async () => {
    const { desk } = await withProduct();
    await desk.call("product.answer", answersOf({ children: "No." }));
    await desk.call("product.answer", answersOf({ "device-status": "Class I." }));
    const { description, version } = await desk.call("product.show", { product: "sablewick" });
    expect(version).toBe(3);
    expect(description.endsWith("maker\n\n- Ages: No.\n- Regulation: Class I.\n")).toBe(true);
  });

  test("is answered once under one key", async () => {
    const { desk } = await withProduct();
    const options = { idempotencyKey: "k" };
    const first = await desk.call("product.answer", answersOf({ children: "No." }), options);
    expect(await desk.call("product.answer", answersOf({ children: "No." }), options)).toEqual(
      first,
    );
    expect(await desk.count("product_version")).toBe(2);
  });

  const long = "x".repeat(601);
  test.each([
    [
      "an unknown question",
      { colour: "Red." },
      "invalid-input",
      /“colour” is not open here\. Open questions: children, device-status,/u,
    ],
    [
      "one that the description answers",
      { users: "Nurses." },
      "conflict",
      /“users” is not open any more: .+ Open questions: children/u,
    ],
    ["an empty answer", { children: "  " }, "invalid-input", /./u],
    ["a long answer", { children: long }, "invalid-input", /./u],
    ["none", {}, "invalid-input", /./u],
    [
      "a patient's number",
      { children: `As ${exampleNhsNumber}.` },
      "patient-identifier",
      /an answer \(children\).*NHS number.*Nothing was kept/u,
    ],
    ["what is no text", { children: "Yes \u0001" }, "invalid-input", /not text/u],
  ])("refuses %s and records nothing", async (_what, answers, code, message) => {
    const { desk } = await withProduct();
    const refusal = await refusalIn(desk, () => desk.call("product.answer", answersOf(answers)));
    expect(refusal).toMatchObject({ code, changed: [] });
    expect(refusal.message).toMatch(message);
  });

  test("refuses two answers to one question", async () => {
    const { desk } = await withProduct();
    const one = { question: "children", text: "No." };
    const call = () => desk.call("product.answer", { product: "sablewick", answers: [one, one] });
    expect(await refusalIn(desk, call)).toMatchObject({
      code: "invalid-input",
      message: "The question “children” is answered twice: answer it once.",
      changed: [],
    });
  });
});
