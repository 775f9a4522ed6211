import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { joinedInto } from "../support/writes.ts";
import { opened } from "../support/opened.ts";
import { cso, openSite, pressed, readExample, tickedIn, type Answer, type Site } from "./site.ts";

let site: Site;
const product = "/products/marlnote";
const at = (ref: string): string =>
  `${product}/${ref.startsWith("H-") ? "hazards" : "suggestions"}/${ref}`;
type Fields = Readonly<Record<string, string | readonly string[]>>;
const press = async (ref: string, decision: string, fields: Fields, to = at(ref)) =>
  site.post(to, { ...pressed(await site.get(to), decision), ...fields });
const suggestion = async (ref: string) =>
  opened(await site.call("queue.show", { suggestion: ref, product: "marlnote" })).suggestion;
const hazard = async (ref: string) =>
  (await site.call("hazard.show", { hazard: ref, product: "marlnote" })).hazard;

/** Tests of this file are one story in order. */
beforeAll(async () => {
  site = await openSite();
  const added = await site.call("product.add", { text: await readExample() });
  await site.call("account.set", cso);
  await site.call("view.sample", { product: added.id, every: 0 });
  await site.call("run.identify", { product: "marlnote", limit: 40 });
});
afterAll(() => site.close());

describe("where a hazard belongs", () => {
  const options = ({ html }: Answer, id: string): string[] => {
    const list = new RegExp(`<select[^>]* id="${id}".*?</select>`, "su").exec(html)?.[0] ?? "";
    return [...list.matchAll(/<option value="([^"]*)"/gu)].map(([, value = ""]) =>
      value.replaceAll("&#39;", "'").replaceAll("&amp;", "&"),
    );
  };

  test("is offered among the planned places with the suggested one left as it is", async () => {
    const page = await site.get(at("S-1"));
    const places = await site.call("coverage.places", { product: "marlnote" });
    expect(options(page, "word-place")).toEqual(["", ...places.map(({ name }) => name)]);
    expect(page.text).toContain("As suggested: ");
    expect(page.html).not.toMatch(/<option[^>]* selected/u);
  });

  test("is said with the acceptance; the log's page and the story say so", async () => {
    const { content } = await suggestion("S-1");
    const places = await site.call("coverage.places", { product: "marlnote" });
    const elsewhere = places.find(({ key }) => key !== content.cell && key.startsWith("F"));
    const name = elsewhere?.name ?? "";
    const fields = { causes: "1", "word-place": name };
    const done = await press("S-1", "accept", fields);
    expect(done.status).toBe(303);
    expect((await hazard("H-1")).place).toBe(name);
    const page = await site.get(at("H-1"));
    expect(page.text).toContain(`Belongs to${name}`);
    expect((await site.get(at("S-1"))).text).toContain(`Place added: “${name}”`);
  });

  test("stays as it was suggested when nobody says otherwise, and can be said later", async () => {
    await press("S-2", "accept", { causes: "1" });
    expect((await hazard("H-2")).place).toBeUndefined();
    expect((await site.get(at("H-2"))).text).toContain("as it was suggested");
    const edit = `${at("H-2")}/edit`;
    const done = await press("H-2", "edit", { "edit-place": "human-factors" }, edit);
    expect(done.status).toBe(303);
    expect((await hazard("H-2")).place).toBe("human-factors");
  });

  test("is refused at the page where it is no place of the product, with the ticks kept", async () => {
    const page = await press("S-3", "accept", { causes: "1", "word-place": "nowhere" });
    expect([page.status, tickedIn(page)]).toEqual([400, ["cause-1"]]);
    expect(page.text).toContain("There is no place “nowhere” among those planned");
  });
});

describe("what was joined into a suggestion", () => {
  test("is named, and suggested by itself with what was ticked kept", async () => {
    const queue = await site.call("queue.list", { product: "marlnote", state: "pending" });
    const candidates = await Promise.all(
      queue.map(async ({ id, ref }) => ({ id, hash: (await suggestion(ref)).hash })),
    );
    const { suggestion: id, entry } = await joinedInto(site, { candidates });
    const { takenIn, suggestion: whole } = opened(
      await site.call("queue.show", { suggestion: id, product: "marlnote" }),
    );
    const page = await site.get(at(whole.ref));
    expect(page.text).toContain("Joined into this one");
    expect(page.text).toContain(takenIn[0]?.hazard);
    const asked = { causes: "1", "reason-text": "my words" };
    const made = await press(whole.ref, `separate ${entry}`, asked);
    expect([made.status, tickedIn(made)]).toEqual([200, ["cause-1"]]);
    expect(made.html).toContain("my words</textarea>");
    expect(made.text).toMatch(/S-\d+ waits by itself now\. Nothing is decided about/u);
    const [ref = ""] = /S-\d+(?= waits by itself now)/u.exec(made.text) ?? [];
    expect((await suggestion(ref)).content.hazard).toBe(takenIn[0]?.hazard);
    expect((await site.get(at(whole.ref))).html).toContain(`href="${at(ref)}"`);
    expect((await suggestion(whole.ref)).state).toBe("pending");
  });
});

describe("lists", () => {
  test("the queue says of each line how near its prior hazard is and what it assumes", async () => {
    const page = await site.get(`${product}/queue`);
    expect(page.text).toMatch(/prior hazard (?:close|related|loosely related)/u);
    expect(page.text).toMatch(/\d assumptions?/u);
  });

  test("the log says effect and harm of each hazard", async () => {
    const { effect, harm } = await hazard("H-1");
    const page = await site.get(`${product}/log`);
    expect(page.text).toContain(`Effect: ${effect}`);
    expect(page.text).toContain(`Harm: ${harm}`);
  });

  test("what a suggestion assumes stands at its sentence, before anything else is said of it", async () => {
    const lines = await site.call("queue.list", { product: "marlnote", state: "pending" });
    const assuming = lines.find(({ assumptions }) => assumptions > 0);
    const { content, ref } = await suggestion(assuming?.ref ?? "");
    const { text } = await site.get(at(ref));
    const [assumption = "none"] = content.assumptions;
    expect(text.indexOf(assumption)).toBeGreaterThan(text.indexOf(content.hazard));
    expect(text.indexOf(assumption)).toBeLessThan(text.indexOf(content.effect));
  });
});

test("no fault was met on the way", () => {
  expect(site.faults).toEqual([]);
});
