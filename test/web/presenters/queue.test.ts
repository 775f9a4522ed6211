import { describe, expect, test } from "vitest";
import type { QueueLine } from "../../../src/app/queue/line.ts";
import { presentQueue } from "../../../src/web/presenters/queue.ts";
import { makeProduct } from "../make-shown.ts";

const line = (rank: number, state: QueueLine["state"] = "pending"): QueueLine => ({
  id: `id-${rank}`,
  ref: `S-${rank}`,
  product: "product-1",
  rank,
  state,
  title: "Title",
  hazard: "A hazard.",
  cell: "third-party",
  lens: "third-party",
  condition: "fault",
  untailored: false,
  causes: 1,
  drafter: { id: "offline", version: "1" },
  model: null,
  decided:
    state === "pending"
      ? null
      : { verb: "reject", at: "2026-03-02T09:00:00.000Z", by: "Dr Amara Okafor" },
  productName: "Marlnote",
  productSlug: "marlnote",
});
const lines = [line(1), line(2, "rejected"), line(3)];

describe("the queue", () => {
  test("says who drafted a line where a language model drafted its run", () => {
    const drafted = (by: Partial<QueueLine>) =>
      presentQueue(makeProduct(), [{ ...line(1), ...by }], "pending").lines[0]?.drafted;
    expect(drafted({})).toBe("");
    expect(drafted({ model: "gpt-x" })).toBe("by rules");
    expect(drafted({ model: "gpt-x", drafter: { id: "gpt-x", version: "1" } })).toBe(
      "by a language model",
    );
  });

  test("shows those in the state that is asked for, in the order given", () => {
    const refs = (filter: "pending" | "rejected" | "all") =>
      presentQueue(makeProduct(), lines, filter).lines.map(({ ref }) => ref);
    expect(refs("pending")).toEqual(["S-1", "S-3"]);
    expect(refs("rejected")).toEqual(["S-2"]);
    expect(refs("all")).toEqual(["S-1", "S-2", "S-3"]);
  });

  test("counts each state and leaves out those that nothing is in", () => {
    const { filters } = presentQueue(makeProduct(), lines, "pending");
    expect(filters.map(({ label, count }) => `${label} ${count}`)).toEqual([
      "Waiting 2",
      "Accepted 0",
      "Rejected 1",
      "All 3",
    ]);
    expect(filters.filter(({ current }) => current).map(({ href }) => href)).toEqual([
      "/products/marlnote/queue",
    ]);
  });

  test("says who decided, and when, of what is decided", () => {
    const { lines: shown } = presentQueue(makeProduct(), lines, "all");
    expect(shown.map(({ decidedBy }) => decidedBy)).toEqual([
      "",
      "by Dr Amara Okafor, 2 March 2026 at 09:00 UTC",
      "",
    ]);
  });

  test("what can still be decided comes first among the filters", () => {
    const all = [...lines, line(4, "deferred"), line(5, "merged")];
    const { filters } = presentQueue(makeProduct(), all, "deferred");
    expect(filters.map(({ label }) => label)).toEqual([
      "Waiting",
      "Deferred",
      "Accepted",
      "Merged",
      "Rejected",
      "All",
    ]);
  });

  test("says lens and condition in words", () => {
    const [first] = presentQueue(makeProduct(), lines, "pending").lines;
    expect([first?.lens, first?.condition, first?.causes]).toEqual([
      "third party",
      "fault condition",
      "1 cause",
    ]);
  });
});
