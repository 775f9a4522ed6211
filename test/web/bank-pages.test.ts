import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openSite, type Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const linksIn = (html: string, start: string): string[] =>
  [...html.matchAll(/href="([^"]*)"/gu)]
    .map(([, href]) => (href ?? "").replaceAll("&amp;", "&"))
    .filter((href) => href.startsWith(start));

describe("the bank's pages", () => {
  test("the whole: every capability by every failure mode, and what is open says so", async () => {
    const page = await site.get("/bank");
    const { rows, counts } = await site.call("bank.grid", {});
    expect(page.title).toBe("Bank of prior hazards – hazid");
    expect([...page.html.matchAll(/role="rowheader"/gu)]).toHaveLength(rows.length);
    expect([...page.html.matchAll(/<td/gu)]).toHaveLength(counts.places);
    expect([...page.html.matchAll(/hz-grid__cell--open/gu)]).toHaveLength(counts.open);
    expect(page.text).toContain(`${counts.open} are open`);
    expect(page.text).toMatch(/None is clinically reviewed/u);
    expect(page.text).not.toContain("%");
  });

  test("a place lists its prior hazards, and each opens whole", async () => {
    const place = await site.get("/bank?capability=prescribing&word=wrong");
    expect(place.title).toBe("Prior hazards: prescribing – hazid");
    const { rows } = await site.call("bank.grid", {});
    const ids =
      rows
        .find(({ capability }) => capability.id === "prescribing")
        ?.places.find(({ guideWord }) => guideWord === "wrong")?.entries ?? [];
    expect(ids.length).toBeGreaterThan(3);
    expect(linksIn(place.html, "/bank/")).toEqual(ids.map((id) => `/bank/${id}`));
    const [id = ""] = ids;
    const { entry } = await site.call("bank.show", { id });
    const page = await site.get(`/bank/${id}`);
    expect(page.title).toBe(`${entry.name} – hazid`);
    for (const text of [
      entry.situation,
      ...entry.harms,
      ...entry.causes.map((cause) => cause.text),
      ...entry.controls.map(({ worksIf }) => worksIf),
    ]) {
      expect(page.text).toContain(text);
    }
    expect((await site.get(`/bank/${id}?version=999`)).status).toBe(404);
    expect((await site.get(`/bank/${id}?version=last`)).status).toBe(404);
  });

  test("those of any product stand apart", async () => {
    const { anyProduct } = await site.call("bank.grid", {});
    const page = await site.get("/bank?capability=any");
    expect(linksIn(page.html, "/bank/")).toHaveLength(anyProduct.length);
  });

  test("a search gives the nearest, and says how near in words", async () => {
    const page = await site.get("/bank?search=the+wrong+strength+is+picked+from+a+list");
    expect(page.text).toMatch(/\((?:close|related|loose)\)/u);
    expect(linksIn(page.html, "/bank/").length).toBeGreaterThan(5);
    expect(page.html).toContain('value="the wrong strength is picked from a list"');
  });

  test("what there is not is not found, and hostile words are text", async () => {
    expect((await site.get("/bank?capability=nothing")).status).toBe(404);
    expect((await site.get("/bank?capability=prescribing&word=nothing")).status).toBe(404);
    expect((await site.get("/bank/nothing")).status).toBe(404);
    const hostile = await site.get(
      `/bank?search=${encodeURIComponent('"><script>alert(1)</script>')}`,
    );
    expect(hostile.html).not.toContain("<script>alert");
    expect(site.faults).toEqual([]);
  });
});
