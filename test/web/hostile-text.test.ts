import { describe, expect, test } from "vitest";
import type { Run } from "../../src/app/records.ts";
import type { Call } from "../../src/app/use-cases.ts";
import { createPages } from "../../src/web/pages.ts";
import { countInsight } from "../../src/domain/insight/count.ts";
import { dependsOn } from "../../src/domain/hazard/depends.ts";
import { makeLogSlice, makeProvenance, makeShownHazard } from "./make-shown-hazard.ts";
import { makeCandidate, makeControl, makeProduct, makeShown } from "./make-shown.ts";
import { hidden, visit } from "./site.ts";

/** Scripts are our own files: none stands in the page. */
const foreignScript = String.raw`<script(?! type="module" src="/assets/[0-9a-f]{12}/browser/[a-z-]+\.js"></script>)`;

const hostile = [
  ["a script", "<script>alert(1)</script>"],
  ["an attribute", `"><img src=x onerror=alert(1)> ' onfocus='alert(1)`],
  ["a template", "{{ 7 * 191 }}{% raw %}"],
  ["a closing tag", "</textarea></title></style></bdi><script>alert(1)</script>"],
  ["right to left", "\u202eexe.gnp\u2066 abc"],
  ["zero width", "a\u200bb\u2060c"],
  ["10,000 characters", "w".repeat(10_000)],
  ["emoji", "👩🏽‍⚕️ 🩺"],
] as const;

/** Answers every call the same way: the page under test asks only for what is given here. */
function siteWith(given: Readonly<Record<string, unknown>>) {
  const answers: Readonly<Record<string, unknown>> = {
    "time.open": null,
    "time.second-look": [],
    ...given,
  };
  const faults: unknown[] = [];
  const call = ((verb: string) =>
    verb in answers
      ? Promise.resolve(answers[verb])
      : Promise.reject(new Error(`select secret from ${verb}`))) as Call;
  const app = createPages({ call, onFault: (error) => void faults.push(error), newKey: () => "k" });
  return { ...visit(app), faults };
}

/** As nunjucks escapes it. */
const escaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;")
    .replaceAll("\\", "&#92;")
    .replaceAll("`", "&#96;");

/** What the pages before the queue show, with a text wherever a person or a server wrote one. */
function runPages(text: string) {
  const product = makeProduct({ name: text });
  const run = makeRun({ startedBy: text, drafter: text, state: "failed" });
  const span = { start: 0, end: 5, quote: text.slice(0, 5) };
  const facet = { kind: "capability", id: "triage", label: text, spans: [span], salience: 1 };
  const profile = {
    name: text,
    intendedUse: span,
    functions: [{ key: "F1", label: text, span, capabilities: [] }],
    facets: [facet],
    excluded: [
      { ...facet, id: "dictation" },
      { ...facet, id: "coding" },
    ],
    questions: [{ id: "children", text, why: text }],
  };
  const waits = { pending: 1, deferred: 0, hazards: 1 };
  const failures = [{ at: "2026-03-02T09:00:00.000Z", sentence: text }];
  return {
    "facet.list": [{ kind: "data", id: "images", label: text }],
    "product.search": { lines: [{ ...product, version: 1, ...waits, lastRun: run }], next: text },
    "product.show": {
      ...{ product, version: 1, hash: "0".repeat(64), description: `${text}\n${text}`, profile },
      ...{ runs: [run], looked: 1, ...waits },
      struck: [{ key: "capability:coding", by: text, at: "2026-03-02T09:00:00.000Z" }],
      struckFunctions: [{ words: text, by: text, at: "2026-03-02T09:00:00.000Z" }],
    },
    "run.preview": {
      model: { id: text, sendsTo: text, budgetTokens: 1 },
      embedsAt: text,
      leaves: { words: 2, mayLeave: [text], stays: 1 },
      estimate: { calls: 1, tokensIn: 1, tokensOut: 1, cost: { amount: 1, currency: text } },
    },
    "run.follow": {
      ...{ product, version: 1, run, worked: false, result: makeResult(text) },
      steps: [{ step: "draft", done: false, failures, took: null }],
      calls: {
        ...{ answered: 0, failed: 1, unasked: 1, tokensIn: 1, tokensOut: 1, cost: null },
        ...{ hosts: [text], problems: [text] },
      },
    },
  };
}

const makeRun = (overrides: Partial<Run>): Run => ({
  ...{ id: "r", ref: "R-1", product: "p", productVersion: "v", state: "done", limit: 40 },
  ...{
    since: null,
    cells: null,
    pipeline: "3",
    drafter: "offline 2",
    embedder: "e",
    bankHash: "b",
    fence: 1,
  },
  ...{ startedAt: "2026-03-02T09:00:00.000Z", startedBy: "Dr Okafor" },
  ...overrides,
});

/** What came of a run whose limit left out a candidate of these words. */
function makeResult(text: string) {
  const beyond = [
    {
      title: text,
      cell: text,
      about: text,
      run: "R-1",
      nearness: "loose",
      untailored: true,
      assumptions: 1,
    },
  ];
  return {
    ...{ queued: 0, existing: 0, refused: 0, leftOut: 1, beyondLimit: 1, beyond },
    struck: { quotes: 0, citations: 0, mechanisms: 0 },
    cut: { run: "R-1", limit: 40, beyond: 1, more: 1 },
  };
}

const account = (name: string) => ({ id: "a", name, role: "cso", body: name, number: name });

/** Of one rejection of a draft by a model of that name. */
const makeInsight = (model: string) =>
  countInsight({
    alike: [
      {
        ...{ drafted: { kind: "model", model }, lens: "function", stands: "reject" },
        ...{ reason: "too-vague", ownView: false, suggestions: 1, undone: 0 },
      },
    ],
    edits: [],
    ownViews: { written: 0, agreement: { same: 0, partly: 0, different: 0 } },
  });

function pagesWith(text: string) {
  const gone = { owner: "maker", count: "all" } as const;
  const words = text.slice(0, 600);
  const description = `${text}\n${text}`;
  const quote = text.slice(0, 5);
  const content = makeCandidate({
    title: words,
    hazard: words,
    effect: words,
    harm: words,
    exposed: words,
    causes: [{ text: words, kind: "data" }],
    controls: [makeControl({ text: words, worksIf: words, span: { start: 0, end: 5, quote } })],
    function: words,
    cell: words,
    assumptions: [words],
    evidence: { product: [{ start: 0, end: 5, quote }], bank: [] },
    drafter: { id: words, version: words },
    clinicallyReviewed: words,
  });
  const product = makeProduct({ name: text });
  const hazard = makeShownHazard({ product, words, name: text });
  const shown = makeShown(content, {
    product,
    description,
    model: words,
    nearest: { ref: "H-3", hazard: text, where: "log" },
    merged: [{ id: "suggestion-2", ref: "S-8", hazard: text }],
    takenIn: [{ entry: text, hazard: text, causesLeft: [text], suggestion: null }],
    decisions: hazard.decisions,
  });
  const counts = { pending: 0, accepted: 0, rejected: 0, merged: 0, deferred: 1 };
  const decided = { verb: "reject", at: "2026-03-02T09:00:00.000Z", by: text };
  const line = {
    ...{ ...shown.suggestion, ...content, causes: 1, model: words, decided },
    ...{ state: "deferred", productName: text, productSlug: "p" },
    ...{ nearness: "close", assumptions: 1 },
  };
  const waits = { kind: "suggestions", count: 1, refs: [] };
  return siteWith({
    "account.show": account(text),
    ...runPages(text),
    "product.list": [{ ...product, version: 1, pending: 1, deferred: 0, hazards: 1 }],
    "desk.show": {
      products: [{ product, version: 1, identified: 1, needs: [waits] }],
      others: 0,
    },
    "insight.show": { product, insight: makeInsight(words) },
    "log.show": { product, hazards: [hazard.hazard] },
    "log.page": makeLogSlice([hazard.hazard], { product }),
    "log.depends": {
      ...{ product, asked: { on: text, ...gone }, hazards: 1 },
      ...dependsOn([hazard.hazard], gone),
    },
    "provenance.show": makeProvenance({ product }),
    "hazard.show": hazard,
    "queue.page": { product, lines: [line], next: null, previous: null, counts, partly: false },
    "queue.show": {
      ...shown,
      targets: {
        ...{ hazards: [hazard.hazard], lines: [line], more: 1 },
        alike: [{ ref: "H-3", hazard: text, where: "log" }],
      },
    },
    "coverage.places": [
      {
        ...{ name: text, key: "F1/late", lens: "function", guideWord: "late", facet: null },
        functions: [{ key: "F1", label: text }],
      },
    ],
    "audit.verify": {
      events: 1,
      head: { sequence: 1, hash: text },
      breaches: [{ sequence: 1, what: text }],
      journal: [text],
      record: [text],
    },
  });
}

describe.each(hostile)("%s", (_title, text) => {
  test.each([
    "/",
    "/products",
    "/products?name=x",
    "/products/p",
    "/products/p/identify",
    "/products/p/runs/R-1",
    "/account",
    "/audit",
    "/products/p/queue?state=all",
    "/queue",
    "/products/p/suggestions/S-7",
    "/products/p/log",
    "/products/p/log/print",
    "/products/p/log/depends?owner=maker",
    "/products/p/log/add",
    "/products/p/hazards/H-3",
    "/products/p/hazards/H-3/edit",
  ])("is inert on %s", async (path) => {
    const { get, faults } = pagesWith(text);
    const { html, status, title } = await get(path);
    expect([status, faults]).toEqual([200, []]);
    expect(html).not.toMatch(new RegExp(`${foreignScript}|<img|onerror=alert\\(1\\)>`, "iu"));
    expect(html).not.toMatch(/<[^>]*\sonfocus='/u);
    expect(html).not.toContain("1337");
    expect(title).not.toMatch(/[\u202e\u2066\u200b]/u);
  });

  test("is inert in the diagram of a hazard, and beside it", async () => {
    const { get, faults } = pagesWith(text);
    for (const path of ["/products/p/hazards/H-3/diagram", "/products/p/hazards/H-3/print"]) {
      const { html, status } = await get(path);
      expect([path, status, faults]).toEqual([path, 200, []]);
      expect(html).not.toMatch(new RegExp(`${foreignScript}|onerror=alert\\(1\\)>`, "iu"));
      expect(html.match(/<img/gu)).toHaveLength(1);
      expect(html).toMatch(
        /<img class="hz-chart" src="\/products\/[\w-]+\/hazards\/H-3\/diagram\.svg"/u,
      );
    }
    for (const size of ["wide", "narrow"]) {
      const { html, status } = await get(`/products/p/hazards/H-3/diagram.svg?size=${size}`);
      expect(status).toBe(200);
      expect(html).not.toMatch(/<script|<img|\son\w+="|[\u202e\u2066\u200b]/iu);
    }
  });

  test("is inert in a picture and beside it", async () => {
    const { get, faults } = pagesWith(text);
    const page = await get("/products/p/insight");
    const picture = await get("/products/p/insight/drafters.svg?size=narrow");
    expect([page.status, picture.status, faults]).toEqual([200, 200, []]);
    expect(picture.html).not.toMatch(/<script|<img|\son\w+="|[\u202e\u2066\u200b]/iu);
    const pictures = [...page.html.matchAll(/<img(?: class="hz-chart" src="([^"]*)")?/gu)];
    expect(pictures.length).toBeGreaterThan(0);
    for (const [, src] of pictures) {
      expect(src).toMatch(/^\/products\/[\w-]+\/insight\/[a-z-]+\.svg$/u);
    }
    expect(page.html).not.toMatch(
      /<script(?! type="module" src="\/assets\/)|onerror=alert\(1\)>/iu,
    );
  });

  test.each([
    [
      "/products/p/suggestions/S-7",
      "accept",
      ["word-name", "word-cause-1", "reason-text", "merge-text", "defer-text"],
    ],
    [
      "/products/p/hazards/H-3",
      "nothing",
      [
        "confirm-text",
        "action-summary",
        "action-owner",
        "action-due",
        "evaluate-reason",
        "present",
        "benefit",
        "evidence-works-1",
        "consider-new-2",
      ],
    ],
    [
      "/products/p/hazards/H-3/edit",
      "more-causes",
      [
        "edit-name",
        "edit-cause-1",
        "edit-control-1-works",
        "new-cause-1",
        "new-control-1",
        "new-control-1-new-hazard",
        "edit-text",
      ],
    ],
    [
      "/products/p/log/add",
      "add",
      ["hazard-name", "hazard-harm", "new-cause-1", "new-control-1-works"],
    ],
  ])("is inert and kept when it was typed into %s", async (path, decision, names) => {
    const { get, post, faults } = pagesWith("harmless words");
    const seen = hidden(await get(path), "seen");
    const typed = Object.fromEntries(names.map((name) => [name, text]));
    const { html, status } = await post(path, { decision, seen, form: "score", ...typed });
    expect([status, faults]).toEqual([path.endsWith("edit") ? 200 : 400, []]);
    expect(html).not.toMatch(new RegExp(`${foreignScript}|<img|onerror=alert\\(1\\)>`, "iu"));
    expect(html).not.toContain("1337");
    const kept = escaped(text);
    expect(html.split(kept).length - 1).toBeGreaterThanOrEqual(names.length);
  });

  test.each([
    ["corrections", { "missed-words": text }],
    ["identify", { limit: text, by: text }],
  ])("is inert and kept when it was typed into %s", async (page, typed) => {
    const { post, faults } = pagesWith("harmless words");
    const { html, status } = await post(`/products/p/${page}`, typed);
    expect([status, faults]).toEqual([400, []]);
    expect(html).not.toMatch(
      /<script(?! type="module" src="\/assets\/)|<img|onerror=alert\(1\)>/iu,
    );
    expect(html).toContain(escaped(text));
  });

  test("is inert in a refused form", async () => {
    const { post } = siteWith({ "account.show": null });
    const { html } = await post("/products", { text: "", "product-name": text });
    expect(html).not.toMatch(new RegExp(`${foreignScript}|<img`, "iu"));
    expect(html).not.toContain("1337");
  });
});

test("a suggestion speaks of no severity, likelihood, status or confidence", async () => {
  const { get } = siteWith({
    "account.show": account("Dr Okafor"),
    "queue.show": makeShown(),
    "coverage.places": [],
  });
  const { html } = await get("/products/marlnote/suggestions/S-7");
  expect(html).toContain("7 of 23 in R-1 · relevance, not risk");
  expect(html).not.toMatch(/severity|likelihood|confidence|probability|\bstatus\b|\blevel\b/iu);
});

test("a suggestion that no words of the description support says so, and quotes none", async () => {
  const bank = makeCandidate().evidence.bank;
  const shown = makeShown(makeCandidate({ evidence: { product: [], bank } }));
  const { get } = siteWith({ "account.show": account("Dr Okafor"), "queue.show": shown });
  const { html, text } = await get("/products/marlnote/suggestions/S-7");
  expect(text).toContain(
    "No words of the description support this; it comes from prior hazards of such products.",
  );
  expect(html).not.toContain("hz-mark--evidence");
});

describe("a fault", () => {
  test("is answered with a fixed sentence and an id, without its text, and with what was typed", async () => {
    const { post, faults } = siteWith({ "account.show": null });
    const page = await post("/products", { text: "my <b>description</b>", key: "secret-key" });
    expect(page.status).toBe(500);
    expect(page.text).toContain("Something went wrong in hazid itself");
    expect(page.text).toContain("tell whoever runs hazid this number: k");
    expect(page.text).not.toContain("select secret");
    expect(page.html).toContain("my &lt;b&gt;description&lt;/b&gt;</textarea>");
    expect(page.html).not.toContain("secret-key");
    expect(faults).toHaveLength(1);
  });

  test("is answered even when nobody can be asked who is named", async () => {
    const { get } = siteWith({});
    const page = await get("/");
    expect(page.status).toBe(500);
    expect(page.text).not.toContain("Nobody named");
  });
});
