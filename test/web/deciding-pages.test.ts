import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  cso,
  hidden,
  openSite,
  pressed,
  readExample,
  tickedIn,
  type Answer,
  type Site,
} from "./site.ts";
import { opened } from "../support/opened.ts";

let site: Site;
const product = "/products/marlnote";
/** Tests of this file are one story in order: a filled queue, decisions, its log. */
beforeAll(async () => {
  site = await openSite();
  await site.call("product.add", { text: await readExample() });
  await site.call("run.identify", { product: "marlnote" });
});
afterAll(() => site.close());

describe("deciding", () => {
  const path = `${product}/suggestions/S-1`;
  const send = (page: Answer, fields: Record<string, string | string[]>, to = path) =>
    site.post(to, { seen: hidden(page, "seen"), key: hidden(page, "key"), ...fields });

  test("nothing is ticked, and there is one first heading", async () => {
    const page = await site.get(path);
    expect(page.status).toBe(200);
    expect(tickedIn(page)).toEqual([]);
    expect(page.html.match(/<h1/gu)).toHaveLength(1);
  });

  test("accepting without a cause is refused at the first cause", async () => {
    const page = await send(await site.get(path), { decision: "accept" });
    expect(page.status).toBe(400);
    expect(page.title).toMatch(/^Error: /u);
    expect(page.html).toContain('href="#cause-1"');
  });

  test("a control without its cause is refused at the control, with every tick kept", async () => {
    const { suggestion } = opened(await site.call("queue.show", { suggestion: "S-1" }));
    const { causes, controls } = suggestion.content;
    const control = 1 + controls.findIndex(({ actsOn }) => actsOn.length < causes.length);
    const actsOn = controls[control - 1]?.actsOn ?? [];
    const cause = [1, 2, 3, 4, 5].find((number) => !actsOn.includes(number)) ?? 0;
    const fields = { decision: "accept", causes: `${cause}`, controls: `${control}` };
    const page = await send(await site.get(path), fields);
    expect(page.html).toContain(`href="#control-${control}"`);
    expect(tickedIn(page).sort()).toEqual([`cause-${cause}`, `control-${control}`].sort());
  });

  test("while nobody is named a decision is refused; ticks and text stay, and naming keeps them too", async () => {
    const entered = { causes: "1", reason: "duplicate", "reason-text": "my words" };
    const refused = await send(await site.get(path), { decision: "accept", ...entered });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain("A decision belongs to a person");
    expect(refused.html).toContain('href="#name"');
    expect(tickedIn(refused)).toContain("cause-1");
    expect(refused.html).toContain("my words</textarea>");

    const half = await send(refused, { decision: "name", ...entered, name: cso.name, role: "cso" });
    expect(half.text).toContain("Enter the registration body and number");
    expect(half.html).toContain(`value="${cso.name}"`);

    const named = await send(half, { decision: "name", ...entered, ...cso });
    expect(named.status).toBe(200);
    expect(named.text).toContain("Dr Amara Okafor, Clinical Safety Officer (GMC 1234567)");
    expect(tickedIn(named)).toContain("cause-1");
    expect(named.html).toContain("my words</textarea>");
    expect((await site.call("log.show", { product: "marlnote" })).hazards).toEqual([]);
  });

  test("a stale hash is refused: ticks, which belong to other content, go, and words stay", async () => {
    const page = await send(await site.get(path), {
      seen: "0".repeat(64),
      decision: "accept",
      causes: "1",
      "reason-text": "my words",
    });
    expect(page.status).toBe(412);
    expect(page.text).toContain("not what you were shown");
    expect(tickedIn(page)).toEqual([]);
    expect(page.html).toContain("my words</textarea>");
  });

  test("a form that does not say what was seen is refused", async () => {
    const page = await site.post(path, { decision: "accept", causes: "1" });
    expect(page.status).toBe(428);
  });

  test("a page that was shown to one person does not decide as another, and keeps the words", async () => {
    const page = await site.get(path);
    const shownTo = await site.call("account.show", {});
    if (shownTo === null) throw new Error("Expected a person to be named.");
    expect(hidden(page, "as")).toBe(shownTo.id);
    await site.call("account.set", { name: "Sam Porter", role: "contributor" });
    const fields = {
      as: hidden(page, "as"),
      decision: "reject",
      reason: "too-vague",
      "reason-text": "kept",
    };
    const refused = await send(page, fields);
    expect(refused.status).toBe(409);
    expect(refused.html).toContain("kept</textarea>");
    const { name, role, body, number } = shownTo;
    await site.call("account.set", {
      name,
      role,
      body: body ?? undefined,
      number: number ?? undefined,
    });
    const { suggestion } = opened(await site.call("queue.show", { suggestion: "S-1" }));
    expect(suggestion.state).toBe("pending");
  });

  test("rejecting needs a reason, and its text where the reason needs one", async () => {
    const page = await send(await site.get(path), { decision: "reject" });
    expect(page.html).toContain('href="#reason"');
    const next = await send(page, { decision: "reject", reason: "out-of-scope" });
    expect(next.html).toContain('href="#reason-text"');
    expect(tickedIn(next)).toHaveLength(1);
  });

  test("10,000 characters of reason are refused and kept", async () => {
    const text = "x".repeat(10_000);
    const fields = { decision: "reject", reason: "duplicate", "reason-text": text };
    const page = await send(await site.get(path), fields);
    expect(page.status).toBe(400);
    expect(page.html).toContain(text);
  });

  test("accepting leads to the next that waits, with a notice made of the record", async () => {
    const page = await site.get(path);
    const done = await send(page, { decision: "accept", causes: ["1", "2"] });
    expect([done.status, done.location]).toEqual([303, `${product}/suggestions/S-2?after=S-1`]);
    expect((await send(page, { decision: "accept", causes: ["1", "2"] })).location).toBe(
      done.location,
    );
    const next = await site.get(done.location);
    expect(next.text).toContain(
      "S-1 is accepted with causes 1 and 2: it is H-1 in the hazard log.",
    );
    expect((await site.call("log.show", { product: "marlnote" })).hazards).toHaveLength(1);
  });

  test("the address cannot put words into the notice", async () => {
    const page = await site.get(`${product}/suggestions/S-2?after=%3Cb%3Ehello`);
    expect(page.status).toBe(404);
    const waiting = await site.get(`${product}/suggestions/S-2?after=S-3`);
    expect(waiting.html).not.toContain("nhsuk-notification-banner");
    expect((await site.get(`${product}?notice=pwned`)).html).not.toContain("notification-banner");
  });

  test("the second of two people is told who was first, and keeps what they typed", async () => {
    const second = `${product}/suggestions/S-2`;
    const page = await site.get(second);
    const rejected = await send(page, { decision: "reject", reason: "too-vague" }, second);
    expect(rejected.location).toContain("after=S-2");
    const late = await send(
      page,
      { key: "another-key", decision: "reject", reason: "duplicate", "reason-text": "my words" },
      second,
    );
    expect(late.status).toBe(409);
    expect(late.text).toContain("was rejected already (too-vague) by Dr Amara Okafor");
    expect(late.html).toContain("my words</textarea>");
  });

  test("a decided suggestion offers nothing but to undo it, and what was joined into it by itself", async () => {
    const page = await site.get(path);
    expect(page.text).toContain("S-1 was accepted as H-1 by Dr Amara Okafor");
    const buttons = [...page.html.matchAll(/<button[^>]* value="([a-z-]+)[^"]*"/gu)];
    const pressable = new Set(buttons.map(([, value]) => value));
    pressable.delete("separate");
    expect(pressable).toEqual(new Set(["enter", "undo"]));
    expect(page.text).toContain("H-1 will be withdrawn; its number is not used again");
  });

  test("its provenance tells the story", async () => {
    const page = await site.get(`${path}/provenance`);
    for (const says of ["Run R-1 read version 1", "accepted S-1 as H-1", "suggestion.accept"]) {
      expect(page.text).toContain(says);
    }
  });

  test("so does that of its hazard, and of one cause, with files to take away", async () => {
    const whole = await site.get(`${product}/hazards/H-1/provenance`);
    expect(whole.text).toContain("H-1 stands in version 1");
    expect(whole.html).toContain(`href="${product}/hazards/H-1/provenance?cause=2"`);
    const one = await site.get(`${product}/hazards/H-1/provenance?cause=2`);
    expect(one.title).toContain("Provenance of H-1/cause-2");
    expect(one.text).toContain("That made cause 2 of H-1");
    expect(one.html).toContain(
      "/api/provenance/H-1%2Fcause-2?product=marlnote&amp;format=prov&amp;audience=outside",
    );
    expect((await site.get(`${product}/hazards/H-1/provenance?cause=99`)).status).toBe(404);
    expect((await site.get(`${product}/hazards/H-1/provenance?cause=two`)).status).toBe(400);
  });
});

describe("the log", () => {
  const path = `${product}/hazards/H-1`;

  test("shows the hazard, not scored, with the files to take away", async () => {
    const page = await site.get(`${product}/log`);
    expect(page.text).toContain("not scored");
    expect(page.html).toContain('href="/api/products/marlnote/log.csv"');
  });

  test("scoring chooses nothing beforehand and asks for all three", async () => {
    const page = await site.get(path);
    expect(tickedIn(page)).toEqual([]);
    expect(page.text).not.toContain("Undesirable");
    const refused = await site.post(path, {
      ...pressed(page, "score"),
      severity: "Major",
    });
    expect(refused.status).toBe(400);
    expect(refused.html).toContain('href="#likelihood"');
    expect(tickedIn(refused)).toHaveLength(1);
  });

  test("the level appears once it is saved", async () => {
    const page = await site.get(path);
    const fields = { stage: "initial", severity: "Major", likelihood: "Medium" };
    const saved = await site.post(path, { ...pressed(page, "score"), ...fields });
    expect(saved.location).toBe(`${path}?notice=score`);
    const shown = await site.get(saved.location);
    expect(shown.text).toContain("Initial: level 3. Undesirable");
    expect(tickedIn(shown)).toEqual([]);
    expect((await site.get(`${product}/log`)).text).toContain("Level 3");
  });
});

test("no fault was met on the way", () => {
  expect(site.faults).toEqual([]);
});
