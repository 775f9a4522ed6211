import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Candidate } from "../../src/domain/candidate/candidate.ts";
import { opened } from "../support/opened.ts";
import { cso, hidden, openSite, pressed, readExample, tickedIn, type Site } from "./site.ts";

const path = "/products/marlnote";
const s10 = `${path}/suggestions/S-10`;
const view = "The note of one patient is filed in another patient's record.";

describe("own view first, on pages", () => {
  let site: Site;
  let withheld: Candidate;
  beforeAll(async () => {
    site = await openSite();
    const { slug } = await site.call("product.add", { text: await readExample() });
    await site.call("run.identify", { product: slug });
    // Before anybody is named, everything is shown.
    withheld = opened(await site.call("queue.show", { suggestion: "S-10" })).suggestion.content;
    await site.call("account.set", cso);
  }, 240_000);
  afterAll(() => site.close());

  const words = () => [
    ...[withheld.title, withheld.hazard, withheld.effect, withheld.harm],
    ...withheld.causes.map(({ text }) => text),
    ...withheld.controls.map(({ text }) => text),
  ];

  test("the tenth suggestion asks before it opens: place and description, and no word of the draft", async () => {
    const { html, text, status, title } = await site.get(s10);
    expect([status, title]).toEqual([200, "S-10, your own view first – hazid"]);
    expect(text).toContain("What could go wrong here, and who would be harmed?");
    expect(text).toContain("One in 10 asks; see or change which");
    expect(text).toContain("Leave it and go to S-11");
    expect(html).toContain(`href="${path}/views"`);
    // What the description itself says stands there too.
    const { description } = await site.call("queue.show", { suggestion: "S-10" });
    const drafted = words().filter((one) => !description.includes(one));
    expect(drafted.length).toBeGreaterThan(5);
    for (const one of drafted) expect(text).not.toContain(one);
    expect(hidden({ html, text, status, title, location: "" }, "seen")).toBe("");
  });

  test("opened from a narrowed list it stays in it: the list, the next one and the form", async () => {
    const lines = await site.call("queue.list", { product: "marlnote" });
    const lens = lines.find(({ ref }) => ref === "S-10")?.lens ?? "";
    const within = `?within=${encodeURIComponent(`lens=${lens}`)}`;
    const { html } = await site.get(`${s10}${within}`);
    expect(html).toContain(`href="${path}/queue?lens=${lens}"`);
    expect(html).toContain(`<form action="${s10}${within}"`);
    const [, next = ""] = /<a href="([^"]*)"[^>]*>Next: /u.exec(html) ?? [];
    const [ref = ""] = /S-\d+/u.exec(next) ?? [];
    expect(next).toBe(`${path}/suggestions/${ref}${within}`);
    expect(lines.find((line) => line.ref === ref)?.lens).toBe(lens);
  });

  test("no other page has a word of it: queue, home, the pages of the others", async () => {
    const lines = await site.call("queue.list", { product: "marlnote" });
    const others = lines.filter(({ hazard }) => hazard !== null).map(({ ref }) => ref);
    expect(lines.length - others.length).toBe(Math.floor(lines.length / 10));
    const pages = [path, `${path}/queue`, `${path}/queue?state=all`, `${path}/views`, "/"];
    for (const page of [...pages, ...others.map((ref) => `${path}/suggestions/${ref}`)]) {
      const { text, title, status } = await site.get(page);
      expect([page, status]).toEqual([page, 200]);
      expect(`${title} ${text}`, page).not.toContain(withheld.hazard);
      expect(`${title} ${text}`, page).not.toContain(withheld.title);
    }
    expect((await site.get(`${path}/queue`)).text).toContain("S-10: write your own view first");
    const provenance = await site.get(`${s10}/provenance`);
    expect(provenance.status).toBe(409);
    expect(provenance.text).not.toContain(withheld.hazard);
  });

  test("a decision that is sent all the same decides nothing, and is asked for the view", async () => {
    const sent = { decision: "accept", causes: ["1"], "reason-text": "what I had typed" };
    const { html, text, status } = await site.post(s10, sent);
    expect(status).toBe(409);
    expect(text).toContain("Write your own view: S-10 opens to you after it");
    expect(html).toContain("what I had typed");
    expect(text).not.toContain(withheld.hazard);
    const { suggestion } = await site.call("queue.show", { suggestion: "S-10" });
    expect(suggestion.state).toBe("pending");
  });

  test("what is too short, or holds a patient's number, is said at the field, and kept", async () => {
    const asked = pressed(await site.get(s10), "view");
    const short = await site.post(s10, { ...asked, "own-view": "late" });
    expect([short.status, short.title]).toEqual([400, "Error: S-10, your own view first – hazid"]);
    expect(short.html).toContain('href="#own-view"');
    expect(short.html).toContain(">late</textarea>");
    const patient = await site.post(s10, { ...asked, "own-view": "The note of 943 476 5919." });
    expect(patient.status).toBe(422);
    expect(patient.html).toContain("943 476 5919.</textarea>");
  });

  test("a view that is not asked for any more is refused in its own words, and kept", async () => {
    const s11 = `${path}/suggestions/S-11`;
    const asked = pressed(await site.get(s10), "view");
    const late = await site.post(s11, { ...asked, key: "late", "own-view": view });
    expect(late.status).toBe(409);
    expect(late.text).toContain("S-11 does not ask for your own view, or not any more");
    expect(late.text).not.toContain("A decision needs what was seen");
    expect(late.html).toMatch(/another patient&#39;s record\.<\/textarea>/u);
  });

  test("once written it opens, with the view on top and a question that nothing answers", async () => {
    const asked = pressed(await site.get(s10), "view");
    const kept = await site.post(s10, { ...asked, "own-view": view });
    expect([kept.status, kept.location]).toEqual([303, s10]);
    // A double click is answered as the first one was.
    const twice = await site.post(s10, { ...asked, "own-view": view });
    expect([twice.status, twice.location]).toEqual([303, s10]);
    const page = await site.get(s10);
    expect(page.text).toContain(withheld.hazard);
    expect(page.text).toContain("How near was your view?");
    expect(page.html.indexOf("another patient&#39;s record")).toBeGreaterThan(0);
    expect(page.html.indexOf("another patient&#39;s record")).toBeLessThan(
      page.html.indexOf("Why this product"),
    );
    expect(tickedIn(page)).toEqual([]);
    expect(page.text).toContain("Written before S-10 opened under your name");
    // What is typed there is kept, and recorded apart from a decision.
    expect(page.html).toMatch(/<form[^>]* data-keep="near">/u);
    expect(pressed(page, "agree")["key"]).not.toBe(pressed(page, "accept")["key"]);
    const none = await site.post(s10, pressed(page, "agree"));
    expect(none.status).toBe(400);
    expect(none.text).toContain("Choose how near your view was");
    const said = await site.post(s10, {
      ...pressed(page, "agree"),
      agreement: "partly",
      "agreement-text": "I had not thought of the copy.",
    });
    expect([said.status, said.location]).toEqual([303, `${s10}?kept=near`]);
    const after = await site.get(said.location);
    expect(after.text).toContain("Kept: you found your own view of S-10 partly.");
    expect(after.text).toContain("You said of it: partly. I had not thought of the copy.");
    expect(tickedIn(after)).toEqual([]);
  });

  test("the page of views says the sample, what waits, who wrote what and how near, and takes a change", async () => {
    const { text, html } = await site.get(`${path}/views`);
    expect(text).toContain("One in 10 asks for your own view first: S-10, S-20, S-30 and so on.");
    expect(text).toContain(view);
    expect(text).toContain("1 own view is kept: 0 of 1 near the same, 1 of 1 partly the same");
    expect(text).not.toContain("%");
    expect(html).toContain(`${path}/suggestions/S-20`);
    const asked = pressed(await site.get(`${path}/views`), "sample");
    const wrong = await site.post(`${path}/views`, { ...asked, every: "1" });
    expect([wrong.status, wrong.html]).toEqual([
      400,
      expect.stringContaining('href="#every"') as string,
    ]);
    const changed = await site.post(`${path}/views`, { ...asked, every: "7" });
    expect([changed.status, changed.location]).toEqual([303, `${path}/views?notice=changed`]);
    expect((await site.get(changed.location)).text).toMatch(
      /One in 7 asks .* Set by Dr Amara Okafor on /u,
    );
  });

  test("times are shown to the person themselves, and deleted on demand", async () => {
    const times = await site.get("/time");
    expect(times.text).toMatch(/Nothing is timed yet|decisions? timed/u);
    const [first] = await site.call("queue.list", { product: "marlnote" });
    const ref = first?.ref ?? "";
    await site.get(`${path}/suggestions/${ref}`);
    const { suggestion } = opened(await site.call("queue.show", { suggestion: ref }));
    await site.call("queue.defer", { suggestion: ref, seen: suggestion.hash });
    expect((await site.get("/time")).text).toContain("1 decision timed");
    const gone = await site.post("/time", {});
    expect(gone.location).toBe("/time?notice=forgotten");
    expect((await site.get("/time")).text).toContain("Nothing is timed yet.");
  });

  test("five decisions in a hurry are named to whoever made them, on home and queue", async () => {
    const lines = await site.call("queue.list", { product: "marlnote", state: "pending" });
    const open = lines.filter(({ hazard }) => hazard !== null).slice(0, 5);
    for (const { ref } of open) {
      await site.get(`${path}/suggestions/${ref}`);
      const { suggestion } = opened(await site.call("queue.show", { suggestion: ref }));
      const about = { suggestion: ref, seen: suggestion.hash };
      await site.call("queue.reject", { ...about, reason: "too-vague" });
    }
    for (const page of ["/", `${path}/queue`]) {
      expect((await site.get(page)).text).toMatch(/5 decisions within .*: look at them again\?/u);
    }
    const times = await site.get("/time");
    for (const { ref } of open) expect(times.html).toContain(`${path}/suggestions/${ref}"`);
    await site.call("account.set", { name: "Bram Oduya", role: "contributor" });
    for (const page of ["/", `${path}/queue`, "/time"]) {
      expect((await site.get(page)).text).not.toContain("look at them again?");
    }
    expect(site.faults).toEqual([]);
  });
});

describe("what was shown before anybody was named", () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
    const { slug } = await site.call("product.add", { text: await readExample() });
    await site.call("run.identify", { product: slug });
  }, 240_000);
  afterAll(() => site.close());

  test("stays open to whoever names themselves there, or decides there: no view of before is asked for", async () => {
    const typed = {
      causes: "1",
      "word-harm": "my harm",
      "into-other": "S-99",
      "merge-text": "my words",
    };
    const s20 = `${path}/suggestions/S-20`;
    const [first, second] = [await site.get(s10), await site.get(s20)];
    const named = await site.post(s10, { ...pressed(first, "name"), ...typed, ...cso });
    expect(named.status).toBe(200);
    expect(named.text).not.toContain("Your own view first");
    expect(tickedIn(named)).toEqual(["cause-1"]);
    for (const kept of ["my harm", "my words"]) expect(named.html).toContain(`${kept}</textarea>`);
    // In another tab nobody was named yet: it decides nothing, and loses nothing.
    const late = await site.post(s20, { ...pressed(second, "accept"), ...typed });
    expect(late.status).toBe(409);
    expect(late.text).toContain("this was shown while nobody was named");
    expect(tickedIn(late)).toEqual(["cause-1"]);
    expect(late.html).toContain("my harm</textarea>");
    for (const suggestion of ["S-10", "S-20"]) {
      expect((await site.call("queue.show", { suggestion })).kind).toBe("shown");
    }
    const { status } = await site.post(s10, { ...pressed(named, "accept"), causes: "1" });
    expect(status).toBe(303);
    expect(site.faults).toEqual([]);
  });
});
