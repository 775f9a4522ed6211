import { afterAll, beforeAll, expect, test } from "vitest";
import { exampleNhsNumber, makeDescription } from "../support/make-description.ts";
import { exportFor } from "../support/maker-log.ts";
import { writtenHazard } from "../support/writes.ts";
import { cso, openSite, readExample, type Answer, type Site } from "./site.ts";

let site: Site;
let maker: string;
const path = "/products/marlnote/log/start-from";
const hostile = "The letter is <i>lost</i>.\u202E";
const action = { summary: "Check <b>addresses</b>", owner: "Records", party: "deployer" } as const;

const send = (bytes: Buffer | string, name = "maker.json", key = crypto.randomUUID()) =>
  site.post(path, { file: new File([bytes], name), key });
const exported = async (format: "json" | "xlsx"): Promise<Buffer> =>
  Buffer.from((await exportFor(site, maker, format)).base64, "base64");

/** Tests of this file are one story in order. */
beforeAll(async () => {
  site = await openSite();
  await site.call("product.add", { text: await readExample() });
  await site.call("account.set", cso);
  maker = (await site.call("product.add", { text: makeDescription("Larkmere") })).slug;
  const first = await site.call("hazard.add", {
    product: maker,
    content: { ...writtenHazard, hazard: hostile.slice(0, -1) },
  });
  await site.call("hazard.add-action", { hazard: first.id, seen: first.hash, ...action });
  await site.call("hazard.add", { product: maker, content: writtenHazard });
  await site.call("view.sample", { product: "marlnote", every: 0 });
});
afterAll(() => site.close());

test("the page is reached from the log, and says that none was read", async () => {
  expect((await site.get("/products/marlnote/log")).html).toContain(`href="${path}"`);
  const page = await site.get(path);
  expect(page.text).toContain("None yet.");
  expect(page.html).toContain('enctype="multipart/form-data"');
});

test("no file, one that is no export, the product’s own, and a patient’s data are said at the field", async () => {
  const said = async (answer: Promise<Answer>, sentence: string) => {
    const { status, html, text } = await answer;
    expect([status, html.includes('href="#file"')]).toEqual([400, true]);
    expect(text).toContain(sentence);
  };
  await said(site.post(path, { key: "k" }), "Choose the maker’s hazard log");
  await said(send("{}"), "found another file");
  await said(send(Buffer.from("PK no workbook"), "x.xlsx"), "cannot be read");
  const own = await site.call("log.export", { product: "marlnote", format: "json" });
  await said(send(own.text), "itself");
  const named = await send(await exported("json"), `${exampleNhsNumber}.json`);
  expect(named.text).toContain("NHS number");
  expect((await site.call("log.started", { product: "marlnote" })).files).toEqual([]);
});

test("what was found, what became a suggestion, and what was left and why", async () => {
  const file = await exported("json");
  const sent = await send(file);
  expect([sent.status, sent.location]).toEqual([303, `${path}?notice=started`]);
  const page = await site.get(sent.location);
  expect(page.text).toContain("Nothing of it is decided");
  expect(page.text).toContain("2 things found: 1 suggested, 1 left where it was.");
  expect(page.text).toContain("H-2: the maker did not transfer it");
  expect(page.html).toContain('href="/products/marlnote/suggestions/S-1"');
  const again = await send(file);
  expect(again.location).toBe(`${path}?notice=known`);
  expect((await site.get(again.location)).text).toContain("nothing was recorded anew");
  expect((await site.call("queue.page", { product: "marlnote" })).lines).toHaveLength(1);
});

test("queue and suggestion say where it is from, with its words inert and nothing ticked", async () => {
  const queue = await site.get("/products/marlnote/queue");
  expect(queue.text).toContain("from the maker’s log of Larkmere, version 1, H-1");
  const { html, text } = await site.get("/products/marlnote/suggestions/S-1");
  expect(text).toContain("Taken over from the maker’s log of Larkmere, version 1, H-1, which says");
  expect(text).toContain("Its severity, likelihood and status there were not read");
  expect(text).toContain("Words of the log that it was taken over from");
  expect(html).toContain("The letter is &lt;i&gt;lost&lt;/i&gt;.");
  expect(html).toContain("Check &lt;b&gt;addresses&lt;/b&gt; (Records)");
  expect(html).not.toMatch(/<i>lost|<b>addresses/u);
  expect(html).not.toMatch(/<input[^>]*checked/u);
});

test("the run, the coverage and the story say what was done", async () => {
  const run = await site.get("/products/marlnote/runs/R-1");
  expect(run.status).toBe(200);
  expect(run.text).toContain("nobody: taken over from a log");
  expect(run.text).toContain("Read the file");
  const coverage = await site.get("/products/marlnote/coverage");
  expect(coverage.text).toContain("Taken over from a log");
  expect(coverage.text).not.toContain("Not planned any more");
  const shown = await site.call("coverage.show", { product: "marlnote" });
  expect(shown.places.every(({ standing }) => standing.state === "not-run")).toBe(true);
  expect((await site.get("/products/marlnote")).status).toBe(200);
});

test("once a person has accepted it, the log’s story names file, product and hazard", async () => {
  const { suggestion } = (await site.call("queue.show", { suggestion: "marlnote/S-1" })) as {
    suggestion: { id: string; hash: string };
  };
  await site.call("queue.accept", {
    suggestion: suggestion.id,
    seen: suggestion.hash,
    causes: [1],
  });
  const story = await site.get("/products/marlnote/hazards/H-1/provenance");
  expect(story.text).toContain("took over a hazard log");
  expect(story.text).toContain("maker.json");
  expect(story.text).toContain(
    "S-1 was taken over from the maker’s log of Larkmere, version 1, H-1",
  );
  const later = await send(await exported("xlsx"), "maker.xlsx");
  expect((await site.get(later.location)).html).toContain('href="/products/marlnote/hazards/H-1"');
  expect((await site.get("/insight")).text).toContain("taken over from a log");
  expect(site.faults).toEqual([]);
});
