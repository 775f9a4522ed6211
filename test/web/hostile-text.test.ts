import { describe, expect, test } from "vitest";
import type { Call } from "../../src/app/use-cases.ts";
import { createPages } from "../../src/web/pages.ts";
import { makeShownHazard } from "./make-shown-hazard.ts";
import { makeCandidate, makeControl, makeProduct, makeShown } from "./make-shown.ts";
import { hidden, visit } from "./site.ts";

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

const account = (name: string) => ({ id: "a", name, role: "cso", body: name, number: name });

function pagesWith(text: string) {
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
    decisions: hazard.decisions,
  });
  const decided = { verb: "reject", at: "2026-03-02T09:00:00.000Z", by: text };
  const line = {
    ...{ ...shown.suggestion, ...content, causes: 1, model: words, decided },
    ...{ state: "deferred", productName: text, productSlug: "p" },
  };
  return siteWith({
    "account.show": account(text),
    "product.list": [{ ...product, version: 1, pending: 1, deferred: 0, hazards: 1 }],
    "log.show": { product, hazards: [hazard.hazard] },
    "hazard.show": hazard,
    "queue.list": [line],
    "queue.show": shown,
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
    "/account",
    "/audit",
    "/products/p/queue?state=all",
    "/products/p/suggestions/S-7",
    "/products/p/log",
    "/products/p/log/add",
    "/products/p/hazards/H-3",
    "/products/p/hazards/H-3/edit",
  ])("is inert on %s", async (path) => {
    const { get, faults } = pagesWith(text);
    const { html, status, title } = await get(path);
    expect([status, faults]).toEqual([200, []]);
    expect(html).not.toMatch(/<script|<img|onerror=alert\(1\)>/iu);
    expect(html).not.toMatch(/<[^>]*\sonfocus='/u);
    expect(html).not.toContain("1337");
    expect(title).not.toMatch(/[\u202e\u2066\u200b]/u);
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
    expect(html).not.toMatch(/<script|<img|onerror=alert\(1\)>/iu);
    expect(html).not.toContain("1337");
    const kept = escaped(text);
    expect(html.split(kept).length - 1).toBeGreaterThanOrEqual(names.length);
  });

  test("is inert in a refused form", async () => {
    const { post } = siteWith({ "account.show": null, "product.list": [] });
    const { html } = await post("/products", { text: "", "product-name": text });
    expect(html).not.toMatch(/<script|<img/iu);
    expect(html).not.toContain("1337");
  });
});

test("a suggestion speaks of no severity, likelihood, status or confidence", async () => {
  const { get } = siteWith({
    "account.show": account("Dr Okafor"),
    "queue.show": makeShown(),
    "queue.list": [],
    "log.show": { product: makeProduct(), hazards: [] },
  });
  const { html } = await get("/products/marlnote/suggestions/S-7");
  expect(html).toContain("7 of 23 · relevance, not risk");
  expect(html).not.toMatch(/severity|likelihood|confidence|probability|\bstatus\b|\blevel\b/iu);
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
