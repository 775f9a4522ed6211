import { afterAll, beforeAll, expect, test } from "vitest";
import { exampleNhsNumber } from "../support/make-description.ts";
import { shownHazard } from "../support/hazards.ts";
import { exportBook, fillIn, type Filled } from "../support/returned.ts";
import { writtenHazard } from "../support/writes.ts";
import { cso, openSite, readExample, tickedIn, type Answer, type Site } from "./site.ts";

let site: Site;
const product = "marlnote";
const path = "/products/marlnote/workbooks";
const name: Filled = {
  ...{ sheet: "Hazard log", row: "H-1", header: "Hazard Name" },
  text: "Lost <i>letter</i>",
};
const harm: Filled = {
  ...{ sheet: "Hazard log", row: "H-1", header: "Hazard Description" },
  text: "The letter is gone.",
};
const severity: Filled = {
  ...{ sheet: "Hazard log", row: "H-1", header: "Initial Severity" },
  text: "Minor",
};
const cause: Filled = {
  ...{ sheet: "Hazard log", row: "H-1", header: "Possible Causes" },
  text: "C+ The badge is shared.",
};
const newHazard: Filled = {
  ...{ sheet: "Hazard log", row: "", header: "Hazard Description" },
  text: "A note is lost.",
};

const send = async (filled: readonly Filled[], fileName = "filled-in.xlsx"): Promise<Answer> => {
  const bytes = await fillIn(await exportBook(site, product), filled);
  return site.post(path, {
    file: new File([Buffer.from(bytes)], fileName),
    key: crypto.randomUUID(),
  });
};
/** What a form of this page sends when nothing is ticked: its hidden fields. */
const formOf = ({ html }: Answer, group: string): Record<string, string> => {
  const form = [...html.matchAll(/<form[^>]*>.*?<\/form>/gsu)]
    .map(([found]) => found)
    .find((found) => found.includes(`name="group" value="${group}"`));
  if (form === undefined) throw new Error(`Expected a form of ${group}.`);
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/gu)];
  return Object.fromEntries(fields.map(([, field = "", value = ""]) => [field, value]));
};
const decide = (page: Answer, at: string, group: string, more: Record<string, string | string[]>) =>
  site.post(at, { ...formOf(page, group), ...more });
const hazard = async (ref: string) =>
  (await site.call("hazard.show", { hazard: ref, product })).hazard;

/** Tests of this file are one story in order. */
beforeAll(async () => {
  site = await openSite();
  await site.call("product.add", { text: await readExample() });
  await site.call("account.set", cso);
  await site.call("hazard.add", { product, content: writtenHazard });
});
afterAll(() => site.close());

test("the page is reached from the export, and says that none came back", async () => {
  expect((await site.get("/products/marlnote/log/export")).html).toContain(`href="${path}"`);
  const page = await site.get(path);
  expect(page.text).toContain("None came back yet.");
  expect(page.html).toContain('enctype="multipart/form-data"');
});

test("no file, and a file that is none of ours, are said at the field", async () => {
  const none = await site.post(path, { key: "k" });
  expect([none.status, none.html.includes('href="#file"')]).toEqual([400, true]);
  expect(none.text).toContain("Choose the workbook that came back");
  const other = await site.post(path, { file: new File(["no workbook"], "x.xlsx"), key: "k2" });
  expect(other.status).toBe(400);
  expect(other.text).toContain("cannot be read");
  expect((await site.call("workbook.list", { product })).workbooks).toEqual([]);
});

test("a workbook is taken back once, and shown with nothing ticked", async () => {
  const before = await hazard("H-1");
  const sent = await send([name, harm, severity, cause, newHazard], "<b>filled</b>.xlsx");
  expect(sent).toMatchObject({ status: 303, location: `${path}/1?notice=back` });
  const page = await site.get(sent.location);
  expect(page.text).toContain("The workbook is taken back. The log is as it was");
  expect(page.html).toContain("&lt;b&gt;filled&lt;/b&gt;.xlsx");
  expect(page.html).not.toContain("<i>letter");
  expect(page.text).toContain("As returnedLost <i>letter</i>");
  expect(page.text).toContain("A person scores: it is never taken from a cell.");
  expect(tickedIn(page)).toEqual([]);
  expect(page.html).not.toMatch(/<input[^>]*name="given-[^>]*\bchecked/u);
  expect(await hazard("H-1")).toEqual(before);
  expect((await site.get(path)).text).toContain("5 proposals open, 0 taken, 0 left");
});

test("a press that ticks nothing decides nothing, and a score is never taken", async () => {
  const page = await site.get(`${path}/1`);
  const nothing = await decide(page, `${path}/1`, "H-1", { decision: "take" });
  expect([nothing.status, nothing.text]).toEqual([
    400,
    expect.stringContaining("Tick what you take: nothing was decided"),
  ]);
  const scored = await decide(page, `${path}/1`, "H-1", { decision: "take", tick: ["1", "3"] });
  expect(scored.status).toBe(400);
  expect(scored.text).toContain("a person scores");
  // What was ticked stays ticked, for a refusal that is about something else.
  expect(tickedIn(scored)).toEqual(["tick-1", "tick-3"]);
  expect(await hazard("H-1")).toMatchObject({ name: "Lost letter", initial: null });
});

test("what is ticked is taken, and the rest waits; what a cell leaves open is asked for", async () => {
  const page = await site.get(`${path}/1`);
  const take = { decision: "take", tick: ["1", "4"] };
  const lacking = await decide(page, `${path}/1`, "H-1", take);
  expect([lacking.status, lacking.text]).toEqual([400, expect.stringContaining("kind")]);
  const patient = { ...take, "given-4-kind": "human", "reason-H-1": `For ${exampleNhsNumber}.` };
  expect((await decide(page, `${path}/1`, "H-1", patient)).status).toBe(422);
  const said = { ...take, "given-4-kind": "human", "reason-H-1": "The developers know." };
  const done = await decide(page, `${path}/1`, "H-1", said);
  expect(done).toMatchObject({ status: 303, location: `${path}/1?notice=taken` });
  // Sent twice, it is one.
  expect((await decide(page, `${path}/1`, "H-1", said)).status).toBe(303);
  const now = await hazard("H-1");
  expect([now.name, now.hazard]).toEqual(["Lost <i>letter</i>", "A letter is lost."]);
  expect(now.causes.at(-1)).toMatchObject({ text: "The badge is shared.", kind: "human" });
  const shown = await site.get(done.location);
  expect(shown.text).toContain("2 taken");
  expect(shown.text).toContain("The developers know.");
  expect(tickedIn(shown)).toEqual([]);
});

test("what changed since it was sent is in conflict, and is taken only by who was shown it", async () => {
  const page = await site.get(`${path}/1`);
  const edits = { hazard: "A letter goes to another." };
  await site.call("hazard.edit", { ...(await shownHazard(site, "H-1", product)), edits });
  const stale = await decide(page, `${path}/1`, "H-1", { decision: "take", tick: "2" });
  expect([stale.status, tickedIn(stale)]).toEqual([412, []]);
  expect(stale.text).toContain("In conflict. The log says something else by now");
  expect(stale.text).toContain("The log nowA letter goes to another.");
  const left = { decision: "leave", tick: ["2", "3"], "reason-H-1": "Scored in the workshop." };
  expect((await decide(page, `${path}/1`, "H-1", left)).location).toBe(`${path}/1?notice=left`);
  expect(await hazard("H-1")).toMatchObject({ hazard: edits.hazard, initial: null });
  // What was left may still be taken.
  const again = await site.get(`${path}/1`);
  expect(again.text).toContain("Left: 2");
  const taken = await decide(again, `${path}/1`, "H-1", { decision: "take", tick: "2" });
  expect(taken.location).toBe(`${path}/1?notice=taken`);
  expect((await hazard("H-1")).hazard).toBe(harm.text);
});

test("a new hazard is taken by itself, once it is whole", async () => {
  const page = await site.get(`${path}/1`);
  expect(page.html).toContain('href="/products/marlnote/log/add"');
  const fields = {
    ...{ decision: "take", tick: "5" },
    ...{ "given-5-name": "Lost note", "given-5-effect": "Nobody reads it." },
    ...{ "given-5-harm": "Care is late.", "given-5-0.text": "The disk is full." },
  };
  const lacking = await decide(page, `${path}/1`, "new-5", fields);
  expect([lacking.status, lacking.text]).toEqual([400, expect.stringContaining("not whole yet")]);
  expect(lacking.html).toContain('value="Nobody reads it."');
  const whole = { ...fields, "given-5-0.kind": "software" };
  expect((await decide(page, `${path}/1`, "new-5", whole)).status).toBe(303);
  expect(await hazard("H-2")).toMatchObject({ name: "Lost note", hazard: newHazard.text });
});

test("cells that hold a patient's identifiers are named, and nothing of them is shown", async () => {
  const sent = await send([{ ...harm, text: `As for ${exampleNhsNumber}.` }, name]);
  const page = await site.get(sent.location);
  expect(page.text).toContain("Hazard log!C2: it holds what looks like an NHS number");
  expect(page.html).not.toContain(exampleNhsNumber);
});

test("a workbook that is not there is no page", async () => {
  expect((await site.get(`${path}/9`)).status).toBe(404);
  expect((await site.get(`${path}/0`)).status).toBe(404);
});
