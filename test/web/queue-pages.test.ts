import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { QueueLine } from "../../src/app/queue/line.ts";
import { cso, openSite, pressed, readExample, type Answer, type Site } from "./site.ts";
import { opened } from "../support/opened.ts";

let site: Site;
const queue = "/products/marlnote/queue";
const hrefs = ({ html }: Answer, pattern: RegExp): string[] =>
  [...html.matchAll(pattern)].map(([, href = ""]) => href.replaceAll("&amp;", "&"));
const linesIn = (page: Answer): string[] =>
  hrefs(page, /<a class="hz-queue__hazard" href="([^"]*)"/gu);
const refsIn = (page: Answer): string[] =>
  linesIn(page).map((href) => /\/(S-\d+)(?:\?|$)/u.exec(href)?.[1] ?? href);
const next = (page: Answer): string | undefined =>
  hrefs(page, /rel="next"[^>]*href="([^"]*)"/gu)[0];
const previous = (page: Answer): string | undefined =>
  hrefs(page, /rel="prev"[^>]*href="([^"]*)"/gu)[0];
const nextSuggestion = (page: Answer): string[] =>
  hrefs(page, /<li><a href="([^"]*)" data-key="n j"[^>]*>Next: /gu);
const backToQueue = (list: string): string =>
  `<a href="${list}" data-key="l" data-key-says="Back to Queue"><bdi>Queue</bdi></a>`;
const all = (filter: object = {}): Promise<QueueLine[]> =>
  site
    .call("queue.page", { product: "marlnote", limit: 100, ...filter })
    .then(({ lines }) => [...lines]);
const refs = (lines: readonly QueueLine[]) => lines.map(({ ref }) => ref);

/** Tests of this file are one story in order. */
beforeAll(async () => {
  site = await openSite();
  await site.call("account.set", cso);
  const text = await readExample();
  await site.call("product.add", { text });
  // None asks for the own view first; own-view-pages.test.ts is about those that do.
  await site.call("view.sample", { product: "marlnote", every: 0 });
  await site.call("run.identify", { product: "marlnote", limit: 60 });
  await site.call("product.add", { text: text.replaceAll("Marlnote", "Tarnbeck") });
  await site.call("run.identify", { product: "tarnbeck", limit: 5 });
});
afterAll(() => site.close());

describe("a queue longer than a page", () => {
  test("shows 25 lines, leads on to the rest and back, and keeps its order", async () => {
    const whole = refs(await all());
    expect(whole.length).toBeGreaterThan(26);
    const first = await site.get(queue);
    expect([refsIn(first), previous(first)]).toEqual([whole.slice(0, 25), undefined]);
    expect(first.text).toContain(`Waiting ${whole.length}`);
    const second = await site.get(next(first) ?? "");
    expect(refsIn(second)).toEqual(whole.slice(25, 50));
    expect(refsIn(await site.get(previous(second) ?? ""))).toEqual(whole.slice(0, 25));
  });

  test("an address that is none of ours is not found, and a place that is none is refused", async () => {
    expect((await site.get(`${queue}?lens=risk`)).status).toBe(404);
    expect((await site.get(`${queue}?from=S-1`)).status).toBe(404);
    const nowhere = "after.0199a000-0000-7000-8000-ffffffffffff";
    const refused = await site.get(`${queue}?from=${nowhere}`);
    expect([refused.status, refused.text]).toEqual([
      400,
      expect.stringContaining("Read the queue from its beginning"),
    ]);
  });
});

describe("narrowing", () => {
  test("is a form that is sent as an address, folded until something is narrowed", async () => {
    const whole = await site.get(queue);
    expect(whole.html).toMatch(/<details class="nhsuk-details hz-fold[^"]*">/u);
    expect(whole.html).toMatch(/<form action="\/products\/marlnote\/queue" method="get"/u);
    const narrowed = await site.get(
      `${queue}?state=&lens=human-factors&condition=&place=&sort=rank`,
    );
    expect(narrowed.html).toMatch(/<details class="nhsuk-details hz-fold[^"]*" open>/u);
    expect(narrowed.text).toContain("lens: human factors Show without this: lens: human factors");
    const wanted = (await all()).filter(({ lens }) => lens === "human-factors");
    expect(wanted.length).toBeGreaterThan(1);
    expect(refsIn(narrowed)).toEqual(refs(wanted));
    expect(narrowed.text).toContain(`Waiting ${wanted.length}`);
  });

  test("by place holds a cell or a whole function", async () => {
    const cell = (await all()).find(({ cell }) => cell.startsWith("F1/"))?.cell ?? "";
    const one = await site.get(`${queue}?place=${encodeURIComponent(cell)}&state=all`);
    expect(refsIn(one)).toEqual(refs((await all()).filter((line) => line.cell === cell)));
    const fn = await site.get(`${queue}?place=F1&state=all`);
    const wanted = (await all()).filter((line) => line.cell.startsWith("F1/"));
    expect(refsIn(fn)).toEqual(refs(wanted).slice(0, 25));
  });

  test("to nothing says so, and what to do", async () => {
    const page = await site.get(`${queue}?drafter=stand-in`);
    expect(page.text).toContain("Nothing in this list is so. Show it without one of the filters");
    expect(hrefs(page, /<a href="([^"]*)">Show without this/gu)).toEqual([queue]);
  });
});

describe("a suggestion opened from a narrowed list", () => {
  const list = `${queue}?lens=human-factors`;

  test("stays in it: next, what was decided, and back", async () => {
    const [first = "", second = ""] = linesIn(await site.get(list));
    expect(first).toContain("within=");
    const page = await site.get(first);
    expect(nextSuggestion(page)).toEqual([second]);
    expect(page.html).toContain(backToQueue(list));
    const rejected = await site.post(first, { ...pressed(page, "reject"), reason: "too-vague" });
    expect(rejected.location).toBe(
      `${second}&after=${refsIn(await site.get(`${list}&state=rejected`))[0] ?? ""}`,
    );
    const after = await site.get(rejected.location);
    expect([after.status, after.text.includes("is rejected (too vague)")]).toEqual([200, true]);
  });

  test("keeps its list over a refusal, and over undoing", async () => {
    const [rejected = ""] = linesIn(await site.get(`${list}&state=rejected`));
    const page = await site.get(rejected);
    const undone = await site.post(rejected, pressed(page, "undo"));
    expect(undone.location).toBe(`${rejected}&after=${/S-\d+/u.exec(rejected)?.[0] ?? ""}`);
    const [waiting = ""] = linesIn(await site.get(list));
    const refused = await site.post(waiting, pressed(await site.get(waiting), "accept"));
    expect(refused.status).toBe(400);
    expect(refused.html).toContain(`<form action="${waiting.replaceAll("&", "&amp;")}"`);
  });

  test("after the last of the list comes the first, and from the only one one goes back", async () => {
    const lines = linesIn(await site.get(list));
    const last = await site.get(lines.at(-1) ?? "");
    expect(nextSuggestion(last)).toEqual([lines[0]]);
    const line = (await all()).find((one) => one.cell.includes("/"));
    const only = (await all()).filter(({ cell }) => cell === line?.cell);
    const place = `${queue}?place=${encodeURIComponent(line?.cell ?? "")}`;
    const inPlace = linesIn(await site.get(place));
    expect(inPlace).toHaveLength(only.length);
    let location = "";
    for (const address of inPlace) {
      const fields = { ...pressed(await site.get(address), "reject"), reason: "duplicate" };
      location = (await site.post(address, fields)).location;
    }
    expect(location).toBe(`${place}&after=${only.at(-1)?.ref ?? ""}`);
    const empty = await site.get(location);
    expect(empty.text).toContain("is rejected (duplicate)");
    expect(empty.text).toContain("Nothing in this list is so.");
  });

  test("a list that the address names wrongly is the whole queue of the product", async () => {
    const page = await site.get(
      "/products/marlnote/suggestions/S-1?within=lens%3Drisk%26%3Cscript",
    );
    expect(page.status).toBe(200);
    expect(page.html).not.toContain("within=");
  });
});

describe("the queue of all products", () => {
  test("names the product of each line, the most relevant of each first", async () => {
    const page = await site.get("/queue");
    expect(page.text).toMatch(/S-\d+ of Marlnote/u);
    expect(page.text).toMatch(/S-\d+ of Tarnbeck/u);
    expect(page.html).not.toContain('name="place"');
    const { lines } = await site.call("queue.page", {});
    expect(refsIn(page)).toEqual(refs(lines));
  });

  test("goes on from one product to the next, with what was decided said there", async () => {
    const [first = "", second = ""] = linesIn(await site.get("/queue"));
    const fields = { ...pressed(await site.get(first), "defer"), "defer-text": "Ask them." };
    const done = await site.post(first, fields);
    expect(done.location.startsWith(`${second}&after=`)).toBe(true);
    const after = await site.get(done.location);
    expect([after.status, after.text.includes("is deferred: it can be")]).toEqual([200, true]);
    expect(after.html).toContain(backToQueue("/queue"));
  });

  test("a place belongs to a product", async () => {
    const refused = await site.get("/queue?place=F1");
    expect([refused.status, refused.text]).toEqual([
      400,
      expect.stringContaining("say which product"),
    ]);
  });
});

describe("the words of a suggestion beside the bank's", () => {
  test("are said to be the bank’s own where they are", async () => {
    const { html, text } = await site.get("/products/marlnote/suggestions/S-4");
    expect(text).toContain("Beside bank entry ");
    expect(text).toContain("The bank’s own words:");
    expect(html).toContain('<ins class="hz-added">words that were put in</ins>');
  });
});

test("where nothing waits but what was put off, the queue says how much that is", async () => {
  for (const product of ["marlnote", "tarnbeck"]) {
    for (const { id } of await site.call("queue.list", { product, state: "pending" })) {
      const { suggestion } = opened(await site.call("queue.show", { suggestion: id }));
      await site.call("queue.defer", { suggestion: id, seen: suggestion.hash });
    }
  }
  const deferred = await all({ states: ["deferred"] });
  const page = await site.get(queue);
  expect(page.text).toContain(`Nothing waits but ${deferred.length} suggestions put off.`);
  expect(page.html).toContain(`<a href="${queue}?state=deferred">${deferred.length} suggestions`);
  const { lines } = await site.call("queue.page", { states: ["deferred"], limit: 100 });
  expect((await site.get("/queue")).text).toContain(
    `Nothing waits in any product but ${lines.length} suggestions put off. Identify`,
  );
}, 60_000);

test("no fault was met on the way", () => {
  expect(site.faults).toEqual([]);
});
