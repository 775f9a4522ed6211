import { afterAll, beforeAll, expect, test } from "vitest";
import { exampleNhsNumber } from "../support/make-description.ts";
import { makeWrittenScheme } from "../support/make-scheme.ts";
import { cso, openSite, pressed, readExample, tickedIn, type Answer, type Site } from "./site.ts";

let site: Site;
const path = "/products/marlnote/scheme";
const yaml = JSON.stringify(makeWrittenScheme({ name: "Ours <b>here</b>" }));

/** Tests of this file are one story in order. */
beforeAll(async () => {
  site = await openSite();
  await site.call("product.add", { text: await readExample() });
});
afterAll(() => site.close());

const send = async (to: string, decision: string, fields: Record<string, string>, page?: Answer) =>
  site.post(to, { ...pressed(page ?? (await site.get(to)), decision), ...fields });

test("the product leads to the scheme that it goes by, with every definition and the matrix", async () => {
  expect((await site.get("/products/marlnote")).html).toContain(`href="${path}"`);
  const page = await site.get(path);
  expect(page.text).toContain(
    "Example scheme of the DCB0129 Implementation Guidance (ig-example 1)",
  );
  expect(page.text).toContain("Nobody has declared it.");
  expect(page.text).toContain("Several patients: death; permanent life-changing incapacity");
  expect(page.text).toContain("Mandatory elimination or added control.");
  expect(page.html).toContain('<th scope="row"><bdi>Very high</bdi></th>');
  expect(page.html).not.toContain("hz-matrix__cell--chosen");
});

test("nobody named may look, and is told how to go on", async () => {
  for (const address of ["/schemes", path]) {
    const page = await site.get(address);
    expect(page.text).toContain("Say who you are");
    expect(page.html).not.toContain("<textarea");
  }
  await site.call("account.set", cso);
});

test("a pasted scheme that does not hold is said so, line by line, and stays in its field", async () => {
  const empty = await send("/schemes", "add", { scheme: " " });
  expect([empty.status, empty.title]).toEqual([400, "Error: Risk schemes – hazid"]);
  expect(empty.text).toContain("Paste a risk scheme, as YAML or JSON");
  const broken = await send("/schemes", "add", { scheme: "id: [unfinished\nname: x" });
  expect(broken.text).toMatch(/Line 2: /u);
  const wrong = await send("/schemes", "add", {
    scheme: JSON.stringify(makeWrittenScheme({ matrix: { Rare: [3, 2, 1], Likely: [3, 3, 3] } })),
  });
  expect(wrong.status).toBe(400);
  expect(wrong.text).toContain("at “Rare” the level falls from 3 to 2");
  expect(wrong.html).toContain("&quot;trust-3x3&quot;");
  const alias = await send("/schemes", "add", { scheme: "id: &a x\nname: *a" });
  expect(alias.text).toContain("Write everything out");
  const patient = await send("/schemes", "add", { scheme: yaml.replace("Ours", exampleNhsNumber) });
  expect(patient.status).toBe(422);
  expect((await site.call("scheme.list", {})).schemes).toHaveLength(1);
});

test("the example to begin from holds as it stands", async () => {
  const { html } = await site.get("/schemes");
  const [, example = ""] = /<pre[^>]*>(.*?)<\/pre>/su.exec(html) ?? [];
  const text = example.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&gt;", ">");
  expect(text).toContain("Very low: [ 1, 1, 2, 2, 3 ]");
  const added = await send("/schemes", "add", { scheme: text });
  expect(added).toMatchObject({ status: 303, location: "/schemes?notice=added" });
  expect((await site.get("/schemes")).text).toContain("(our-scheme 1)");
});

test("a scheme that holds is added, and its text is text", async () => {
  const page = await site.get("/schemes");
  const added = await send("/schemes", "add", { scheme: yaml }, page);
  expect((await site.get(added.location)).text).toContain("The scheme is added.");
  const again = await send("/schemes", "add", { scheme: yaml }, page);
  expect(again.status).toBe(303);
  const { html } = await site.get("/schemes");
  expect(html).toContain("Ours &lt;b&gt;here&lt;/b&gt;");
  expect(html).not.toContain("Ours <b>");
});

test("declaring asks for a scheme and why, ticks none, and marks the scores", async () => {
  const first = await site.call("hazard.add", {
    product: "marlnote",
    content: {
      ...{ name: "Lost", hazard: "A letter is lost.", effect: "It is not read.", harm: "Late." },
      causes: [{ text: "The queue is full.", kind: "software" }],
    },
  });
  await site.call("hazard.score", {
    ...{ hazard: first.id, seen: first.hash, stage: "initial" },
    ...{ severity: "major", likelihood: "low" },
  });
  const page = await site.get(path);
  expect(tickedIn(page)).toEqual([]);
  expect(page.text).toContain("1 hazard has a score (H-1).");
  const bare = await send(path, "declare", {}, page);
  expect(bare.status).toBe(400);
  expect(bare.html).toContain('href="#choice"');
  expect(bare.html).toContain('href="#reason"');

  const [, choice = ""] = /value="(trust-3x3 1 [0-9a-f]{64})"/u.exec(page.html) ?? [];
  const reason = "All products of the trust are scored by it.";
  const stale = await send(
    path,
    "declare",
    { choice: `trust-3x3 1 ${"0".repeat(64)}`, reason },
    page,
  );
  expect([stale.status, tickedIn(stale)]).toEqual([412, []]);
  const declared = await send(path, "declare", { choice, reason });
  expect(declared).toMatchObject({ status: 303, location: `${path}?notice=declared` });
  const after = await site.get(declared.location);
  expect(after.text).toContain("trust-3x3 1, declared by Dr Amara Okafor");
  expect(after.text).toContain(reason);
  expect((await site.get("/products/marlnote/hazards/H-1")).text).toContain(
    "the product declares the risk scheme trust-3x3 1",
  );
});
