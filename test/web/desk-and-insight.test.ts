import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fillDesk, type FilledDesk } from "../support/fill-desk.ts";
import { openSite, readExample, type Site } from "./site.ts";
import { opened } from "../support/opened.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

const linksIn = (html: string): string[] =>
  [...html.matchAll(/<main.*<\/main>/gsu)].flatMap(([main]) =>
    [...main.matchAll(/href="([^"]*)"/gu)].map(([, href]) => href ?? ""),
  );

/** One story in order: a fresh record, then a filled one. */
describe("a fresh record", () => {
  test("leads from home to a first product and to naming oneself", async () => {
    const page = await site.get("/");
    expect([page.status, page.title]).toEqual([200, "What needs you – hazid"]);
    expect(page.text).toContain("There is no product yet");
    expect(linksIn(page.html)).toEqual(["/products/new", "/account"]);
    expect(page.html).toMatch(/href="\/products\/new"[^>]*data-key="n"/u);
  });

  test("has no picture, and says what will be counted", async () => {
    const page = await site.get("/insight");
    expect(page.status).toBe(200);
    expect(page.text).toContain("Nothing is decided yet");
    expect(page.html).not.toContain("<img");
    for (const picture of ["drafters", "own-views"]) {
      expect((await site.get(`/insight/${picture}.svg`)).status).toBe(404);
    }
  });
});

describe("a filled record", () => {
  let filled: FilledDesk;
  beforeAll(async () => {
    filled = await fillDesk(site.call);
  }, 60_000);

  test("home begins with the most pressing, and every line leads to where it is done", async () => {
    const page = await site.get("/");
    const waiting = (await site.call("queue.list", { product: filled.usual, state: "pending" }))
      .length;
    expect(page.text).toContain("Begin here: 1 action overdue");
    const at = `/products/${filled.usual}`;
    const links = linksIn(page.html);
    expect(page.text).toContain(`${waiting} suggestions to decide`);
    for (const address of [at, `${at}/queue`, `${at}/queue?state=deferred`, `${at}/hazards/H-1`]) {
      expect(links).toContain(address);
    }
    expect(page.html).toContain("action to be done");
    expect(page.html).not.toContain("<script>alert");
    expect(page.html).toMatch(/aria-current="true">What needs you/u);
  });

  test("an overdue action comes before what waits, and leads to its hazard", async () => {
    const page = await site.get("/");
    // Before it, the page may ask for a second look at what was decided in a hurry.
    const [, begin] = /Begin here: <a href="([^"]*)"/u.exec(page.html) ?? [];
    expect(begin).toMatch(/\/hazards\/H-2$/u);
    const { hazard } = await site.call("hazard.show", {
      ...{ hazard: "H-2", product: begin?.split("/")[2] },
    });
    expect(hazard.actions).toContainEqual(expect.objectContaining({ due: "2020-01-31" }));
    expect(page.text.indexOf("action overdue")).toBeLessThan(page.text.indexOf("to decide"));
  });

  test("the list of products is at its own address, where the crumbs lead", async () => {
    const list = await site.get("/products");
    expect([list.status, list.title]).toEqual([200, "Products – hazid"]);
    for (const path of [
      "",
      "/queue",
      "/log",
      "/insight",
      "/suggestions/S-1",
      "/hazards/H-1/edit",
    ]) {
      const { html } = await site.get(`/products/${filled.usual}${path}`);
      expect([path, /<a href="([^"]*)"><bdi>Products/u.exec(html)?.[1]]).toEqual([
        path,
        "/products",
      ]);
    }
  });

  test("insight says counts with what they are of, no percentage of few, and what they may mean", async () => {
    const page = await site.get(`/products/${filled.usual}/insight`);
    expect(page.title).toBe("Insight into Marlnote – hazid");
    expect(page.text).toContain("4 decisions stand. 1 of 4 took a suggestion into the log");
    expect(page.text).toContain("1 decision was undone, and is not among them");
    expect(page.text).toContain("1 of 1 was accepted in other words");
    expect(page.text).toContain("may mean good drafts, or a tired reader");
    expect(page.text).not.toContain("%");
    expect(page.text).not.toContain("Okafor's");
    const alts = [...page.html.matchAll(/<img[^>]*alt="([^"]*)"/gu)].map(([, alt]) => alt);
    expect(alts[0]).toBe("Bars. Rules: 1 of 4 taken into the log, 1 rejected.");
    const both = await site.get("/insight");
    expect(both.text).toContain("8 decisions stand. 2 of 8");
  });

  test("from twenty on a share is said as a percentage too", async () => {
    const product = filled.hostile;
    await site.call("view.sample", { product, every: 0 });
    const lines = await site.call("queue.list", { product, state: "pending" });
    for (const { ref } of lines.filter((l) => l.ref !== "S-4").slice(0, 16)) {
      const { suggestion } = opened(await site.call("queue.show", { suggestion: ref, product }));
      await site.call("queue.reject", {
        ...{ suggestion: suggestion.id, seen: suggestion.hash, reason: "too-vague" },
      });
    }
    const page = await site.get(`/products/${product}/insight`);
    expect(page.text).toContain("20 decisions stand. 1 of 20 (5 %)");
    expect(page.html).not.toContain("<script>alert");
  });

  test("every picture of the page is served in both sizes, by itself", async () => {
    const { html } = await site.get(`/products/${filled.usual}/insight`);
    const pictures = [...html.matchAll(/(?:src|srcset)="([^"]*\.svg[^"]*)"/gu)].map(
      ([, a]) => a ?? "",
    );
    expect(pictures).toHaveLength(10);
    for (const address of pictures) {
      const answer = await site.app.request(address);
      expect([address, answer.status, answer.headers.get("content-type")]).toEqual([
        address,
        200,
        "image/svg+xml",
      ]);
      const width = /<svg width="(\d+)"/u.exec(await answer.text())?.[1];
      expect(width).toBe(address.endsWith("narrow") ? "300" : "760");
    }
    for (const none of ["nothing.svg", "own-views", "drafters"]) {
      expect((await site.get(`/products/${filled.usual}/insight/${none}`)).status).toBe(404);
    }
    const undecided = await site.call("product.add", {
      text: await readExample(),
      name: "Undecided",
    });
    for (const picture of ["drafters", "own-views"]) {
      const address = `/products/${undecided.slug}/insight/${picture}.svg`;
      expect([address, (await site.get(address)).status]).toEqual([address, 404]);
    }
    expect((await site.get("/products/nowhere/insight")).status).toBe(404);
    expect(site.faults).toEqual([]);
  });
});
