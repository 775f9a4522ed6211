import { describe, expect, test } from "vitest";
import type { QueueLine } from "../../../src/app/queue/line.ts";
import type { QueueSlice } from "../../../src/app/queue/page.ts";
import { presentQueue } from "../../../src/web/presenters/queue.ts";
import { requireQueueAsked, toQuery } from "../../../src/web/presenters/queue-filter.ts";
import { listAt, nextAt, parseWithin } from "../../../src/web/presenters/within.ts";
import { makeProduct } from "../make-shown.ts";

const line = (rank: number, state: QueueLine["state"] = "pending"): QueueLine => ({
  id: `id-${rank}`,
  ref: `S-${rank}`,
  product: "product-1",
  rank,
  ...{ beyondLimit: false, takenOutOf: null, joined: 0 },
  run: "R-1",
  state,
  title: "Title",
  hazard: "A hazard.",
  cell: "third-party",
  lens: "third-party",
  condition: "fault",
  untailored: false,
  causes: 1,
  nearness: "close",
  imported: null,
  assumptions: 2,
  drafter: { id: "offline", version: "1" },
  model: null,
  decided:
    state === "pending"
      ? null
      : { verb: "reject", at: "2026-03-02T09:00:00.000Z", by: "Dr Amara Okafor" },
  productName: "Marlnote",
  productSlug: "marlnote",
});
const counts = { pending: 2, accepted: 0, rejected: 1, merged: 0, deferred: 0 };
const sliceOf = (lines: readonly QueueLine[], overrides: Partial<QueueSlice> = {}): QueueSlice => ({
  ...{
    product: makeProduct(),
    lines,
    next: null,
    previous: null,
    counts,
    asCauses: 0,
    partly: false,
  },
  ...overrides,
});
const lines = [line(1), line(2, "rejected"), line(3)];
const asked = (query = "") => requireQueueAsked(new URLSearchParams(query));
const present = (query = "", slice = sliceOf(lines)) => presentQueue(slice, asked(query));
const unescape = (href: string | undefined) => decodeURIComponent(href ?? "");

describe("the queue", () => {
  test("says who drafted a line where a language model drafted its run", () => {
    const drafted = (by: Partial<QueueLine>) =>
      present("", sliceOf([{ ...line(1), ...by }])).lines[0]?.drafted;
    expect(drafted({})).toBe("");
    expect(drafted({ model: "gpt-x" })).toBe("by rules");
    expect(drafted({ model: "gpt-x", drafter: { id: "gpt-x", version: "1" } })).toBe(
      "by a language model",
    );
  });

  test("counts each state and leaves out those that nothing is in", () => {
    const { states } = present();
    expect(states.map(({ label, count }) => `${label} ${count}`)).toEqual([
      "Waiting 2",
      "Accepted 0",
      "Rejected 1",
      "All 3",
    ]);
    expect(states.filter(({ current }) => current).map(({ href }) => href)).toEqual([
      "/products/marlnote/queue",
    ]);
  });

  test("counts nothing over all products, where every state is offered", () => {
    const { states, lines: shown } = present("", sliceOf(lines, { product: null, counts: null }));
    expect(states.map(({ label, count, href }) => [label, count, href])).toEqual([
      ["Waiting", null, "/queue"],
      ["Deferred", null, "/queue?state=deferred"],
      ["Accepted", null, "/queue?state=accepted"],
      ["Merged", null, "/queue?state=merged"],
      ["Rejected", null, "/queue?state=rejected"],
      ["All", null, "/queue?state=all"],
    ]);
    expect(shown.map(({ of }) => of)).toEqual(["Marlnote", "Marlnote", "Marlnote"]);
  });

  test("what can still be decided comes first among the states", () => {
    const slice = sliceOf(lines, { counts: { ...counts, deferred: 1, merged: 1 } });
    expect(present("state=deferred", slice).states.map(({ label }) => label)).toEqual([
      "Waiting",
      "Deferred",
      "Accepted",
      "Merged",
      "Rejected",
      "All",
    ]);
  });

  test("says who decided, and when, of what is decided", () => {
    expect(present("state=all").lines.map(({ decidedBy }) => decidedBy)).toEqual([
      "",
      "by Dr Amara Okafor, 2 March 2026 at 09:00 UTC",
      "",
    ]);
  });

  test("says lens, condition and causes in words", () => {
    const [first] = present().lines;
    expect([first?.lens, first?.condition, first?.causes]).toEqual([
      "third party",
      "fault condition",
      "1 cause",
    ]);
  });
});

describe("a narrowed queue", () => {
  const query = "state=all&lens=third-party&untailored=yes&place=F2&sort=newest";

  test("says each filter in words, with the list without it", () => {
    expect(present(query).filters.map(({ text, without }) => [text, without])).toEqual([
      [
        "lens: third party",
        "/products/marlnote/queue?state=all&untailored=yes&place=F2&sort=newest",
      ],
      [
        "nearly the bank’s words",
        "/products/marlnote/queue?state=all&lens=third-party&place=F2&sort=newest",
      ],
      [
        "place F2",
        "/products/marlnote/queue?state=all&lens=third-party&untailored=yes&sort=newest",
      ],
    ]);
  });

  test("its form is open and holds what is asked for; that of a whole queue is folded", () => {
    const { form } = present(query);
    const chosen = form.selects.map(
      ({ id, items }) => `${id}=${items.find(({ selected }) => selected)?.value ?? "?"}`,
    );
    expect(chosen).toEqual([
      "lens=third-party",
      "condition=",
      "drafter=",
      "untailored=yes",
      "sort=newest",
    ]);
    expect([form.open, form.place, form.states]).toEqual([true, { value: "F2" }, ["all"]]);
    expect(present().form).toMatchObject({ open: false, states: [] });
  });

  test("goes along to each suggestion, to the other states and from page to page", () => {
    const id = "0199a000-0000-7000-8000-000000000001";
    const slice = sliceOf(lines, { next: `after.${id}`, previous: `before.${id}` });
    const page = present(query, slice);
    expect(unescape(page.lines[0]?.address)).toBe(
      `/products/marlnote/suggestions/S-1?within=${query}`,
    );
    expect(page.next).toBe(`/products/marlnote/queue?${query}&from=after.${id}`);
    expect(page.previous).toBe(`/products/marlnote/queue?${query}&from=before.${id}`);
    for (const { href } of page.states) expect(href).toContain("lens=third-party&untailored=yes");
    expect(present().lines[0]?.address).toBe("/products/marlnote/suggestions/S-1");
  });

  test.each([
    ["", {}, "all-decided"],
    ["", { counts: { ...counts, pending: 0, rejected: 0 } }, "nothing-identified"],
    ["state=merged", {}, "no-such-state"],
    ["lens=function", {}, "filtered"],
    ["lens=function", { partly: true }, "look-on"],
    ["from=after.0199a000-0000-7000-8000-000000000001", {}, "past-end"],
  ])("an empty list says why: %j %j", (asking, overrides, empty) => {
    expect(present(asking, sliceOf([], overrides)).empty).toBe(empty);
  });

  test("says what is put off where nothing waits beside it, and nowhere else", () => {
    const off = { counts: { ...counts, pending: 0, deferred: 2 } };
    expect(present("", sliceOf([], off)).putOff).toEqual({
      text: "2 suggestions",
      href: "/products/marlnote/queue?state=deferred",
    });
    expect(present().putOff).toBeNull();
    expect(present("", sliceOf([line(1)], off)).putOff).toBeNull();
    expect(present("lens=function", sliceOf([], off)).putOff).toBeNull();
    const any = sliceOf([], { product: null, counts: null });
    expect(present("", any).putOff).toBeNull();
    expect(presentQueue(any, asked(), { count: 100, more: true }).putOff).toEqual({
      text: "100 suggestions or more",
      href: "/queue?state=deferred",
    });
  });
});

describe("the address of a queue", () => {
  test.each(["", "state=all", "state=pending&state=deferred&condition=fault", "drafter=stand-in"])(
    "%j is read and written alike",
    (query) => {
      expect(toQuery(asked(query)).toString()).toBe(query);
    },
  );

  test("what a form leaves open is left out", () => {
    expect(toQuery(asked("state=&lens=&place=+&sort=rank&notice=x")).toString()).toBe("");
  });

  test.each([
    "state=best",
    "state=pending&state=best",
    "lens=risk",
    "untailored=true",
    "place=F2'--",
    `place=${"F".repeat(101)}`,
    "from=S-1",
    "sort=severity",
  ])("%j is refused", (query) => {
    expect(() => asked(query)).toThrow(/part of the queue that there is not/u);
  });
});

describe("the list that a suggestion was opened from", () => {
  test("is what an address names, and nothing where it names none of ours", () => {
    expect(parseWithin("lens=function&of=any")).toMatchObject({
      any: true,
      from: null,
      filter: { lens: "function", states: ["pending"] },
    });
    for (const none of [undefined, "", "lens=risk", "x".repeat(501)]) {
      expect(parseWithin(none)).toBeNull();
    }
  });

  test("goes along with “next”, also to another product, and leads back", () => {
    const within = parseWithin("lens=function&of=any");
    expect(unescape(nextAt("marlnote", "tarnbeck/S-3", within))).toBe(
      "/products/tarnbeck/suggestions/S-3?within=lens=function&of=any",
    );
    expect(nextAt("marlnote", "S-3", null)).toBe("/products/marlnote/suggestions/S-3");
    expect(listAt("marlnote", within)).toBe("/queue?lens=function");
    expect(listAt("marlnote", null)).toBe("/products/marlnote/queue");
  });
});
