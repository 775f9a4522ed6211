import { beforeEach, describe, expect, test } from "vitest";
import { openJudging, type Judging } from "../../../src/app/evaluation/judging.ts";
import { createJudgeSite } from "../../../src/serve-judge.ts";
import { createJudgePages } from "../../../src/web/judge/pages.ts";
import { makeJudgedRun } from "../../support/make-judged-run.ts";
import { createVerdictMemory } from "../../support/verdict-memory.ts";
import { visit, type Visitor } from "../site.ts";

let files = createVerdictMemory();
let judging: Judging;
let site: Visitor;
const faults: unknown[] = [];
const onFault = (error: unknown): string => {
  faults.push(error);
  return "fault";
};
const shown = ["1", "2", "3", "4"];

async function open(run = makeJudgedRun()): Promise<void> {
  files = createVerdictMemory();
  const judge = { judge: "amara", kind: "person", by: null } as const;
  judging = await openJudging({ files, folder: "v", run, judge });
  site = visit(createJudgePages({ judging, onFault }));
}
beforeEach(() => open());

const kept = (): unknown[] => files.lines("v/pump/amara.jsonl").slice(1);

describe("the page of a known hazard", () => {
  test("is where the first open one leads, and nothing on it is chosen", async () => {
    expect((await site.get("/")).location).toBe("/gold/1");
    const { status, html, text, title } = await site.get("/gold/1");
    expect(status).toBe(200);
    expect(title).toContain("Known hazard 1 of 2");
    expect(text).toContain("Known hazard 1 of 2, 4 left");
    expect(text).toContain("8 left in all");
    expect(text).toContain("Judging as amara");
    expect(text).toContain("Two units share a column.");
    expect(text).toContain("Cause of: A unit is mixed up.");
    expect(html).not.toMatch(/\schecked/u);
    expect(html).not.toContain("<script");
    expect(html).not.toContain("SECRET");
  });

  test("saves what is marked and leaves the rest open", async () => {
    const { location } = await site.post("/gold/1", {
      decision: "save",
      shown,
      "verdict-2": "STRICT",
      "causes-2": ["1", "2"],
      "why-2": "The same unit.",
    });
    expect(location).toBe("/gold/1?notice=kept");
    expect(kept()).toMatchObject([{ verdict: "STRICT", causes: [1, 2], why: "The same unit." }]);
    const { text } = await site.get(location);
    expect(text).toContain("Saved.");
    expect(text).toContain("Known hazard 1 of 2, 3 left");
    expect(text).toContain("Judged already: 1");
  });

  test("fills with NO only what is open, was shown, and is not marked", async () => {
    await site.post("/gold/1", { decision: "save", "verdict-1": "LENIENT", "why-1": "Effect." });
    const { location } = await site.post("/gold/1", {
      decision: "rest",
      shown: ["2", "3"],
      "verdict-2": "LENIENT",
      "why-2": "The same effect.",
      rest: "Other situations.",
    });
    expect(location).toBe("/gold/1?notice=kept");
    expect(judging.golds[0] && judging.open(judging.golds[0]).map(({ number }) => number)).toEqual([
      4,
    ]);
    expect(kept().slice(1)).toMatchObject([
      { verdict: "LENIENT" },
      { verdict: "NO", why: "Other situations.", candidates: [expect.any(String)] },
    ]);
  });

  test("leads on when nothing is open, and says so when all is judged", async () => {
    const rest = { decision: "rest", shown, rest: "Other situations." };
    expect((await site.post("/gold/1", rest)).location).toBe("/gold/2?notice=kept");
    expect((await site.post("/gold/2", rest)).location).toBe("/");
    expect((await site.get("/")).text).toContain("8 pairs are judged, and nothing is open");
    expect((await site.get("/gold/1")).text).toContain("Nothing is open here.");
  });

  test("drops the ticks of a NO, which are hidden with it", async () => {
    const no = { "verdict-3": "NO", "causes-3": "1", "why-3": "Another situation." };
    await site.post("/gold/1", { decision: "save", ...no });
    expect(kept()).toMatchObject([{ verdict: "NO", causes: [] }]);
  });

  test.each<[string, Record<string, string>, string]>([
    ["nothing marked", {}, "nothing was marked"],
    ["no reason", { "verdict-2": "NO" }, "Candidate 2: Every verdict has a reason"],
    ["a STRICT without a cause", { "verdict-2": "STRICT", "why-2": "x" }, "STRICT needs at least"],
    [
      "a reason without a verdict",
      { "why-2": "x" },
      "Choose STRICT, LENIENT or NO for candidate 2",
    ],
    ["a rest without a reason", { decision: "rest", rest: " " }, "Say why the rest is NO"],
    [
      "Enter in a box",
      { decision: "enter", "verdict-2": "NO", "why-2": "x" },
      "nothing is saved yet",
    ],
  ])("refuses %s, keeps what was typed, and saves nothing", async (_what, fields, sentence) => {
    const typed = { decision: "save", "verdict-1": "LENIENT", "why-1": "Typed before.", ...fields };
    const only = fields["decision"] !== undefined || Object.keys(fields).length > 0;
    const { status, html, text, title } = await site.post(
      "/gold/1",
      only ? typed : { decision: "save" },
    );
    expect(status).toBe(400);
    expect(title).toMatch(/^Error: /u);
    expect(text).toContain(sentence);
    if (only) {
      expect(html).toMatch(/value="LENIENT" checked/u);
      expect(html).toContain(">Typed before.</textarea>");
    }
    expect(kept()).toEqual([]);
  });

  test("takes a form that is sent twice once, and another answer from an old page not at all", async () => {
    const form = { decision: "save", "verdict-2": "LENIENT", "why-2": "x" };
    const more = { "verdict-1": "NO", "why-1": "y" };
    await site.post("/gold/1", form);
    expect((await site.post("/gold/1", { ...form, ...more })).status).toBe(303);
    expect(kept()).toHaveLength(2);
    const { status, text } = await site.post("/gold/1", { ...form, "verdict-2": "NO" });
    expect(status).toBe(400);
    expect(text).toContain("Candidate 2 was judged LENIENT meanwhile");
    expect(kept()).toHaveLength(2);
  });

  test("asks again when the person wants it, and what is said last stands", async () => {
    await site.post("/gold/1", { decision: "save", "verdict-2": "NO", "why-2": "Too quick." });
    const { location } = await site.post("/gold/1/again", { candidate: "2" });
    expect(location).toBe("/gold/1#candidate-2");
    expect((await site.get("/gold/1")).text).toContain("Known hazard 1 of 2, 4 left");
    await site.post("/gold/1", { decision: "save", "verdict-2": "LENIENT", "why-2": "Effect." });
    expect((await site.get("/gold/1")).text).toContain("2: LENIENT");
  });

  test("shows hostile text as text", async () => {
    const golds = [{ id: "g", hazard: "<script>x</script>" }];
    await open(makeJudgedRun({ pump: { golds, arms: { a: ["</textarea><b>y</b>"] } } }));
    const { html } = await site.get("/gold/1");
    expect(html).toContain("&lt;script&gt;");
    expect(html).not.toContain("<b>");
  });

  test.each(["/gold/0", "/gold/3", "/gold/x", "/products"])("is not found at %s", async (path) => {
    expect((await site.get(path)).status).toBe(404);
  });

  test("tells a fault once and answers without its words", async () => {
    files.append = () => Promise.reject(new Error("secret of the disk"));
    judging = await openJudging({
      files: { ...files, append: () => Promise.reject(new Error("secret of the disk")) },
      folder: "v",
      run: makeJudgedRun(),
      judge: judging.judge,
    });
    site = visit(createJudgePages({ judging, onFault }));
    const answer = await site.post("/gold/1", {
      decision: "save",
      "verdict-2": "NO",
      "why-2": "x",
    });
    expect(answer.status).toBe(500);
    expect(answer.html).not.toContain("secret of the disk");
    expect(faults).toHaveLength(1);
  });
});

describe("the site around the pages", () => {
  const send = (path: string, init: RequestInit = {}, headers: Record<string, string> = {}) =>
    createJudgeSite(judging, { port: 4270, onFault }).request(`http://127.0.0.1:4270${path}`, {
      ...init,
      headers: { host: "127.0.0.1:4270", ...headers },
    });
  const body = new URLSearchParams({ decision: "rest", shown: "1", rest: "x" });

  test("answers with the headers of every page, and keeps nothing in caches", async () => {
    const { status, headers } = await send("/gold/1");
    expect(status).toBe(200);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("answers to this machine's names alone", async () => {
    expect((await send("/gold/1", {}, { host: "evil.example" })).status).toBe(421);
  });

  test.each<[string, Record<string, string>, number]>([
    ["its own page", { origin: "http://127.0.0.1:4270", "sec-fetch-site": "same-origin" }, 303],
    ["another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }, 403],
    ["another port", { origin: "http://127.0.0.1:1", "sec-fetch-site": "same-site" }, 403],
  ])("takes a form from %s or not", async (_what, headers, status) => {
    expect((await send("/gold/1", { method: "POST", body }, headers)).status).toBe(status);
    expect(kept()).toHaveLength(status === 303 ? 1 : 0);
  });

  test("reads no body that is too large", async () => {
    const large = "x".repeat(5_000_001);
    const headers = { "content-length": String(large.length) };
    expect((await send("/gold/1", { method: "POST", body: large }, headers)).status).toBe(413);
  });

  test("serves its styles", async () => {
    const { status, headers } = await send("/judge.css");
    expect(status).toBe(200);
    expect(headers.get("content-type")).toContain("text/css");
  });
});
