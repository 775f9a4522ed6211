import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hidden, openSite, readExample, tickedIn, type Site } from "./site.ts";

let site: Site;
const product = "/products/marlnote";
beforeAll(async () => {
  site = await openSite();
  await site.call("product.add", { text: await readExample() });
});
afterAll(() => site.close());

test("the way back to the products leads to them, from coverage and from a refusal", async () => {
  const coverage = await site.get(`${product}/coverage`);
  const missing = await site.get("/products/nowhere");
  for (const { html } of [coverage, missing]) {
    expect(html).toMatch(/href="\/products"[^>]*>\s*Products/u);
    expect(html).not.toMatch(/href="\/"[^>]*>\s*Products/u);
  }
});

describe("several corrections in one form", () => {
  const shown = () => site.call("product.show", { product: "marlnote" });

  test("make one version: strikes, additions, functions and other words", async () => {
    const page = await site.get(product);
    const before = await shown();
    const [first, second] = before.profile.functions.map(
      ({ key }) => new RegExp(`value="(${key}-[0-9a-f]{12})"`, "u").exec(page.html)?.[1] ?? "",
    );
    const kept = await site.post(`${product}/corrections`, {
      seen: hidden(page, "seen"),
      "strike-function": first ?? "",
      [`reword-${second ?? ""}`]: "Listens to everybody in the room",
      "function-words": "Sends the patient a questionnaire.",
      "function-by": "maker",
      ...{
        missed: "population:frailty",
        "said-by": "maker",
        "missed-words": "In frailty clinics.",
      },
      ...{ "missed-2": "setting:hospice", "said-by-2": "maker", "missed-words-2": "In hospices." },
      contest: "capability:prescribing",
    });
    expect(kept.status).toBe(303);
    expect((await site.get(kept.location)).text).toMatch(
      /Your corrections are kept, .+ 1 function is newly read: “Sends the patient a questionnaire”\. 1 function is gone: “.+”\. 1 function is said otherwise: “Listens to everybody in the room”\. 4 points are newly read: /u,
    );
    const after = await shown();
    expect(after.version).toBe(before.version + 1);
    const labels = after.profile.functions.map(({ label }) => label);
    expect(labels).not.toContain(before.profile.functions[0]?.label);
    expect(labels).toEqual(
      expect.arrayContaining([
        "Listens to everybody in the room",
        "Sends the patient a questionnaire.",
      ]),
    );
    expect(after.profile.facets.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["frailty", "hospice", "prescribing"]),
    );
    const { text } = await site.get(product);
    expect(text).toContain("Struck by a person as not a function");
    expect(text).toMatch(/Listens to everybody in the room\s+said as/u);
  });

  test("are taken back by a tick", async () => {
    const page = await site.get(product);
    const [struck] = (await shown()).struckFunctions;
    const kept = await site.post(`${product}/corrections`, {
      seen: hidden(page, "seen"),
      "take-back": struck?.words ?? "",
    });
    expect([kept.status, (await shown()).struckFunctions]).toEqual([303, []]);
  });

  test("that speak of a version before tick no other function by its number", async () => {
    const fields = { seen: "0".repeat(12), "strike-function": "F1-000000000000" };
    const stale = await site.post(`${product}/corrections`, {
      ...fields,
      "reword-F2-000000000000": "Words of somebody",
    });
    expect(stale.status).toBe(400);
    expect(tickedIn(stale)).toEqual([]);
    expect(stale.text).toContain("Words of somebody");
  });
});

describe("eight additions at once", () => {
  const rows = ["", ...[2, 3, 4, 5, 6, 7, 8].map((number) => `-${number}`)];

  test("are kept by one form, and where one is refused all that was typed stays", async () => {
    const page = await site.get(product);
    const typed = Object.fromEntries(
      rows.flatMap((row, i) => [
        [`function-words${row}`, `Weighs crate ${i + 1} of ${i + 2} for the porters`],
        [`function-by${row}`, "maker"],
      ]),
    );
    const fields = { ...typed, seen: hidden(page, "seen") };
    const refused = await site.post(`${product}/corrections`, { ...fields, "function-by-8": "" });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain("Weighs crate 8 of 9");
    const kept = await site.post(`${product}/corrections`, fields);
    const { text } = await site.get(kept.location);
    expect(text).toMatch(/8 functions are newly read: .+; 4 more\./u);
  });
});

describe("the intended use", () => {
  test("is said by other words of the description, and is not by words that do not stand there", async () => {
    const page = await site.get(product);
    const { description, profile } = await site.call("product.show", { product: "marlnote" });
    const other = profile.functions[1]?.span.quote ?? "";
    const seen = hidden(page, "seen");
    const words = "A firm of crate weighers";
    const refused = await site.post(`${product}/corrections`, { seen, "purpose-words": words });
    expect([refused.status, description.includes(words)]).toEqual([400, false]);
    expect(refused.text).toContain("The words for the intended use do not stand");
    expect(refused.text).toContain(words);
    const kept = await site.post(`${product}/corrections`, { seen, "purpose-words": other });
    const { text } = await site.get(kept.location);
    expect(text).toContain("The intended use is read from other words.");
    const after = await site.call("product.show", { product: "marlnote" });
    expect(after.profile.intendedUse).toEqual(profile.functions[1]?.span);
  });
});

describe("answers to questions", () => {
  test("that closed meanwhile give back what was typed", async () => {
    const typed = { "answer-users": "Nurses, we think.", "answer-children": "From 2 years." };
    const refused = await site.post(`${product}/answers`, { ...typed, then: "stay" });
    expect([refused.status, refused.title]).toEqual([409, "Error: Marlnote – hazid"]);
    expect(refused.text).toContain("is not open any more");
    expect(refused.text).toContain("Nurses, we think.");
    expect(refused.html).toContain('value="From 2 years."');
  });
});
