import { afterAll, beforeAll, expect, test } from "vitest";
import { cso, hidden, openSite, readExample, runEnded, tickedIn, type Site } from "./site.ts";

let site: Site;
const product = "/products/marlnote";
const limit = 5;
/** Tests of this file are one story in order. */
beforeAll(async () => {
  site = await openSite();
  await site.call("account.set", cso);
  await site.call("product.add", { text: await readExample() });
  await site.call("run.identify", { product: "marlnote", limit });
}, 180_000);
afterAll(() => site.close());

const follow = async (run: string) =>
  (await site.call("run.follow", { run, product: "marlnote" })).result;
const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("'", "&#39;").replaceAll('"', "&quot;");

test("the run's page tells how many its limit left out, and lists them folded", async () => {
  const beyond = (await follow("R-1"))?.beyond ?? [];
  expect(beyond.length).toBeGreaterThan(20);
  const page = await site.get(`${product}/runs/R-1`);
  expect(page.text).toContain(
    `${beyond.length} relevant candidates were beyond the limit of ${limit} of R-1, and are not in the queue.`,
  );
  const [, folded = ""] = /<section id="beyond".*?(<details.*?<\/details>)/su.exec(page.html) ?? [];
  expect(folded).not.toMatch(/<details[^>]*\sopen/u);
  for (const { title, cell, nearness } of beyond) {
    expect(folded).toContain(escaped(title));
    expect(folded).toContain(cell);
    expect(nearness).not.toBeNull();
  }
  expect(folded.match(/nearness: (?:close|related|loosely related)/gu)).toHaveLength(beyond.length);
  expect(tickedIn(page)).toEqual([]);
});

test("the coverage tells the same, and a place lists what was left out of it", async () => {
  const beyond = (await follow("R-1"))?.beyond ?? [];
  const page = await site.get(`${product}/coverage`);
  expect(page.text).toContain(`${beyond.length} relevant candidates were beyond the limit`);
  expect(page.html).toContain(`href="${product}/runs/R-1#beyond"`);
  const { places } = await site.call("coverage.show", { product: "marlnote" });
  const empty = places.find(({ standing }) => "why" in standing && standing.why === "beyond-limit");
  const counted = page.text.matchAll(/(\d+) candidates? beyond the limit(?! of)/gu);
  const folded = [...counted].reduce((sum, [, n]) => sum + Number(n), 0);
  expect(folded).toBe(places.flatMap((place) => place.beyond).length);
  const address = `${product}/coverage?cell=${encodeURIComponent(empty?.key ?? "")}`;
  expect(page.html).toContain(`href="${address}#beyond"`);
  const place = await site.get(address);
  expect(place.text).toMatch(/R-1 looked here\. .*beyond the limit of R-1\. Look again here to/u);
  for (const { title } of empty?.beyond ?? []) expect(place.html).toContain(escaped(title));
});

test("a place's suggestions say how near they are", async () => {
  const { places } = await site.call("coverage.show", { product: "marlnote" });
  const place = places.find(({ suggestions }) => suggestions.length > 0);
  const [first] = place?.suggestions ?? [];
  expect(first?.nearness).not.toBeNull();
  const { html } = await site.get(
    `${product}/coverage?cell=${encodeURIComponent(place?.key ?? "")}`,
  );
  expect(html).toMatch(
    new RegExp(`/suggestions/${first?.ref ?? ""}".*?nearness: (?:close|related|loosely)`, "su"),
  );
});

test("one button queues what the limit left out, once, and then nothing is left to tell", async () => {
  const left = (await follow("R-1"))?.beyond.length ?? 0;
  const page = await site.get(`${product}/coverage`);
  const [form = ""] = /<form action="[^"]*\/runs\/R-1\/more".*?<\/form>/su.exec(page.html) ?? [];
  expect(form).toContain(`these ${left} of R-1 too`);
  const sent = { key: hidden({ ...page, html: form }, "key") };
  expect(sent.key).not.toBe("");
  const answer = await site.post(`${product}/runs/R-1/more`, sent);
  expect([answer.status, answer.location]).toEqual([303, `${product}/runs/R-2`]);
  expect((await site.post(`${product}/runs/R-1/more`, sent)).location).toBe(answer.location);
  await runEnded(site, answer);
  expect(await follow("R-2")).toMatchObject({ queued: left, existing: limit });
  const after = await site.get(`${product}/runs/R-1`);
  expect(after.text).toContain(
    `${left} relevant candidates were beyond the limit of ${limit}, and have come into the queue since.`,
  );
  expect(after.html).not.toContain("/more");
  expect((await site.get(`${product}/coverage`)).text).not.toContain("beyond the limit");
}, 60_000);

test("a rank says which run it is of", async () => {
  expect((await site.get(`${product}/suggestions/S-1`)).text).toMatch(/1 of \d+ in R-1 ·/u);
  expect((await site.get(`${product}/queue?state=all`)).text).toContain("rank 1 of R-1");
  expect(site.faults).toEqual([]);
});

test("the page before a run takes the limit from its address, if it is a number", async () => {
  expect((await site.get(`${product}/identify?limit=200`)).html).toContain('value="200"');
  expect((await site.get(`${product}/identify?limit=%22x`)).html).toContain('value="40"');
});
