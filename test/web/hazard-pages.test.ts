import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleNhsNumber } from "../support/make-description.ts";
import { cso, openSite, pressed, readExample, tickedIn, type Answer, type Site } from "./site.ts";

let site: Site;
const log = "/products/marlnote/log";
const path = "/products/marlnote/hazards/H-1";
type Fields = Readonly<Record<string, string | readonly string[]>>;

const press = async (decision: string, fields: Fields = {}, page?: Answer, to = path) =>
  site.post(to, { ...pressed(page ?? (await site.get(to)), decision), ...fields });
const hazard = async () =>
  (await site.call("hazard.show", { hazard: "H-1", product: "marlnote" })).hazard;
const said = async (done: Answer): Promise<string> => {
  expect(done.status).toBe(303);
  return (await site.get(done.location)).text;
};
const written = {
  ...{ "hazard-name": "Wrong note", "hazard-hazard": "A wrong note is shown." },
  ...{ "hazard-effect": "It is acted on.", "hazard-harm": "Wrong treatment." },
  ...{ "hazard-condition": "fault", "cause-rows": "2", "control-rows": "2" },
  ...{ "new-cause-2": "The cache is old.", "new-cause-2-kind": "software" },
  ...{ "new-control-1": "Empty the cache.", "new-control-1-type": "design" },
  ...{ "new-control-1-owner": "maker", "new-control-1-causes": "new-2" },
};

/** Tests of this file are one story in order. */
beforeAll(async () => {
  site = await openSite();
  await site.call("product.add", { text: await readExample() });
});
afterAll(() => site.close());

describe("writing a hazard by hand", () => {
  const add = `${log}/add`;

  test("the log leads there; nothing is chosen, and rows are added on asking", async () => {
    expect((await site.get(log)).html).toContain(`href="${add}"`);
    const page = await site.get(add);
    expect(tickedIn(page)).toEqual([]);
    expect(page.html).not.toContain("selected");
    const more = await press("more-causes", written, page, add);
    expect(more.html).toContain('id="new-cause-3"');
    expect(more.html).toContain("The cache is old.</textarea>");
  });

  test("asks for every missing field at the field", async () => {
    const fields = { "new-control-1": "Empty it.", "new-control-1-causes": "new-1" };
    const page = await press("add", fields, undefined, add);
    expect(page.status).toBe(400);
    for (const field of [
      "hazard-name",
      "hazard-harm",
      "hazard-condition",
      "new-cause-1",
      "new-control-1-type",
      "new-control-1-causes",
    ]) {
      expect(page.html).toContain(`href="#${field}"`);
    }
    expect(page.html).toContain("Empty it.</textarea>");
  });

  test("while nobody is named it is refused with everything kept, and naming keeps it too", async () => {
    const refused = await press("add", written, undefined, add);
    expect([refused.status, refused.html.includes('href="#name"')]).toEqual([403, true]);
    const named = await press("name", { ...written, ...cso }, refused, add);
    expect(named.html).toContain("A wrong note is shown.</textarea>");
    expect(tickedIn(named)).toContain("new-control-1-causes-2");
  });

  test("refuses a patient's number at its field", async () => {
    const fields = { ...written, "new-cause-2": `As for ${exampleNhsNumber}` };
    const page = await press("add", fields, undefined, add);
    expect([page.status, page.html.includes('href="#new-cause-2"')]).toEqual([422, true]);
  });

  test("is in the log with its cause and control, and twice sent is once there", async () => {
    const page = await site.get(add);
    const done = await press("add", written, page, add);
    expect(await said(done)).toContain("written by hand by Dr Amara Okafor");
    expect((await press("add", written, page, add)).location).toBe(done.location);
    const { causes, controls } = await hazard();
    expect([causes[0]?.number, controls[0]?.actsOn]).toEqual([1, [1]]);
    expect((await site.call("log.show", { product: "marlnote" })).hazards).toHaveLength(1);
  });
});

describe("each form of the hazard page", () => {
  test("carries what is shown, and chooses nothing", async () => {
    const page = await site.get(path);
    const { hash } = await hazard();
    const forms = page.html.match(/<form/gu)?.length;
    expect(page.html.match(new RegExp(`name="seen" value="${hash}"`, "gu"))).toHaveLength(
      forms ?? 0,
    );
    const keys = [...page.html.matchAll(/name="key" value="([^"]*)"/gu)].map(([, key]) => key);
    expect(new Set(keys).size).toBe(forms);
    expect(tickedIn(page)).toEqual([]);
  });

  test.each([
    ["confirm", {}, "control-1"],
    ["link", {}, "link-control"],
    ["unlink", { "link-control": "1" }, "link-cause"],
    ["add-action", { "action-summary": "x", "action-owner": "y" }, "action-party"],
    ["add-action", { "action-due": "tomorrow" }, "action-due"],
    ["status", {}, "status"],
    ["score", { stage: "initial" }, "severity"],
    ["withdraw", {}, "withdraw-text"],
  ])("%s with %j is refused at %s", async (decision, fields, field) => {
    const page = await press(decision, fields);
    expect([page.status, page.html.includes(`href="#${field}"`)]).toEqual([400, true]);
    for (const text of Object.values(fields)) expect(page.html).toContain(text);
  });

  test.each([
    ["confirm", "confirm-text", { controls: "1" }],
    ["add-action", "action-summary", { "action-owner": "y", "action-party": "maker" }],
    ["add-action", "action-owner", { "action-summary": "y", "action-party": "maker" }],
    ["withdraw", "withdraw-text", {}],
  ])("%s refuses a patient's number in %s", async (decision, field, fields) => {
    const page = await press(decision, { ...fields, [field]: `On ${exampleNhsNumber}` });
    expect([page.status, page.html.includes(`href="#${field}"`)]).toEqual([422, true]);
    expect(page.html).toContain(`On ${exampleNhsNumber}`);
  });

  test("is refused on a hazard that changed: by whom, what, with what was typed kept", async () => {
    const page = await site.get(path);
    await site.call("account.set", { name: "Sam Porter", role: "contributor" });
    const { hash: seen } = await hazard();
    const edits = { harm: "Harm as Sam says." };
    await site.call("hazard.edit", { hazard: "H-1", product: "marlnote", seen, edits });
    await site.call("account.set", cso);
    const fields = { controls: "1", "confirm-text": "my words" };
    const refused = await press("confirm", fields, page);
    expect(refused.status).toBe(412);
    expect(refused.text).toContain("H-1 was changed by Sam Porter");
    expect(refused.text).toContain("was “Wrong treatment.” → is “Harm as Sam says.”");
    expect(refused.html).toContain("my words</textarea>");
    expect(tickedIn(refused)).toEqual([]);
    expect((await hazard()).controls[0]?.state).toBe("proposed");
  });

  test.each(["confirm", "score", "add-action", "status"])(
    "%s without what was seen is refused",
    async (decision) => {
      expect((await site.post(path, { decision, controls: "1" })).status).toBe(428);
    },
  );

  test("a page shown to one person does not decide as another", async () => {
    const page = await site.get(path);
    await site.call("account.set", { name: "Sam Porter", role: "contributor" });
    const refused = await press("status", { status: "closed" }, page);
    await site.call("account.set", cso);
    expect([refused.status, (await hazard()).status]).toEqual([409, "open"]);
  });
});

describe("each act of the hazard page", () => {
  test("edits words, adds a cause and a control, and removes nothing unasked", async () => {
    const fields = {
      ...{ "edit-harm": "Another harm.", "new-cause-1": "By hand.", "new-cause-1-kind": "human" },
      ...{ "new-control-1": "Train.", "new-control-1-type": "training" },
      ...{ "new-control-1-owner": "deployer", "new-control-1-causes": ["1", "new-1"] },
      ...{ "edit-text": "From the workshop.", "cause-rows": "1", "control-rows": "1" },
    };
    expect(await said(await press("edit", fields, undefined, `${path}/edit`))).toContain(
      "The edit is saved.",
    );
    const { harm, causes, controls } = await hazard();
    expect([harm, causes.map(({ number }) => number), controls[1]?.actsOn]).toEqual([
      "Another harm.",
      [1, 2],
      [1, 2],
    ]);
    const { text } = await site.get(path);
    expect(text).toContain("From the workshop.");
    expect(text).toContain("Cause 2 has training alone.");
  });

  test.each([
    [{ "edit-harm": "" }, "edit-harm"],
    [{ "remove-causes": ["1", "2"] }, "remove-cause-1"],
    [{ "edit-cause-1-kind": "weather" }, "edit-cause-1-kind"],
    [{ "edit-name": "x".repeat(201) }, "edit-name"],
  ])("an edit of %j is refused at %s", async (fields, field) => {
    const page = await press("edit", fields, undefined, `${path}/edit`);
    expect([page.status, page.html.includes(`href="#${field}"`)]).toEqual([400, true]);
  });

  test("a stale edit keeps what this person changed, and does not put back what another changed", async () => {
    const page = await site.get(`${path}/edit`);
    const now = await hazard();
    const edits = { effect: "Effect as Sam says." };
    await site.call("hazard.edit", { hazard: "H-1", product: "marlnote", seen: now.hash, edits });
    const fields = { "edit-effect": now.effect, "edit-name": "My name for it" };
    const refused = await press("edit", fields, page, `${path}/edit`);
    expect(refused.status).toBe(412);
    expect(refused.html).toContain("Effect as Sam says.</textarea>");
    expect(refused.html).toContain('value="My name for it"');
  });

  test("confirms a control, and takes the confirmation back", async () => {
    const done = await press("confirm", { controls: "1", "confirm-text": "Seen in the test." });
    expect(await said(done)).toContain("confirmed to exist");
    expect((await hazard()).controls[0]?.state).toBe("existing");
    await press("unconfirm", { controls: "1" });
    expect((await hazard()).controls[0]?.state).toBe("proposed");
  });

  test("links and unlinks", async () => {
    await press("link", { "link-control": "1", "link-cause": "2" });
    expect((await hazard()).controls[0]?.actsOn).toEqual([1, 2]);
    await press("unlink", { "link-control": "1", "link-cause": "2" });
    expect((await hazard()).controls[0]?.actsOn).toEqual([1]);
  });

  test("adds an action and marks it done; sent twice it is there once", async () => {
    const page = await site.get(path);
    const fields = {
      ...{ "action-summary": "Ask the maker.", "action-owner": "CSO" },
      ...{ "action-party": "maker", "action-due": "2027-03-31" },
    };
    const done = await press("add-action", fields, page);
    expect((await press("add-action", fields, page)).location).toBe(done.location);
    expect((await hazard()).actions).toHaveLength(1);
    const closed = await press("status", { status: "closed" });
    expect([closed.status, closed.text.includes("not done: 1 (Ask the maker.)")]).toEqual([
      400,
      true,
    ]);
    expect(await said(await press("finish-action"))).toContain("Not done after all");
  });

  test("sets the status in words", async () => {
    expect(await said(await press("status", { status: "closed" }))).toContain(
      "closed. All actions are done. It does not say that the risk is gone.",
    );
  });

  test("scores, evaluates without a default, and asks for a new score after a change", async () => {
    const estimate = { stage: "residual", severity: "Major", likelihood: "Medium" };
    expect(await said(await press("score", estimate))).toContain("Residual: level 3.");
    const page = await press("evaluate", { "evaluate-stage": "residual" });
    for (const field of ["acceptable", "evaluate-reason", "present"]) {
      expect(page.html).toContain(`href="#${field}"`);
    }
    const evaluation = {
      ...{ "evaluate-stage": "residual", acceptable: "no", "evaluate-reason": "Too high." },
      ...{ present: "Dr Amara Okafor\n\nHead of product\n", benefit: "Saves lives elsewhere." },
    };
    const refused = await press("evaluate", { ...evaluation, benefit: exampleNhsNumber });
    expect([refused.status, refused.html.includes('href="#benefit"')]).toEqual([422, true]);
    const shown = await site.get(path);
    await said(await press("score", { ...estimate, likelihood: "Low" }));
    const late = await press("evaluate", evaluation, shown);
    expect([late.status, late.text.includes("was scored again by Dr Amara Okafor")]).toEqual([
      409,
      true,
    ]);
    expect(late.html).toContain("Too high.</textarea>");
    await said(await press("score", estimate));
    const text = await said(await press("evaluate", evaluation));
    expect(text).toContain("Not acceptable, decided by Dr Amara Okafor");
    expect(text).toContain("Present: Dr Amara Okafor and Head of product.");
    await press("edit", { "edit-harm": "Yet another harm." }, undefined, `${path}/edit`);
    expect((await site.get(path)).text).toContain("Re-score: since then the harm changed.");
    expect((await site.get(log)).text).toContain("re-score");
  });

  test("what is scored is not withdrawn; another by hand is", async () => {
    expect((await site.get(path)).text).toContain("H-1 was scored, so it stays in the log");
    await press("add", written, undefined, `${log}/add`);
    const second = path.replace("H-1", "H-2");
    const done = await press("withdraw", { "withdraw-text": "Twice." }, undefined, second);
    expect(await said(done)).toContain("H-2 is withdrawn.");
  });
});

test("no fault was met on the way", () => {
  expect(site.faults).toEqual([]);
});
