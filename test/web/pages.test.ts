import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cso, hidden, openSite, readExample, runEnded, tickedIn, type Site } from "./site.ts";
import { opened } from "../support/opened.ts";

let site: Site;
const product = "/products/marlnote";
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Tests of this file are one story in order: a fresh record, a product, its queue. */
describe("from nothing to a queue", () => {
  test("a fresh record says what to do, and that nobody is named", async () => {
    const page = await site.get("/products");
    expect(page.status).toBe(200);
    expect(page.title).toBe("Products – hazid");
    expect(page.text).toContain("There is no product yet. Describe one");
    expect(page.text).toContain("Nobody is named yet");
  });

  test("an empty description is refused at its field", async () => {
    const page = await site.post("/products", { text: " " });
    expect(page.status).toBe(400);
    expect(page.title).toBe("Error: Add a product – hazid");
    expect(page.html).toContain('href="#text"');
  });

  test("a description without intended use is refused, and its text is kept", async () => {
    const page = await site.post("/products", {
      text: "# Thing\n\nIt is blue.",
      "product-name": "Thing",
    });
    expect(page.status).toBe(400);
    expect(page.text).toContain("does not say what the product is for");
    expect(page.html).toContain("It is blue.</textarea>");
    expect(page.html).toContain('value="Thing"');
  });

  test("an NHS number is refused with its place", async () => {
    const text = `${await readExample()}\n\nFor example NHS number 943 476 5919.`;
    const page = await site.post("/products", { text });
    expect(page.status).toBe(400);
    expect(page.text).toMatch(/NHS number at line \d+, column \d+/u);
  });

  test.each([
    ["a picture", new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47])], "a.png"), "a picture"],
    ["Latin-1", new File([new Uint8Array([0x41, 0xe9, 0x42])], "a.txt"), "not UTF-8"],
    ["2 MB", new File([new Uint8Array(2_000_000).fill(65)], "a.txt"), "2,000,000 bytes"],
    ["nothing", new File([], "a.txt"), "empty"],
  ])("a file of %s is refused in words", async (_title, file, says) => {
    const page = await site.post("/products", { text: "", file });
    expect(page.status).toBe(400);
    expect(page.text).toContain(says);
  });

  test("a file is taken unchanged, and the product shows what was read from it", async () => {
    const text = await readExample();
    const added = await site.post("/products", { text: "", file: new File([text], "a.md") });
    expect([added.status, added.location]).toEqual([303, `${product}?notice=added`]);
    const shown = await site.call("product.show", { product: "marlnote" });
    expect(shown.description).toBe(text);
    const page = await site.get(added.location);
    expect(page.text).toContain("The product is added.");
    expect(page.text).toContain("“ambient voice”");
    expect(page.text).toContain("Is it used for children, and from which age?");
    expect(page.html).toMatch(
      /<mark class="hz-mark[^"]*hz-mark--facet[^"]*">ambient voice<\/mark>/u,
    );
  });

  test("pasted text loses the line ends that forms add, so the same text is the same description", async () => {
    const text = (await readExample()).replaceAll("\n", "\r\n");
    const again = await site.post("/products", { text });
    expect(again.location).toBe(`${product}?notice=known`);
    expect((await site.get(again.location)).text).toContain("nothing was added");
  });

  test("identifying fills the queue, and sending the form twice runs once", async () => {
    const page = await site.get(`${product}/identify`);
    expect(page.text).toContain("Nothing. Rules draft on this machine");
    const key = hidden(page, "key");
    const first = await site.post(`${product}/identify`, { key, limit: "30" });
    const second = await site.post(`${product}/identify`, { key, limit: "30" });
    expect([first.status, first.location]).toEqual([303, `${product}/runs/R-1`]);
    expect(second.location).toBe(first.location);
    expect(await site.call("run.list", {})).toHaveLength(1);
    expect(await runEnded(site, first)).toBe(`${product}/queue`);
  });

  test("the run's page says what came of it, and leads to the queue", async () => {
    const page = await site.get(`${product}/runs/R-1`);
    expect(page.text).toMatch(/It is finished: 30 new suggestions wait for a decision\./u);
    expect(page.text).toContain("Fill the review queue done");
    expect(page.html).toContain(`href="${product}/queue"`);
    expect(page.html).not.toContain(">Cancel");
    expect(page.html).not.toContain("data-events");
    expect((await site.app.request(`${product}/runs/R-1/events`)).status).toBe(204);
    for (const verb of ["cancel", "resume"]) {
      const { status } = await site.post(`${product}/runs/R-1/${verb}`, {});
      expect(status).toBe(verb === "cancel" ? 409 : 303);
    }
  });

  test("a limit that is none is refused at its field", async () => {
    for (const limit of ["0", "1001", "many"]) {
      const page = await site.post(`${product}/identify`, { limit });
      expect([page.status, page.title]).toEqual([
        400,
        "Error: Identify hazards of Marlnote – hazid",
      ]);
      expect(page.html).toContain('href="#limit"');
      expect(page.html).toContain(`value="${limit}"`);
    }
  });
});

describe("the list of products", () => {
  test("says what waits and the last run, and finds by name", async () => {
    const all = await site.get("/products");
    expect(all.text).toMatch(/30 suggestions to decide, queue of Marlnote/u);
    expect(all.text).toMatch(/Last run R-1, finished, /u);
    expect((await site.get("/products?name=MARL")).text).toContain("30 suggestions to decide");
    const none = await site.get("/products?name=%3Cb%3E");
    expect(none.text).toContain("No product here has “<b>” in its name.");
    expect(none.html).not.toContain("<b>");
    expect((await site.get("/products?after=nowhere")).status).toBe(404);
  });
});

describe("correcting what was read", () => {
  const strike = "capability:dictation";
  const marked = "strike-capability-dictation";

  test("nothing is ticked or chosen beforehand", async () => {
    const page = await site.get(product);
    expect(page.html).toContain(`id="${marked}"`);
    expect(tickedIn(page)).toEqual([]);
    expect(page.html).not.toContain("selected");
  });

  test("a tick strikes, words add, and the page says both", async () => {
    const page = await site.get(product);
    const seen = hidden(page, "seen");
    const key = hidden(page, "key");
    const words = "presses *Record* in the Marlnote side panel";
    const fields = {
      ...{ seen, key, strike, missed: "technology:browser-extension", "said-by": "description" },
      "missed-words": words,
    };
    const refused = await site.post(`${product}/corrections`, fields);
    expect([
      refused.status,
      refused.text.includes("was read from the description already"),
    ]).toEqual([400, true]);
    expect(tickedIn(refused)).toEqual([marked, "said-by"]);
    const kept = await site.post(`${product}/corrections`, { ...fields, missed: "user:carer" });
    expect([kept.status, kept.location]).toEqual([303, `${product}?notice=corrected&since=1`]);
    const after = await site.get(kept.location);
    expect(after.text).toContain("Your corrections are kept");
    expect(after.text).toContain("Not so: dictation (capability:dictation).");
    expect(after.text).toMatch(/Struck by a person as not so\s+dictation, by .+ on \d/u);
    expect(after.html).toContain('id="strike-user-carer"');
    expect(after.html).not.toContain(`id="${marked}"`);
    const stale = await site.post(`${product}/corrections`, { seen, strike: "user:carer" });
    expect([stale.status, stale.text.includes("not what you were shown any more")]).toEqual([
      400,
      true,
    ]);
  });

  test.each([
    [{}, "Tick what is not so, or add what was missed"],
    [{ "missed-words": "words" }, "Choose what was missed"],
    [{ missed: "data:images" }, "Say who says so"],
    [{ missed: "data:images", "said-by": "maker" }, "Give the words that say so"],
  ])("%j is refused: %s", async (fields, says) => {
    const page = await site.post(`${product}/corrections`, fields);
    expect([page.status, page.title]).toEqual([400, "Error: Marlnote – hazid"]);
    expect(page.text).toContain(says);
    const [, target] =
      /<a href="#([^"]+)">/u.exec(page.html.split("There is a problem")[1] ?? "") ?? [];
    expect(page.html).toContain(`id="${target ?? "nothing"}"`);
  });
});

describe("questions to the maker", () => {
  test("are answered on the page, and what the answers affect is looked at again", async () => {
    const page = await site.get(product);
    expect(page.text).toContain("Answer and look again");
    const key = `${hidden(page, "key")}-answers`;
    const answers = { "answer-children": " Yes, from 2 years. ", "answer-device-status": "" };
    const fields = { key, then: "identify", ...answers };
    const first = await site.post(`${product}/answers`, fields);
    expect([first.status, first.location]).toEqual([303, `${product}/runs/R-2`]);
    expect((await site.post(`${product}/answers`, fields)).location).toBe(first.location);
    await runEnded(site, first);
    const { version, runs, profile } = await site.call("product.show", { product: "marlnote" });
    expect([version, runs.map(({ since }) => since)]).toEqual([3, [1, null]]);
    const open = profile.questions.map(({ id }) => id);
    expect(open).not.toContain("children");
    expect(open).toContain("device-status");
    const after = await site.get(product);
    expect(after.text).not.toContain("Is it used for children, and from which age?");
    expect(after.text).toContain("Ages: Yes, from 2 years.");
  });

  test("are kept without looking again, where that is asked", async () => {
    const fields = { "answer-third-parties": "None.", then: "stay" };
    const kept = await site.post(`${product}/answers`, fields);
    expect(kept.location).toBe(`${product}?notice=answered`);
    expect(await site.call("run.list", {})).toHaveLength(2);
  });

  test("are looked at with all that has changed since the last look", async () => {
    const page = await site.get(product);
    expect(page.text).toContain("looks only at what has changed since version 3, by rules");
    const [question] = (await site.call("product.show", { product: "marlnote" })).profile.questions;
    const fields = { [`answer-${question?.id ?? ""}`]: "It is class I.", then: "identify" };
    const answer = await site.post(`${product}/answers`, fields);
    await runEnded(site, answer);
    const reach = "only at what has changed since version 3";
    expect((await site.get(answer.location)).text).toContain(
      `Description version 5, ${reach} · at most`,
    );
    expect((await site.get(product)).text).toContain(`finished · ${reach} · started`);
  });

  test("left blank all together are refused with what to do", async () => {
    const refused = await site.post(`${product}/answers`, { "answer-device-status": " " });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain("Expected an answer to at least one question.");
  });
});

describe("the queue", () => {
  test("says relevance, not risk, and holds no hash that could be decided on", async () => {
    const page = await site.get(`${product}/queue`);
    const lines = await site.call("queue.list", { product: "marlnote" });
    expect(page.text).toContain("In order of relevance, not risk");
    expect(page.text).toContain(lines[0]?.hazard);
    for (const { ref } of lines) {
      const { suggestion } = opened(await site.call("queue.show", { suggestion: ref }));
      expect(page.html).not.toContain(suggestion.hash.slice(0, 12));
    }
  });

  test("is filtered by the address; a state that does not exist is not found", async () => {
    expect((await site.get(`${product}/queue?state=rejected`)).text).toContain(
      "Nothing is in this",
    );
    expect((await site.get(`${product}/queue?state=best`)).status).toBe(404);
  });
});

describe("the rest", () => {
  test("the audit is verified in words", async () => {
    expect((await site.get("/audit")).text).toMatch(/The record holds: \d+ events/u);
  });

  test.each(["/nope", "/products/none", `${product}/suggestions/S-999`, `${product}/hazards/H-99`])(
    "%s is not found, on a page like the others",
    async (path) => {
      const page = await site.get(path);
      expect(page.status).toBe(404);
      expect(page.html).toContain("hz-header");
    },
  );

  test("naming oneself leads back to where one was, and nowhere else", async () => {
    const fields = { ...cso, name: "Dr B. Second" };
    expect((await site.post("/account", { ...fields, return: `${product}/log` })).location).toBe(
      `${product}/log`,
    );
    expect((await site.post("/account", { ...fields, return: "//evil.example" })).location).toBe(
      "/",
    );
    expect((await site.post("/account", { name: "", role: "" })).html).toContain('href="#role"');
  });

  test("no fault was met on the way", () => {
    expect(site.faults).toEqual([]);
  });
});
