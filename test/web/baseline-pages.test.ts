import { afterAll, beforeAll, expect, test } from "vitest";
import { sha256 } from "../../src/domain/hash/canonical.ts";
import { exampleNhsNumber } from "../support/make-description.ts";
import { shownHazard } from "../support/hazards.ts";
import { cso, hidden, openSite, pressed, readExample, tickedIn, type Site } from "./site.ts";

let site: Site;
const path = "/products/marlnote/baselines";
const prepare = `${path}/prepare`;
const reason = "The scheme is declared with the next release.";

const approve = async (fields: Record<string, string>) =>
  site.post(prepare, { ...pressed(await site.get(prepare), "approve"), ...fields });
const score = async (ref: string, severity: string) => {
  const said = await shownHazard(site, ref, "marlnote");
  return site.call("hazard.score", { ...said, severity, likelihood: "low" });
};

/** Tests of this file are one story in order. */
beforeAll(async () => {
  site = await openSite();
  await site.call("product.add", { text: await readExample() });
  await site.call("account.set", cso);
  await site.call("hazard.add", {
    product: "marlnote",
    content: {
      ...{ name: "Lost <i>letter</i>", hazard: "A letter is lost.", effect: "It is not read." },
      ...{ harm: "Treatment comes late.", causes: [{ text: "It is full.", kind: "software" }] },
    },
  });
});
afterAll(() => site.close());

test("the product leads to its baselines; none is approved, and there is nothing to compare", async () => {
  expect((await site.get("/products/marlnote")).html).toContain(`href="${path}"`);
  const page = await site.get(path);
  expect(page.text).toContain("None is approved yet.");
  expect(page.html).not.toContain("<form");
  expect(page.html).toContain(`href="${prepare}"`);
});

test("a log with a hazard that is not scored shows what holds it back, and no form", async () => {
  const page = await site.get(prepare);
  expect(page.text).toContain(
    "Not met · DCB0129 4.4.1 · Each hazard has an initial score. Nothing is approved before it is met.",
  );
  expect(page.text).toContain("H-1 is not scored");
  expect(page.text).toContain("It cannot be approved yet");
  expect(page.html).not.toContain("<form");
  // Conditions come first, then changes, then the log, then the form.
  const order = ["conditions", "changes", "log", "approve"].map((id) =>
    page.html.indexOf(`id="${id}"`),
  );
  expect(order).toEqual([...order].sort((a, b) => a - b));
  await score("H-1", "major");
});

test("the form names who signs, says what that means, and has nothing filled in or ticked", async () => {
  const page = await site.get(prepare);
  expect(page.text).toContain("You sign as Dr Amara Okafor, Clinical Safety Officer (GMC 1234567)");
  expect(page.text).toContain(
    "I, Dr Amara Okafor, Clinical Safety Officer (GMC 1234567), approve baseline 1 of the hazard log of Marlnote",
  );
  expect(page.text).toContain("Not known yet whether it applies · DCB0129 6.2");
  expect(tickedIn(page)).toEqual([]);
  expect(page.html).toMatch(/<textarea[^>]*name="reason"[^>]*><\/textarea>/u);
  expect(page.html).toContain("Lost &lt;i&gt;letter&lt;/i&gt;");
});

test("the file holds exactly the bytes whose hash the form carries", async () => {
  const page = await site.get(prepare);
  const answer = await site.app.request(`${path}/next.json`);
  expect(answer.headers.get("content-type")).toContain("application/json");
  expect(sha256(await answer.text())).toBe(hidden(page, "seen"));
});

test("a signature, a reason and what was seen are asked for, and nothing is kept without them", async () => {
  const unsigned = await approve({ reason });
  expect(unsigned.status).toBe(400);
  expect(unsigned.text).toContain("Tick the box to sign");
  expect(unsigned.html).toContain(`${reason}</textarea>`);
  expect(tickedIn(unsigned)).toEqual([]);
  const bare = await approve({ sign: "yes" });
  expect([bare.status, tickedIn(bare)]).toEqual([400, []]);
  expect(bare.html).toContain('href="#reason"');
  const patient = await approve({ sign: "yes", reason: `For ${exampleNhsNumber}.` });
  expect(patient.status).toBe(422);
  const page = await site.get(prepare);
  await score("H-1", "minor");
  const stale = await site.post(prepare, { ...pressed(page, "approve"), sign: "yes", reason });
  expect(stale.status).toBe(412);
  expect(stale.text).toContain("It is not what you were shown any more.");
  expect((await site.call("baseline.list", { product: "marlnote" })).baselines).toEqual([]);
});

test("what is approved stands on a page of its own, once, with its bytes", async () => {
  const page = await site.get(prepare);
  const sent = { ...pressed(page, "approve"), sign: "yes", reason };
  const done = await site.post(prepare, sent);
  expect(done).toMatchObject({ status: 303, location: `${path}/1?notice=approved` });
  expect((await site.post(prepare, sent)).status).toBe(303);
  expect((await site.call("baseline.list", { product: "marlnote" })).baselines).toHaveLength(1);
  const shown = await site.get(done.location);
  expect(shown.text).toContain("The baseline is approved and kept");
  expect(shown.text).toContain(
    "Approved by Dr Amara Okafor, Clinical Safety Officer (GMC 1234567)",
  );
  expect(shown.text).toContain(reason);
  expect(shown.text).not.toContain("These are not the bytes");
  const answer = await site.app.request(`${path}/1.json`);
  expect(answer.headers.get("content-disposition")).toBe(
    'attachment; filename="marlnote-baseline-1.json"',
  );
  expect(sha256(await answer.text())).toBe(hidden(page, "seen"));
});

test("the next one says what changed, and two are compared", async () => {
  const said = await shownHazard(site, "H-1", "marlnote");
  await site.call("hazard.edit", { ...said, edits: { name: "Letter lost" } });
  const page = await site.get(prepare);
  expect(page.text).toContain("What changed since baseline 1");
  expect(page.text).toContain("1 hazard changed.");
  expect(page.text).toContain("Name: was “Lost <i>letter</i>” → is “Letter lost”");
  expect((await approve({ sign: "yes", reason })).location).toBe(`${path}/2?notice=approved`);
  const list = await site.get(path);
  expect(list.html).toContain("Compare");
  const compared = await site.get(`${path}/compare?from=2&to=1`);
  expect(compared.text).toContain("From baseline 1 to baseline 2, Marlnote");
  expect(compared.text).toContain("is “Letter lost”");
  for (const address of ["compare", "compare?from=1&to=x", "7", "nothing", "9.json"]) {
    expect([address, (await site.get(`${path}/${address}`)).status]).toEqual([address, 404]);
  }
});

test("text that was taken out since is told of, with who and why", async () => {
  const product = "marlnote";
  const { seen } = await site.call("tombstone.find", { product, text: "Letter lost" });
  const why = "It named a patient by another name.";
  await site.call("tombstone.add", { product, text: "Letter lost", seen, reason: why });
  const { text } = await site.get(`${path}/2`);
  expect(text).toContain("Text was taken out of the log itself by Dr Amara Okafor");
  expect(text).toContain(why);
  expect(text).toContain("SHA-256 of the bytes as they stand now");
  expect(text).not.toContain("nobody recorded why");
  expect(text).not.toContain("Letter lost");
});

test("whoever is no Clinical Safety Officer reads it, and is told who approves", async () => {
  await site.call("account.set", { name: "Bram Oduya", role: "contributor" });
  const page = await site.get(prepare);
  expect(page.text).toContain("A version of the log is approved by a Clinical Safety Officer");
  expect(page.html).not.toContain("<form");
  expect((await site.get(`${path}/1`)).status).toBe(200);
});
