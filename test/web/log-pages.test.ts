import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exampleNhsNumber } from "../support/make-description.ts";
import { cso, openSite, pressed, readExample, tickedIn, type Site } from "./site.ts";

let site: Site;
const product = "marlnote";
const log = `/products/${product}/log`;
const at = (ref: string) => `/products/${product}/hazards/${ref}`;

const causes = [
  { text: "The negation is dropped.", kind: "model" as const },
  { text: "Nobody reads the draft.", kind: "human" as const },
];
const shared = {
  ...{ text: "Show the words.", type: "design", owner: "maker" },
  ...{ actsOn: [1, 2] },
} as const;
const supplier = {
  ...{ text: "Speech service marks it.", type: "design", owner: "third-party" },
  actsOn: [1],
} as const;
const content = (name: string, controls: readonly object[] = []) => ({
  ...{ name, hazard: `${name}: it goes wrong.`, effect: "It is acted on.", harm: "Wrong dose." },
  ...{ causes, controls: controls as never },
});
const shown = async (ref: string) =>
  (await site.call("hazard.show", { hazard: ref, product })).hazard;
const about = async (ref: string) => {
  const { id, hash } = await shown(ref);
  return { hazard: id, seen: hash };
};
/** References of the hazards on a page of the log, in its order. */
const refsOn = async (path: string): Promise<string[]> => {
  const { html, status } = await site.get(path);
  expect([path, status]).toEqual([path, 200]);
  return [...html.matchAll(/<strong>(H-\d+)<\/strong><br>/gu)].map(([, ref]) => ref ?? "");
};

/** H-1 with both controls, H-2 with the supplier's alone, H-3 scored, H-4 withdrawn. Tests go on from there. */
beforeAll(async () => {
  site = await openSite();
  await site.call("product.add", { text: await readExample() });
  await site.call("account.set", cso);
  await site.call("hazard.add", { product, content: content("Zebra", [shared, supplier]) });
  await site.call("hazard.add", { product, content: content("Bear", [supplier]) });
  await site.call("hazard.add", { product, content: content("Ant", [shared]) });
  await site.call("hazard.add", { product, content: content("Twice") });
  const estimate = { severity: "Major", likelihood: "High" };
  await site.call("hazard.score", { ...(await about("H-3")), ...estimate });
  await site.call("hazard.withdraw", { ...(await about("H-4")), text: "Written twice." });
  await site.call("hazard.add-action", {
    ...(await about("H-2")),
    ...{ summary: "Ask the supplier.", owner: "CSO", party: "third-party", due: "2020-01-31" },
  });
}, 60_000);
afterAll(() => site.close());

describe("the log as a table", () => {
  test.each([
    ["", ["H-1", "H-2", "H-3", "H-4"]],
    ["?sort=name", ["H-3", "H-2", "H-4", "H-1"]],
    ["?sort=level", ["H-3", "H-1", "H-2", "H-4"]],
    ["?status=withdrawn", ["H-4"]],
    ["?level=4", ["H-3"]],
    ["?level=none&status=open", ["H-1", "H-2"]],
    ["?needs=action-overdue", ["H-2"]],
    ["?owner=maker", ["H-1", "H-3"]],
    ["?text=words+zebra", ["H-1"]],
    ["?status=&text=&needs=&sort=number", ["H-1", "H-2", "H-3", "H-4"]],
  ])("%s shows these, in this order", async (query, refs) => {
    expect(await refsOn(`${log}${query}`)).toEqual(refs);
  });

  test("says of each what it asks for, of the whole how many ask for what, with links that narrow", async () => {
    const { html, text } = await site.get(log);
    expect(text).toContain("Overdue action 1");
    expect(html).toContain(`href="${log}?needs=action-overdue"`);
    expect(text).toContain("Action 1 is overdue");
    expect(html).toContain(`href="${at("H-2")}#actions"`);
    expect(text).toContain("Effect: It is acted on.Harm: Wrong dose.");
    expect(text).not.toMatch(/%|per cent/u);
  });

  test("a withdrawn hazard is struck, and asks for nothing", async () => {
    const { html } = await site.get(`${log}?status=withdrawn`);
    expect(html).toMatch(/<s><strong><bdi>Twice<\/bdi><\/strong><\/s>/u);
    expect(html).toContain("Withdrawn. Its number is not used again.");
    expect(html).not.toContain("#causes");
  });

  test("says what narrows it, keeps it in the form, and leads out of it", async () => {
    const { html, text } = await site.get(`${log}?owner=maker&text=words&sort=name`);
    expect(text).toContain("2 of 4 hazards, by name");
    expect(html).toContain(`href="${log}?text=words&amp;sort=name"`);
    expect(html).toMatch(/<option value="maker" selected>/u);
    expect(html).toMatch(/name="text"[^>]*value="words"/u);
  });

  test("nothing that is so, and a page after the end, are said", async () => {
    expect((await site.get(`${log}?text=nowhere`)).text).toContain("No hazard of this log is so.");
    const past = await site.get(`${log}?page=7`);
    expect(past.text).toContain("The log ends before this page.");
    expect(past.html).toContain(`rel="prev" href="${log}"`);
  });

  test.each(["?status=gone", "?needs=money", "?level=x", "?page=0", "?sort=risk", "?place=F1;"])(
    "%s is no part of a log",
    async (query) => {
      const { status, text } = await site.get(`${log}${query}`);
      expect([status, text.includes("part of the log that there is not")]).toEqual([404, true]);
    },
  );

  test("a log of more than fifty is read in pages that keep what narrows them", async () => {
    const other = await site.call("product.add", { text: await readExample(), name: "Longlog" });
    for (let i = 1; i <= 52; i += 1) {
      await site.call("hazard.add", {
        product: other.id,
        content: content(`Number ${i}`, [shared]),
      });
    }
    const path = "/products/longlog/log?owner=maker";
    expect(await refsOn(path)).toHaveLength(50);
    const { html, text } = await site.get(path);
    expect(text).toContain("Page 1 of 2");
    expect(html).toContain(`rel="next" href="${path}&amp;page=2"`);
    expect(await refsOn(`${path}&page=2`)).toEqual(["H-51", "H-52"]);
  }, 60_000);
});

describe("what depends on a control", () => {
  const depends = `${log}/depends`;

  test("asks first, and chooses nothing", async () => {
    const page = await site.get(depends);
    expect(page.text).toContain("Say what goes");
    expect(page.text).not.toContain("What would be lost");
    expect((await site.get(`${depends}?on=&owner=&type=&count=all`)).status).toBe(200);
  });

  test("names the hazards and causes that lose their only control, and those that keep another", async () => {
    const { text, html } = await site.get(`${depends}?owner=third-party`);
    expect(text).toContain(
      "If every control of third-party suppliers went, 1 of 3 hazards would lose",
    );
    expect(text).toContain("No control would be left on any of its causes.");
    expect(text).toContain("Cause 1 would lose control 1, its only one: The negation is dropped.");
    expect(html).toContain(`href="${at("H-2")}"`);
    expect(text).toContain("1 other hazard has such a control and would keep another");
  });

  test("by words; by what is confirmed to exist alone", async () => {
    expect((await site.get(`${depends}?on=show+words`)).text).toContain("2 of 3 hazards");
    expect((await site.get(`${depends}?on=show&count=existing`)).text).toContain(
      "no hazard has such a control",
    );
  });

  test("an owner that there is not is refused", async () => {
    expect((await site.get(`${depends}?owner=nobody`)).status).toBe(404);
  });
});

describe("for paper, and as a picture", () => {
  test("the log holds each hazard whole, and takes what narrows it along", async () => {
    const { text, status } = await site.get(`${log}/print?owner=maker`);
    expect(status).toBe(200);
    expect(text).toContain("2 of 4 hazards, with version 1 of the description");
    expect(text).toContain("H-3 · open · Ant");
    expect(text).not.toContain("H-2 · open");
    expect(text).toContain("Initial: level 4 (Major, High)");
    expect((await site.get(log)).html).toContain(`href="${log}/print"`);
  });

  test("one hazard has its history", async () => {
    const { text, html } = await site.get(`${at("H-3")}/print`);
    expect(text).toContain("Version 1 of H-3, content ");
    expect(text).toContain("Initial risk scored Major, High: level 4");
    expect(html).not.toContain("<form");
  });

  test("the diagram stands beside the same in words", async () => {
    const page = await site.get(`${at("H-1")}/diagram`);
    expect(page.html).toContain(`src="${at("H-1")}/diagram.svg"`);
    expect(page.html).toContain(`alt="Diagram of H-1: 2 causes, 2 controls`);
    expect(page.text).toContain(
      "Control 1 Show the words. proposed · design · maker · also acts on cause 2",
    );
    const response = await site.app.request(`${at("H-1")}/diagram.svg?size=narrow`);
    expect(response.headers.get("content-type")).toBe("image/svg+xml");
    expect(await response.text()).toContain("Control 1, proposed");
  });
});

describe("what is known of a control", () => {
  const press = async (
    ref: string,
    form: string,
    decision: string,
    fields: Record<string, string>,
  ) => {
    const page = await site.get(at(ref));
    const own = page.html
      .split("<form")
      .find((found) => found.includes(`name="form" value="${form}"`));
    return site.post(at(ref), {
      ...pressed({ ...page, html: `<form${own ?? ""}` }, decision),
      ...fields,
    });
  };

  test("evidence is asked of the maker's measure alone, is kept, and is told as two fields", async () => {
    const page = await site.get(at("H-1"));
    expect(page.html).toContain('id="evidence-works-1"');
    expect(page.html).not.toContain('id="evidence-works-2"');
    const done = await press("H-1", "evidence-1", "evidence", {
      "evidence-implemented-1": "Build 7.\nSee H-3.",
      "evidence-works-1": "",
    });
    expect(done.status).toBe(303);
    expect((await shown("H-1")).controls[0]?.evidence).toEqual({
      implemented: "Build 7.\nSee H-3.",
    });
    const after = await site.get(at("H-1"));
    expect(after.html).toContain(`<a href="${at("H-3")}">H-3</a>`);
    expect(after.text).toContain("Control 1, evidence that it is implemented added");
    const twice = await press("H-1", "evidence-1", "evidence", {
      "evidence-implemented-1": "Build 7.\nSee H-3.",
      "evidence-works-1": "",
    });
    expect([twice.status, twice.text.includes("says so already")]).toEqual([409, true]);
  });

  test("what a control brings about is asked in both parts, and kept with who said it", async () => {
    const half = await press("H-1", "consider-2", "consider", { "consider-new-2": "No." });
    expect([half.status, half.html.includes('href="#consider-others-2"')]).toEqual([400, true]);
    expect(half.html).toContain("No.</textarea>");
    const version = (await shown("H-1")).version;
    const said = { "consider-new-2": "H-3: people stop reading.", "consider-others-2": "No." };
    expect((await press("H-1", "consider-2", "consider", said)).status).toBe(303);
    expect((await shown("H-1")).version).toBe(version);
    const { html, text } = await site.get(at("H-1"));
    expect(html).toContain(`<a href="${at("H-3")}">H-3</a>: people stop reading.`);
    expect(text).toContain("Said by Dr Amara Okafor, Clinical Safety Officer (GMC 1234567)");
    expect(text).toContain("Side effects of control 2 considered by Dr Amara Okafor");
    expect(text).toContain("Nobody has said whether control 1 brings a new hazard");
  });

  test.each([
    ["evidence-1", "evidence", "evidence-works-1", {}],
    ["consider-1", "consider", "consider-new-1", { "consider-others-1": "No." }],
  ])("%s refuses a patient's number at its field", async (form, decision, field, more) => {
    const fields = { ...more, [field]: `As for ${exampleNhsNumber}` };
    const page = await press("H-1", form, decision, fields);
    expect([page.status, page.html.includes(`href="#${field}"`)]).toEqual([422, true]);
    expect(page.html).toContain(`As for ${exampleNhsNumber}</textarea>`);
  });

  test("each added control is asked about, in both parts or in neither", async () => {
    const path = `${at("H-2")}/edit`;
    const page = await site.get(path);
    expect(tickedIn(page).filter((id) => id.startsWith("new-"))).toEqual([]);
    const control = {
      ...{ "new-control-1": "Look twice.", "new-control-1-type": "training" },
      ...{ "new-control-1-owner": "deployer", "new-control-1-causes": "2" },
      ...{ "new-control-1-new-hazard": "No.", "control-rows": "1", "cause-rows": "1" },
    };
    const half = await site.post(path, { ...pressed(page, "edit"), ...control });
    expect([half.status, half.html.includes('href="#new-control-1-others"')]).toEqual([400, true]);
    const whole = {
      ...control,
      "new-control-1-others": "It lowers H-1.",
      "edit-text": "Workshop.",
    };
    expect((await site.post(path, { ...pressed(half, "edit"), ...whole })).status).toBe(303);
    const { decisions } = await site.call("hazard.show", { hazard: "H-2", product });
    expect(decisions.at(-1)).toMatchObject({ verb: "edit", controls: [2] });
    expect(decisions.at(-1)?.text).toBe(
      "Workshop.\nControl 2, does it bring a new hazard (DCB0129 6.1.2)? No.\nControl 2, does it change a hazard already identified (DCB0129 6.1.3)? It lowers H-1.",
    );
    expect((await site.get(at("H-2"))).html).toContain(`It lowers <a href="${at("H-1")}">H-1</a>.`);
  });

  test("a hazard written by hand keeps what was answered about its controls", async () => {
    const path = `${log}/add`;
    const fields = {
      ...{ "hazard-name": "New", "hazard-hazard": "It is late.", "hazard-effect": "Waits." },
      ...{ "hazard-harm": "Worse.", "hazard-condition": "fault", "cause-rows": "1" },
      ...{
        "new-cause-1": "The queue is full.",
        "new-cause-1-kind": "software",
        "control-rows": "2",
      },
      ...{
        "new-control-2": "Alarm.",
        "new-control-2-type": "design",
        "new-control-2-owner": "maker",
      },
      ...{ "new-control-2-causes": "new-1", "new-control-2-new-hazard": "Alarm fatigue." },
      ...{ "new-control-2-others": "No." },
    };
    const done = await site.post(path, { ...pressed(await site.get(path), "add"), ...fields });
    expect(done.status).toBe(303);
    expect((await site.get(done.location)).text).toContain("Alarm fatigue.");
  });
});

describe("the hazard page", () => {
  test("begins with what is to be done, and tells how the hazard came into the log", async () => {
    const { text, html } = await site.get(at("H-2"));
    expect(text.indexOf("Action 1 is overdue")).toBeLessThan(
      text.indexOf("Causes and their controls"),
    );
    expect(text).toContain(
      "Dr Amara Okafor (Clinical Safety Officer, GMC 1234567) wrote H-2 by hand",
    );
    expect(html).toMatch(/overdue<\/strong><\/p>/u);
  });

  test("a control of two causes stands under both, and has one box", async () => {
    const { html } = await site.get(at("H-1"));
    expect(html.match(/id="control-1"/gu)).toHaveLength(1);
    expect(html.match(/<bdi>Show the words\.<\/bdi> <strong/gu)).toHaveLength(2);
    expect(html).toContain("also acts on cause 1</strong>, and is ticked there");
  });

  test("shows the words of a score with what they mean, and where it stands in the matrix", async () => {
    const { html, text } = await site.get(at("H-3"));
    expect(text).toContain(
      "High: Not certain but very possible; expected in the majority of cases.",
    );
    expect(html).toContain('4 <strong class="hz-matrix__mark">initial</strong>');
    expect(tickedIn(await site.get(at("H-3")))).toEqual([]);
  });
});

test("no fault was met on the way", () => {
  expect(site.faults).toEqual([]);
});
