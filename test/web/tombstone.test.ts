import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSite, readExample, type Site } from "./site.ts";

const name = "Ottoline Brack";
const address = "/products/marlnote/unlawful-text";
const valueOf = (html: string, field: string): string =>
  new RegExp(`name="${field}" value="([^"]*)"`, "u").exec(html)?.[1] ?? "";

describe("taking out unlawful text", () => {
  let site: Site;
  beforeAll(async () => {
    site = await openSite();
    await site.call("product.add", { text: `${await readExample()}\n\nTried with ${name}.\n` });
    await site.call("account.set", {
      name: "Asha Kinloch",
      role: "cso",
      body: "GMC",
      number: "1234567",
    });
  });
  afterAll(() => site.close());

  test("the product's page leads to it", async () => {
    expect((await site.get("/products/marlnote")).html).toContain(`href="${address}"`);
    expect((await site.get(address)).text).toContain("It cannot be brought back");
  });

  test("a text that stands nowhere is said at its field", async () => {
    const answer = await site.post(address, { text: "Nobody <b>at</b> all", decision: "find" });
    expect(answer.status).toBe(404);
    expect(answer.text).toContain("stands nowhere");
    expect(answer.html).toContain("Nobody &lt;b&gt;at&lt;/b&gt; all");
  });

  test("it is shown where it stands, then taken out with a reason, once", async () => {
    const found = await site.post(address, { text: name, decision: "find" });
    expect(found.text).toContain("It stands in 1 place");
    const seen = valueOf(found.html, "seen");
    const sent = { text: name, decision: "take", seen, key: valueOf(found.html, "key") };
    const without = await site.post(address, { ...sent, reason: "" });
    expect([without.status, without.html.includes(name)]).toEqual([400, true]);
    const reason = "A patient's name slipped in.";
    const unseen = await site.post(address, { ...sent, seen: "", reason, key: "another" });
    expect(unseen.status).toBe(428);
    const taken = await site.post(address, { ...sent, reason });
    expect([taken.status, taken.location]).toEqual([303, "/products/marlnote?notice=blotted"]);
    const page = await site.get(taken.location);
    expect(page.text).toContain("The text is taken out");
    expect(page.text).not.toContain("Ottoline");
    expect((await site.get("/audit")).text).toContain("The record holds");
    expect(site.faults).toEqual([]);
  });
});
