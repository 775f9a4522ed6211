import { readFile, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cso, hidden, openSite, pressed, readExample, tickedIn, type Site } from "./site.ts";
import { opened } from "../support/opened.ts";

let site: Site;
let slug: string;
beforeAll(async () => {
  site = await openSite();
  const added = await site.call("product.add", { text: await readExample() });
  slug = added.slug;
}, 180_000);
afterAll(() => site.close());

const at = (query = ""): string => `/products/${slug}/coverage${query}`;
const placeAt = (key: string): string => at(`?cell=${encodeURIComponent(key)}`);
const reason = "Nothing is sent: the note is written in the visit.";
const firstIn = async (state: string) => {
  const { places } = await site.call("coverage.show", { product: slug });
  const found = places.find(
    ({ standing, lens }) => standing.state === state && lens === "function",
  );
  if (found === undefined) throw new Error(`Expected a place that is ${state}.`);
  return found;
};

describe("before a run", () => {
  test("the page says that no place was looked at, and nothing in per cent", async () => {
    const page = await site.get(at());
    expect(page.status).toBe(200);
    expect(page.text).toMatch(
      /0 of the \d+ places to look into for version 1 of the description hold a hazard; 0 suggestions wait; 0 were considered and hold none; 0 are open; \d+ were not looked at\./u,
    );
    expect(page.text).not.toContain("%");
    expect(page.text).toContain("No run has looked here.");
    expect(site.faults).toEqual([]);
  });

  test("whoever is not named is asked who they are, and what they typed stays", async () => {
    const page = await site.get(placeAt("F1/late"));
    expect(page.text).toContain("Nobody is named yet");
    const sent = { ...pressed(page, "none"), reason };
    const refused = await site.post(at(), sent);
    expect(refused.status).toBe(403);
    expect(refused.html).toContain(reason);
    const named = await site.post(at(), { ...sent, decision: "name", ...cso });
    expect(named.status).toBe(200);
    expect(named.html).toContain(reason);
    expect(named.text).not.toContain("Nobody is named yet");
    expect((await site.call("account.show", {}))?.name).toBe(cso.name);
    // The same page in a tab of before decides nothing in the name of whoever is named by now.
    const late = await site.post(at(), { ...sent, key: "of-another-tab" });
    expect(late.status).toBe(409);
    expect(late.text).toContain("this was shown while nobody was named");
    expect(late.html).toContain(reason);
    const { places } = await site.call("coverage.show", { product: slug, cell: "F1/late" });
    expect(places[0]?.decisions).toEqual([]);
  });
});

test("Enter in a box presses a button that is no act of any page", async () => {
  const { html } = await site.get(placeAt("F1/late"));
  const [, entered = ""] = /<button[^>]*value="([^"]*)" hidden>/u.exec(html) ?? [];
  const views = fileURLToPath(new URL("../../src/web/views/", import.meta.url));
  const files = (await readdir(views, { recursive: true })).filter((name) => name.endsWith(".njk"));
  const texts = await Promise.all(files.map((name) => readFile(`${views}${name}`, "utf8")));
  const acts = texts.flatMap((text) =>
    [...text.matchAll(/\bvalue(?:: |=)"([\w-]+)"/gu)].map(([, value = ""]) => value),
  );
  expect(acts).toContain("reopen");
  expect(acts.filter((act) => act === entered)).toHaveLength(1);
  const sent = { ...pressed(await site.get(placeAt("F1/late")), "none"), reason };
  const refused = await site.post(at(), { ...sent, decision: entered });
  expect([refused.status, refused.html.includes(reason)]).toEqual([400, true]);
});

describe("after a run", () => {
  beforeAll(async () => {
    await site.call("account.set", cso);
    await site.call("run.identify", { product: slug });
    const { suggestion } = opened(
      await site.call("queue.show", { suggestion: "S-1", product: slug }),
    );
    await site.call("queue.accept", {
      suggestion: suggestion.id,
      seen: suggestion.hash,
      causes: [1],
    });
  }, 180_000);

  test("each place has its state in words, and leads to itself, its suggestions and its hazards", async () => {
    const { html, text } = await site.get(at());
    const { key } = await firstIn("suggested");
    expect(html).toContain(`href="${placeAt(key)}"`);
    expect(html).toContain(
      `href="/products/${slug}/queue?place=${encodeURIComponent(key)}&amp;state=all"`,
    );
    expect(html).toContain(`href="/products/${slug}/hazards/H-1"`);
    expect(text).toContain("1 of the");
    expect(text).toContain("holds a hazard");
    expect(text).toMatch(/R-1 looked here, and nothing came into the queue\./u);
    expect(html).not.toMatch(/#00[67][0-9a-f]{3}|hz-exists/u);
  });

  test("the address filters by state, and an unknown state shows all", async () => {
    const { places } = await site.call("coverage.show", { product: slug });
    const all = (await site.get(at())).html.match(/hz-place--/gu)?.length;
    expect(all).toBe(places.length);
    for (const state of ["suggested", "hazard", "open"]) {
      const { html } = await site.get(at(`?state=${state}`));
      const shown = [...html.matchAll(/hz-place--([\w-]+)/gu)].map(([, found]) => found);
      expect(shown).toEqual(
        places.filter(({ standing }) => standing.state === state).map(() => state),
      );
    }
    expect((await site.get(at("?state=not-run"))).text).toContain(
      "No place is in the state “not run”.",
    );
    expect((await site.get(at("?state=green"))).html.match(/hz-place--/gu)?.length).toBe(all);
  });

  test("a place says what was asked and looked for, with nothing filled in", async () => {
    const { key, functions } = await firstIn("open");
    const page = await site.get(placeAt(key));
    expect(page.text).toContain("What can go wrong with");
    expect(page.text).toContain(functions[0]?.label.slice(0, 20) ?? "");
    expect(page.text).toContain("nothing leaves this machine");
    expect(tickedIn(page)).toEqual([]);
    expect(page.html).toMatch(/<textarea[^>]*name="reason"[^>]*><\/textarea>/u);
  });

  test("considering a place, and opening it again, by forms alone", async () => {
    const { key } = await firstIn("open");
    const sent = { ...pressed(await site.get(placeAt(key)), "none"), reason };
    const answer = await site.post(at(), sent);
    expect([answer.status, answer.location]).toEqual([303, `${placeAt(key)}&notice=none`]);
    const page = await site.get(answer.location);
    expect(page.text).toContain("It is recorded that this place was considered");
    expect(page.text).toContain(`Considered: none by ${cso.name}`);
    expect(page.text).toContain(reason);
    expect(page.html).not.toMatch(/value="none"[^>]*>\s*Record/u);
    // Sent twice, it is recorded once.
    expect((await site.post(at(), sent)).location).toBe(answer.location);
    const again = { ...pressed(page, "reopen"), reason: "It is sent by post too." };
    expect((await site.post(at(), again)).location).toBe(`${placeAt(key)}&notice=reopen`);
    const { places } = await site.call("coverage.show", { product: slug, cell: key });
    expect(places[0]?.decisions.map(({ verb }) => verb)).toEqual(["reopen", "none"]);
  });

  test.each([
    ["no reason", { reason: " " }, 400, "Say why, in a few words"],
    ["a patient's number", { reason: "As for 943 476 5919 last week" }, 422, "NHS number"],
    ["nothing seen", { seen: "" }, 428, "this one did not"],
    ["another place's hash", { seen: "0".repeat(64) }, 412, "not what you were shown any more"],
    ["no button", { decision: "" }, 400, "Choose one of the buttons"],
  ])(
    "a decision with %s is shown again with what was typed",
    async (_what, more, status, words) => {
      const { key } = await firstIn("open");
      const page = await site.get(placeAt(key));
      const typed = { reason: "A reason that was typed", ...more }.reason;
      const refused = await site.post(at(), {
        ...pressed(page, "none"),
        reason: "A reason that was typed",
        ...more,
      });
      expect(refused.status).toBe(status);
      expect(refused.text).toContain(words);
      expect(refused.html).toContain(typed);
      expect(hidden(refused, "seen")).toMatch(/^[0-9a-f]{64}$/u);
      expect((await firstIn("open")).key).toBe(key);
    },
  );

  test("a place where something waits says so instead of asking for a reason", async () => {
    const { key } = await firstIn("suggested");
    const page = await site.get(placeAt(key));
    expect(page.text).toContain("Decide first what waits here.");
    expect(page.html).not.toContain('name="reason"');
  });

  test("looking again there says what came of it, and offers it in that place", async () => {
    const { key } = await firstIn("open");
    const page = await site.get(placeAt(key));
    const answer = await site.post(at(), pressed(page, "again"));
    const notice = /&notice=(found|nothing)$/u.exec(answer.location)?.[1];
    expect(notice).toBeDefined();
    const [run] = await site.call("run.list", { product: slug });
    expect(run?.cells).toEqual([key]);
    const after = await site.get(answer.location);
    expect(after.text).toContain(
      notice === "found" ? "new suggestions wait here" : "nothing that is not in the queue",
    );
    const { text } = await site.get(`/products/${slug}/runs/${run?.ref ?? ""}`);
    expect(text).toContain(`Description version 1, in ${key} alone · at most 200`);
    expect(text).toContain(`It is finished, having looked in ${key} alone`);
    expect((await site.get(`/products/${slug}`)).text).toContain(`finished · in ${key} alone ·`);
    const { places } = await site.call("coverage.show", { product: slug, cell: key });
    expect(places[0]?.standing.state).toBe(notice === "found" ? "suggested" : "open");
  });

  test("what asks for the own view first is found as well", async () => {
    const { places } = await site.call("coverage.show", { product: slug });
    for (const { key } of places) {
      const { counts } = await site.call("queue.page", { product: slug });
      const next = Object.values(counts ?? {}).reduce((sum, n) => sum + n, 0) + 1;
      const every = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47].find(
        (n) => next % n === 0,
      );
      await site.call("view.sample", { product: slug, every: every ?? next });
      const { location } = await site.post(at(), pressed(await site.get(placeAt(key)), "again"));
      const [run] = await site.call("run.list", { product: slug });
      const shown = await site.call("run.resume", { run: run?.id ?? "" });
      const isSeen = shown.candidates.some(({ existing }) => existing === null);
      if (isSeen || shown.withheld.every(({ ref }) => ref !== `S-${next}`)) continue;
      expect(location).toBe(`${placeAt(key)}&notice=found`);
      await site.call("view.sample", { product: slug, every: 0 });
      return;
    }
    throw new Error("Expected a place where all that is found asks for the own view first.");
  });

  test("nothing that is near enough is kept out of a place by what is queued", async () => {
    const look = async () =>
      (await site.post(at(), pressed(await site.get(placeAt("human-factors")), "again"))).location;
    expect(await look()).toBe(`${placeAt("human-factors")}&notice=found`);
    const [run] = await site.call("run.list", { product: slug });
    const { result } = await site.call("run.follow", { run: run?.id ?? "" });
    expect(result?.existing).toBeGreaterThan(0);
    expect(result?.beyondLimit).toBe(0);
    expect(await look()).toBe(`${placeAt("human-factors")}&notice=nothing`);
  });

  test("counts what waits and what is put off as the queue does, also where nothing is planned any more", async () => {
    const [first] = await site.call("queue.list", { product: slug, state: "pending" });
    const about = { suggestion: first?.id ?? "" };
    const { suggestion } = opened(await site.call("queue.show", about));
    await site.call("queue.defer", { ...about, seen: suggestion.hash });
    const { description, profile } = await site.call("product.show", { product: slug });
    const gone = profile.functions.find(({ key }) => key === "F1");
    const text = description.replace(gone?.span.quote ?? "", "");
    await site.call("product.add", { text });
    const { former } = await site.call("coverage.show", { product: slug });
    const left = former
      .flatMap(({ suggestions }) => suggestions)
      .filter(({ state }) => state === "pending" || state === "deferred").length;
    expect(left).toBeGreaterThan(0);
    const { counts } = await site.call("queue.page", { product: slug });
    expect((await site.get(at())).text).toContain(
      `; ${counts?.pending ?? 0} suggestions wait and 1 is put off, ${left} of them where nothing is planned any more;`,
    );
  });

  test("an address of no place is not found", async () => {
    expect((await site.get(placeAt("F99/late"))).status).toBe(404);
    expect((await site.get("/products/nowhere/coverage")).status).toBe(404);
    expect(site.faults).toEqual([]);
  });
});
