import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { opened } from "../support/opened.ts";
import { cso, openSite, pressed, readExample, tickedIn, type Answer, type Site } from "./site.ts";

let site: Site;
const slug = "marlnote";
const product = `/products/${slug}`;
const at = (ref: string): string => `${product}/suggestions/${ref}`;
type Fields = Readonly<Record<string, string | readonly string[]>>;
const press = async (ref: string, decision: string, fields: Fields = {}) =>
  site.post(at(ref), { ...pressed(await site.get(at(ref)), decision), ...fields });
const suggestion = async (ref: string) =>
  opened(await site.call("queue.show", { suggestion: ref, product: slug })).suggestion;
const valueOf = ({ html }: Answer, id: string): string =>
  new RegExp(`<textarea[^>]* id="${id}"[^>]*>([^<]*)</textarea>`, "u").exec(html)?.[1] ?? "";

/** Tests of this file are one story in order. */
beforeAll(async () => {
  site = await openSite();
  const added = await site.call("product.add", { text: await readExample() });
  await site.call("account.set", cso);
  await site.call("view.sample", { product: added.id, every: 0 });
  await site.call("run.identify", { product: slug, limit: 4 });
}, 180_000);
afterAll(() => site.close());

describe("accepting in other words", () => {
  test("says what is still the draft's, and leads to where it is edited", async () => {
    const done = await press("S-1", "accept", {
      ...{ causes: "1", "word-hazard": "Mine.", "word-cause-1": "A cause of mine." },
    });
    const page = await site.get(done.location);
    expect(page.text).toContain("Name, effect and harm are still the draft’s.");
    expect(page.text).toContain("A cause is in your words: look whether its controls act on it.");
    expect(page.html).toContain(`href="${product}/hazards/H-1/edit"`);
  });

  test("an undone acceptance offers its words again, and ticks nothing", async () => {
    await press("S-1", "undo");
    const page = await site.get(at("S-1"));
    expect(page.text).toContain("The acceptance that was undone had these words");
    expect([valueOf(page, "word-hazard"), valueOf(page, "word-cause-1")]).toEqual([
      ...["Mine.", "A cause of mine."],
    ]);
    expect(tickedIn(page)).toEqual([]);
    expect(page.html).not.toMatch(/<option[^>]* selected/u);
    const { content } = await suggestion("S-1");
    const asDrafted = { "word-hazard": content.hazard, "word-cause-1": content.causes[0]?.text };
    const again = await press("S-1", "accept", { causes: "1", ...(asDrafted as Fields) });
    expect((await site.get(again.location)).text).not.toContain("still the draft’s");
  });
});

test("a cause is added in a person's words; the log's page says where it came from", async () => {
  const page = await site.get(at("S-2"));
  const hazard = /name="hazard" type="radio" value="(H-2 [0-9a-f]{64})"/u.exec(page.html)?.[1];
  const fields = { hazard: hazard ?? "", "word-cause-1": "Worded anew." };
  expect((await press("S-2", "add-cause", { ...fields, causes: "2" })).text).toContain(
    "You changed the words of cause 1, which is not ticked",
  );
  await press("S-2", "add-cause", { ...fields, causes: "1" });
  const { hazard: now } = await site.call("hazard.show", { hazard: "H-2", product: slug });
  expect(now.causes.at(-1)?.text).toBe("Worded anew.");
  expect((await site.get(`${product}/queue`)).text).toContain("1 as hazards, 1 as causes");
});

test("a hazard that is named alone is shown whole with the choice kept, and that is no problem", async () => {
  const shown = await press("S-3", "add-cause", { causes: "1", hazard: "H-2" });
  expect([shown.status, shown.title.startsWith("Error")]).toEqual([200, false]);
  expect(shown.text).toContain("H-2 is shown whole now, and nothing is added yet");
  expect(shown.html).toMatch(/value="H-2 [0-9a-f]{64}"[^>]* checked autofocus/u);
});

test("a control without its cause is refused at its tick and at its causes", async () => {
  const { content } = await suggestion("S-3");
  const control = content.controls.findIndex(({ actsOn }) => !actsOn.includes(1)) + 1;
  const other = content.controls[control - 1]?.actsOn.includes(2) === true ? 1 : 2;
  const page = await press("S-3", "accept", {
    ...{ causes: String(control === 0 ? other : 1), controls: String(Math.max(control, 1)) },
  });
  expect(page.html).toContain(`href="#word-control-${Math.max(control, 1)}-causes"`);
});

test("a place keeps its hazard while something new waits there, and lists it by its title", async () => {
  const { places } = await site.call("coverage.show", { product: slug });
  const beyondOf = places.find(({ hazards, beyond }) => hazards.length > 0 && beyond.length > 0);
  const waiting = places.find(({ suggestions }) =>
    suggestions.some(({ fate }) => fate === "waits"),
  );
  const [title] = waiting?.suggestions.map((one) => one.title) ?? [];
  expect(title).toBeTruthy();
  const [one] = beyondOf?.beyond ?? [];
  const held = beyondOf?.key ?? waiting?.key ?? "";
  if (one !== undefined) {
    const candidates = [{ run: one.run, key: one.key }];
    await site.call("queue.take-beyond", { product: slug, candidates });
    const page = await site.get(`${product}/coverage?cell=${encodeURIComponent(held)}`);
    expect(page.text).toMatch(
      /suggested has a hazardS-\d+ waits for a decision\. The log has H-\d/u,
    );
    const { places: now } = await site.call("coverage.show", { product: slug, cell: held });
    expect(now[0]?.suggestions.every((found) => found.title !== null)).toBe(true);
  }
  const empty = places.find(({ alike }) => alike.length > 0);
  const elsewhere = await site.get(
    `${product}/coverage?cell=${encodeURIComponent(empty?.key ?? "")}`,
  );
  expect(elsewhere.text).toContain("Under the same guide word at other functions");
  expect(elsewhere.text).toContain(empty?.alike[0]?.title ?? "none");
});

test("an empty queue says what is left open, on its page and at home", async () => {
  for (const { ref } of await site.call("queue.list", { product: slug, state: "pending" })) {
    await press(ref, "reject", { reason: "too-vague" });
  }
  const { cut, places } = await site.call("coverage.show", { product: slug });
  const beyond = cut.reduce((sum, one) => sum + one.beyond, 0);
  const open = places.filter(({ standing }) => standing.state === "open").length;
  for (const path of [`${product}/queue`, "/"]) {
    const page = await site.get(path);
    expect(page.text).toContain(`${beyond} candidates were left beyond the limit`);
    expect(page.text).toContain(`${open} of ${places.length} places are open`);
    expect(page.html).toContain(`href="${product}/coverage?state=open"`);
  }
  expect(site.faults).toEqual([]);
});

test("answers without the button's value start no run", async () => {
  const before = await site.call("run.list", { product: slug });
  const { html } = await site.get(product);
  const [, field = ""] = /name="(answer-[^"]+)"/u.exec(html) ?? [];
  const sent = await site.post(`${product}/answers`, { [field]: "Yes." });
  expect(sent.location).toBe(`${product}?notice=answered`);
  expect(await site.call("run.list", { product: slug })).toHaveLength(before.length);
});
