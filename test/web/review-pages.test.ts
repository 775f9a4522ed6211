import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleNhsNumber } from "../support/make-description.ts";
import { cso, openSite, pressed, readExample, tickedIn, type Answer, type Site } from "./site.ts";
import { opened } from "../support/opened.ts";

let site: Site;
const product = "/products/marlnote";
const at = (ref: string): string =>
  `${product}/${ref.startsWith("S") ? "suggestions" : "hazards"}/${ref}`;
type Fields = Readonly<Record<string, string | readonly string[]>>;

/** Presses a button of a page that was looked at before, or of the page as it is now. */
const press = async (ref: string, decision: string, fields: Fields = {}, page?: Answer) =>
  site.post(at(ref), { ...pressed(page ?? (await site.get(at(ref))), decision), ...fields });
const suggestion = async (ref: string) =>
  opened(await site.call("queue.show", { suggestion: ref, product: "marlnote" })).suggestion;
const hazard = async (ref: string) =>
  (await site.call("hazard.show", { hazard: ref, product: "marlnote" })).hazard;
const target = async (ref: string) => `${ref} ${(await hazard(ref)).hash}`;
/** Somebody else changes the hazard between looking and pressing. */
const changeMeanwhile = async (ref: string, effect: string): Promise<void> => {
  await site.call("account.set", { name: "Sam Porter", role: "contributor" });
  const { hash: seen } = await hazard(ref);
  await site.call("hazard.edit", { hazard: ref, product: "marlnote", seen, edits: { effect } });
  await site.call("account.set", cso);
};

/** Tests of this file are one story in order. */
beforeAll(async () => {
  site = await openSite();
  await site.call("product.add", { text: await readExample() });
  await site.call("run.identify", { product: "marlnote" });
  await site.call("account.set", cso);
});
afterAll(() => site.close());

describe("accepting with an edit", () => {
  test("takes the changed words, and says was and is", async () => {
    const { content } = await suggestion("S-1");
    const fields = { causes: ["1", "2"], "word-hazard": "My own words.", "word-cause-2": "Mine." };
    const done = await press("S-1", "accept", fields);
    expect(done.location).toBe(`${at("S-2")}?after=S-1`);
    expect((await site.get(done.location)).text).toContain("S-1 is accepted with your words");
    const made = await hazard("H-1");
    expect([made.hazard, made.effect]).toEqual(["My own words.", content.effect]);
    expect(made.causes.map(({ text }) => text)).toEqual([content.causes[0]?.text, "Mine."]);
    const page = await site.get(at("S-1"));
    expect(page.text).toContain(`was “${content.hazard}” → is “My own words.”`);
    expect(page.text).toContain("Cause 2: was");
  });

  test.each([
    ["emptied words", { causes: "1", "word-harm": " " }, "word-harm", "enter some words"],
    [
      "words of what is not ticked",
      { causes: "1", "word-cause-2": "x" },
      "word-cause-2",
      "not ticked",
    ],
    ["more than fits", { causes: "1", "word-effect": "x".repeat(1_001) }, "word-effect", "at most"],
    ["no cause", { "word-harm": "Mine." }, "cause-1", "at least one cause"],
  ])("refuses %s at the field, with the words kept", async (_title, fields, field, says) => {
    const page = await press("S-2", "accept", fields);
    expect(page.status).toBe(400);
    expect(page.html).toContain(`href="#${field}"`);
    expect(page.text).toContain(says);
    for (const [name, text] of Object.entries(fields)) {
      if (name !== "causes") expect(page.html).toContain(`${text}</textarea>`);
    }
    expect((await suggestion("S-2")).state).toBe("pending");
  });

  test("refuses a patient's number in the words at their field", async () => {
    const fields = { causes: "1", "word-harm": `See ${exampleNhsNumber}.` };
    const page = await press("S-2", "accept", fields);
    expect(page.status).toBe(422);
    expect(page.html).toContain('href="#word-harm"');
    expect(page.html).toContain(`${fields["word-harm"]}</textarea>`);
  });
});

describe("adding as a cause", () => {
  test("shows the hazard's words, chooses none, and asks for one", async () => {
    const page = await site.get(at("S-2"));
    expect(page.text).toContain("My own words.");
    expect(page.html).toContain(`value="${await target("H-1")}"`);
    expect(tickedIn(page)).toEqual([]);
    const refused = await press("S-2", "add-cause", { causes: "1" });
    expect(refused.html).toContain('href="#hazard"');
    expect(tickedIn(refused)).toEqual(["cause-1"]);
  });

  test("does not drop words that were changed on the way", async () => {
    const fields = { causes: "1", hazard: await target("H-1"), "word-harm": "Mine." };
    const page = await press("S-2", "add-cause", fields);
    expect(page.status).toBe(400);
    expect(page.text).toContain("Add as a cause takes new words of causes alone");
    expect(tickedIn(page).sort()).toEqual(["cause-1", "hazard"]);
  });

  test("is refused when the hazard changed after it was shown: who, and what was ticked stays", async () => {
    const page = await site.get(at("S-2"));
    const fields = { causes: "1", hazard: await target("H-1") };
    await changeMeanwhile("H-1", "Changed by Sam.");
    const refused = await press("S-2", "add-cause", fields, page);
    expect(refused.status).toBe(412);
    expect(refused.text).toContain("H-1 was changed by Sam Porter");
    expect(tickedIn(refused)).toEqual(["cause-1"]);
    expect((await hazard("H-1")).causes).toHaveLength(2);
  });

  test("adds the ticked cause to the hazard, which says where it came from", async () => {
    const done = await press("S-2", "add-cause", { causes: "1", hazard: await target("H-1") });
    expect(done.location).toBe(`${at("S-3")}?after=S-2`);
    expect((await site.get(done.location)).text).toContain("Cause 1 of S-2 is added to H-1.");
    const page = await site.get(at("H-1"));
    expect(page.text).toContain("S-2, cause 1");
    expect((await site.get(at("S-2"))).text).toContain("Cause 3 will be taken out of H-1 again");
  });
});

describe("merging and deferring", () => {
  test("merging needs something to merge into", async () => {
    expect((await press("S-3", "merge")).html).toContain('href="#into"');
  });

  test.each(["merge", "defer"])("%s refuses a patient's number at its field", async (verb) => {
    const name = `${verb}-text`;
    const page = await press("S-3", verb, { into: "H-1", [name]: `NHS ${exampleNhsNumber}` });
    expect([page.status, page.html.includes(`href="#${name}"`)]).toEqual([422, true]);
    expect(page.html).toContain(`${exampleNhsNumber}</textarea>`);
  });

  test("a deferred one says what it waits for, is in its own list, and can be decided", async () => {
    await press("S-3", "defer", { "defer-text": "The maker's answer." });
    const page = await site.get(at("S-3"));
    expect(page.text).toContain("The maker's answer.");
    const queue = await site.get(`${product}/queue?state=deferred`);
    expect(queue.text).toContain("deferred by Dr Amara Okafor");
    expect((await site.get("/products")).text).toMatch(/\d+ suggestions to decide, 1 deferred/u);
    const merged = await press("S-3", "merge", {
      into: await target("H-1"),
      "merge-text": "The same.",
    });
    expect(merged.status).toBe(303);
    expect((await site.get(at("S-3"))).text).toContain("S-3 was merged into H-1");
    expect((await site.get(`${product}/queue?state=merged`)).text).toContain("merged by Dr Amara");
  });

  test("merging is refused when the hazard changed after it was shown, and says who changed it", async () => {
    const page = await site.get(at("S-5"));
    const into = await target("H-1");
    expect(page.html).toContain(`<option value="${into}">`);
    await changeMeanwhile("H-1", "Changed by Sam again.");
    const refused = await press("S-5", "merge", { into, "merge-text": "my words" }, page);
    expect(refused.status).toBe(412);
    expect(refused.html).toContain('href="#into"');
    expect(refused.text).toContain("H-1 was changed by Sam Porter");
    expect(refused.html).toContain("my words</textarea>");
    expect(refused.html).not.toMatch(/<option[^>]* selected/u);
    expect((await suggestion("S-5")).state).toBe("pending");
  });

  test("of what is named by its reference alone, the record does not say that it was shown", async () => {
    await press("S-5", "merge", { "into-other": "H-1" });
    const { decisions } = opened(
      await site.call("queue.show", { suggestion: "S-5", product: "marlnote" }),
    );
    expect(decisions.at(-1)).toMatchObject({ verb: "merge", hazardSeen: null });
    expect((await site.get(`${at("S-5")}/provenance`)).text).toContain(
      "what was shown of H-1 is not recorded",
    );
    await press("S-5", "undo");
  });

  test("what was merged into a suggestion stands on its page", async () => {
    await press("S-5", "merge", { into: "S-6" });
    const into = await site.get(at("S-6"));
    expect(into.text).toMatch(/Merged into it ?S-5:/u);
    expect(into.html).toContain(`<a href="${at("S-5")}">S-5</a>`);
    await press("S-5", "undo");
    expect((await site.get(at("S-6"))).text).not.toContain("Merged into it");
  });

  test("the second of two people is told who was first, and keeps what they typed", async () => {
    const page = await site.get(at("S-4"));
    await press("S-4", "defer");
    const fields = { key: "other", causes: "1", into: "H-1", "merge-text": "my words" };
    const late = await press("S-4", "defer", { ...fields, "defer-text": "waits" }, page);
    expect(late.status).toBe(409);
    expect(late.text).toContain("was deferred already by Dr Amara Okafor");
    for (const kept of ["my words</textarea>", "waits</textarea>"]) {
      expect(late.html).toContain(kept);
    }
    expect(tickedIn(late)).toContain("cause-1");
  });

  test.each([
    ["accept", { causes: "1", "word-harm": "my words" }],
    ["add-cause", { causes: "1" }],
    ["reject", { reason: "duplicate", "reason-text": "my words" }],
    ["merge", { into: "H-1", "merge-text": "my words" }],
    ["defer", { "defer-text": "my words" }],
  ])("who comes too late with %s is told so and loses nothing of it", async (verb, sent) => {
    const page = await site.get(at("S-7"));
    await press("S-7", "reject", { reason: "too-vague" });
    const all = { key: `late-${verb}`, hazard: await target("H-1"), controls: "1" };
    const late = await press("S-7", verb, { ...all, ...sent }, page);
    expect(late.status).toBe(409);
    expect(late.text).toContain("was rejected already");
    expect(late.text).toContain("What you had entered, which was not recorded");
    expect(late.text).toContain("Controls ticked: 1.");
    const texts = Object.values<string>(sent).filter((text) => !/^(?:1|duplicate)$/u.test(text));
    for (const text of [...texts, "H-1"]) expect(late.html).toContain(`${text}</textarea>`);
    if (verb === "reject") expect(late.html).toContain("Duplicate</textarea>");
    await press("S-7", "undo");
  });

  test("so is who comes too late with undo", async () => {
    await press("S-7", "reject", { reason: "too-vague" });
    const page = await site.get(at("S-7"));
    await press("S-7", "undo");
    const late = await press("S-7", "undo", { key: "late", "undo-text": "my words" }, page);
    expect(late.status).toBe(409);
    expect(late.text).toContain("What you had entered, which was not recorded");
    expect(late.html).toContain("my words</textarea>");
  });
});

describe("the page after a decision", () => {
  test("offers to undo it by a link to what undoing would do, from the record", async () => {
    const page = await site.get((await press("S-8", "reject", { reason: "too-vague" })).location);
    expect(page.html).toMatch(
      new RegExp(`<a[^>]*href="${at("S-8")}#undo" data-key="u">Undo S-8</a>`, "u"),
    );
    const undone = await site.get((await press("S-8", "undo")).location);
    expect(undone.text).toContain("The decision about S-8 is undone");
    expect(undone.html).not.toContain(">Undo S-8</a>");
  });

  test("says by the form's own key that it was recorded, and of a refused one nothing", async () => {
    const page = await site.get(at("S-8"));
    const send = async (fields: Record<string, string>, cookie = "") =>
      site.app.request(at("S-8"), {
        method: "POST",
        body: new URLSearchParams({ ...pressed(page, "reject"), ...fields }),
        headers: { cookie },
      });
    expect((await send({ key: "refused" })).headers.get("set-cookie")).toBeNull();
    const taken = await send({ key: "taken", reason: "duplicate" }, "hazid-recorded=earlier.<b>");
    expect(taken.status).toBe(303);
    expect(taken.headers.get("set-cookie")).toMatch(
      /^hazid-recorded=taken\.earlier; Max-Age=3600; Path=\/; SameSite=Strict$/u,
    );
    await press("S-8", "undo");
  });
});

describe("undoing", () => {
  test("says what it does, needs what was seen, and puts the suggestion back", async () => {
    await press("S-5", "accept", { causes: "1" });
    const page = await site.get(at("S-5"));
    expect(page.text).toContain("H-2 will be withdrawn; its number is not used again.");
    const blind = await site.post(at("S-5"), { decision: "undo" });
    expect(blind.status).toBe(428);
    const done = await press("S-5", "undo", { "undo-text": "Too quick." });
    const back = await site.get(done.location);
    expect(back.text).toContain("The decision about S-5 is undone: it waits again.");
    expect(back.text).toContain("Too quick.");
    expect((await site.get(`${product}/log`)).text).toContain("Withdrawn. Its number is not used");
    const withdrawn = await site.get(at("H-2"));
    expect(withdrawn.text).toContain("H-2 is withdrawn.");
    expect(withdrawn.html).not.toContain("<form");
  });

  test("is refused when the hazard changed after it was shown, with the reason kept", async () => {
    await press("S-6", "accept", { causes: "1" });
    const page = await site.get(at("S-6"));
    await changeMeanwhile("H-3", "Sam again.");
    const refused = await press("S-6", "undo", { "undo-text": "my words" }, page);
    expect(refused.status).toBe(412);
    expect(refused.text).toContain("H-3 was changed by Sam Porter");
    expect(refused.html).toContain("my words</textarea>");
  });

  test("refuses a patient's number in the reason", async () => {
    const page = await press("S-6", "undo", { "undo-text": exampleNhsNumber });
    expect([page.status, page.html.includes('href="#undo-text"')]).toEqual([422, true]);
  });
});

test("no fault was met on the way", () => {
  expect(site.faults).toEqual([]);
});
