import Ajv from "ajv";
import draft04 from "ajv/lib/refs/json-schema-draft-04.json" with { type: "json" };
import { beforeAll, describe, expect, test } from "vitest";
import type { PresentedCandidate } from "../../src/app/run/present.ts";
import { toProv, toProvText } from "../../src/domain/provenance/prov/to-prov.ts";
import type { Provenance } from "../../src/domain/provenance/record.ts";
import { toStoryText } from "../../src/domain/provenance/story-text.ts";
import { tellStory } from "../../src/domain/provenance/story.ts";
import { $Provenance } from "../../src/http/schemas/provenance.ts";
import { loadPrompts } from "../../src/infra/files/prompts.ts";
import { addProduct, namePerson } from "../support/make-queue.ts";
import { provJsonSchema } from "../support/prov-json-schema.ts";
import { breachesOf } from "../support/prov-meaning.ts";
import { readWithProvParser, withProvParser } from "../support/prov-parser.ts";
import { useRecord, type Desk } from "../support/record.ts";
import {
  honestAnswer,
  makeScriptedModel,
  noAnswer,
  type ScriptedQuestion,
} from "../support/scripted-model.ts";

const model = "scripted-1";
const host = "models.example";

describe("the provenance of what a language model drafted", () => {
  const record = useRecord({ engine: "PGlite" });
  let desk: Desk;
  let candidates: readonly PresentedCandidate[];
  let own: PresentedCandidate;
  let standIn: PresentedCandidate;

  const the = (found: PresentedCandidate | undefined): PresentedCandidate => {
    if (found === undefined) throw new Error("Expected such a candidate.");
    return found;
  };

  beforeAll(async () => {
    const answer = (question: ScriptedQuestion): unknown =>
      question.task === "draft-lens" ? noAnswer() : honestAnswer(question);
    const scripted = makeScriptedModel(await loadPrompts(), { answer });
    desk = await record().desk({ model: scripted.model });
    await namePerson(desk);
    const product = await addProduct(desk);
    const input = { product: product.id, sendTo: host };
    ({ candidates } = await desk.call("run.identify", input));
    own = the(candidates.find(({ drafter }) => drafter.id === model));
    standIn = the(candidates.find(({ drafter }) => drafter.standsIn !== undefined));
    await desk.call("queue.accept", { suggestion: own.id, seen: own.hash, causes: [1] });
  });

  const show = (ref: string, audience: "organisation" | "outside" = "outside") =>
    desk.call("provenance.show", { ref, audience });

  test("names the call that drafted it, with prompt, model, host, request and reply", async () => {
    const { runs, suggestions } = await show(own.ref);
    const [asked] = suggestions.map((suggested) => suggested.asked);
    expect(asked?.standsInFor).toBeNull();
    const key = asked?.drafted[0] ?? "";
    expect(key).toMatch(/^(draft-|gaps)/u);
    const [call] = (await desk.call("run.show", { run: "R-1" })).calls.filter(
      (one) => one.key === key,
    );
    const reply = (await desk.audit()).find(({ details }) => details["key"] === key)?.details[
      "reply"
    ];
    expect(reply).toMatch(/^[0-9a-f]{64}$/u);
    expect(runs[0]?.calls?.find((one) => one.key === key)).toEqual({
      key,
      step: call?.step,
      prompt: call?.prompt,
      model,
      sentTo: host,
      requestHash: call?.requestHash,
      replyHash: reply,
      outcome: "answered",
      startedAt: call?.startedAt,
      finishedAt: call?.finishedAt,
    });
  });

  test("names every task that was about many drafts once, with its prompt's version", async () => {
    const { suggestions, runs } = await show(own.ref);
    const whole = suggestions[0]?.asked?.whole ?? [];
    expect(whole.map(({ id, version }) => [id, version])).toEqual(
      ["profile", "check", "merge", "rank"].map((task) => [task, expect.any(Number) as number]),
    );
    const named = new Set([
      ...(suggestions[0]?.asked?.drafted ?? []),
      ...whole.flatMap(({ keys }) => keys),
    ]);
    // Nothing of the run that has no part in it.
    expect(new Set(runs[0]?.calls?.map(({ key }) => key))).toEqual(named);
  });

  test("says of a stand-in which question had no answer, and why", async () => {
    const { suggestions, runs } = await show(standIn.ref);
    const [suggested] = suggestions;
    expect(suggested?.drafter).toEqual(standIn.drafter);
    expect(suggested?.asked?.standsInFor).toBe(`draft-lens ${standIn.lens}`);
    const failed = runs[0]?.calls?.find(({ key }) => key === suggested?.asked?.standsInFor);
    expect(failed).toMatchObject({ outcome: "no-answer", prompt: { id: "draft-lens" } });
    expect(suggested?.asked?.whole.map(({ id }) => id)).toEqual(["profile", "merge", "rank"]);
  });

  test("is told in words", async () => {
    const story = toStoryText(tellStory(await show(own.ref)));
    expect(story).toContain(`the language model ${model} (drafter version 1) wrote ${own.ref}`);
    expect(story).toMatch(
      /It was asked “[^”]+”: prompt [a-z-]+ version \d+ \([0-9a-f]{12}…\), sent to scripted-1 at models\.example on 2 March 2026 at 09:00 UTC, request [0-9a-f]{12}…, reply [0-9a-f]{12}…\./u,
    );
    expect(story).not.toContain("without an answer");
    expect(story).toContain(`these concerned ${own.ref} too: prompt profile version`);
    const other = toStoryText(tellStory(await show(standIn.ref)));
    expect(other).toContain("Rules stood in for the language model: The language model's server");
    expect(other).toContain(`The question without an answer was “draft-lens ${standIn.lens}”`);
    expect(other).toMatch(/request [0-9a-f]{12}…, (no reply|reply [0-9a-f]{12}…)/u);
  });

  test("is what the API says that it answers", async () => {
    for (const ref of [own.ref, standIn.ref, "H-1", "H-1/cause-1"]) {
      for (const audience of ["outside", "organisation"] as const) {
        const found: unknown = JSON.parse(JSON.stringify(await show(ref, audience)));
        expect($Provenance.safeParse(found).error).toBeUndefined();
      }
    }
  });

  const refs = (): string[] => [...candidates.map(({ ref }) => ref), "H-1", "H-1/cause-1"];
  const each = async (check: (found: Provenance) => void): Promise<void> => {
    for (const ref of refs()) check(await show(ref));
  };

  test("has the shape of PROV-JSON and keeps its constraints, of every suggestion", async () => {
    const ajv = new Ajv({ schemaId: "auto", meta: false });
    ajv.addMetaSchema(draft04);
    const meets = ajv.compile(provJsonSchema);
    await each((found) => {
      expect([meets(JSON.parse(toProvText(found))), meets.errors]).toEqual([true, null]);
      expect(breachesOf(toProv(found))).toEqual([]);
    });
  });

  test("has each call as an activity of the model, on behalf of who started the run", async () => {
    const found = await show(own.ref);
    const prov = toProv(found);
    const calls = Object.entries(prov.activity ?? {}).filter(([id]) => id.includes("/call/"));
    expect(calls).toHaveLength(found.runs[0]?.calls?.length ?? -1);
    const agent = `rec:software/model/${model}`;
    const relations = (section: Record<string, object> | undefined) => Object.values(section ?? {});
    for (const [id, activity] of calls) {
      expect(activity["hazid:auditHash"]).toMatch(/^[0-9a-f]{64}$/u);
      expect(relations(prov.wasAssociatedWith)).toContainEqual({
        "prov:activity": id,
        "prov:agent": agent,
      });
      expect(prov.entity).toHaveProperty([`${id}/reply`]);
    }
    const person = Object.keys(prov.agent ?? {}).find((id) => id.startsWith("rec:person/"));
    expect(relations(prov.actedOnBehalfOf)).toContainEqual({
      "prov:delegate": agent,
      "prov:responsible": person,
    });
    expect(relations(prov.wasAttributedTo)).toContainEqual({
      "prov:entity": `rec:suggestion/${own.id}`,
      "prov:agent": agent,
    });
  });

  test("attributes a stand-in to the rules, and says so", async () => {
    const prov = toProv(await show(standIn.ref));
    const entity = prov.entity?.[`rec:suggestion/${standIn.id}`];
    expect(entity?.["hazid:standsIn"]).toBe(standIn.drafter.standsIn);
    const { id, version } = standIn.drafter;
    expect(Object.values(prov.wasAttributedTo ?? {})).toContainEqual({
      "prov:entity": `rec:suggestion/${standIn.id}`,
      "prov:agent": `rec:software/drafter/${id}%20${version}`,
    });
  });

  test("holds no answer as the model gave it", async () => {
    const rows = await record().sql<{ raw: string }>(
      "select raw from model_call where organisation_id = $1 and outcome = 'answered'",
      [desk.organisation],
    );
    expect(rows.length).toBeGreaterThan(10);
    const found = await show("H-1", "organisation");
    const told = [JSON.stringify(found), toProvText(found), toStoryText(tellStory(found))].join();
    for (const { raw } of rows) expect(told).not.toContain(JSON.stringify(raw).slice(1, -1));
  });

  describe("read by a parser that is not ours", withProvParser, () => {
    test("is accepted, read whole and written again as the same", async () => {
      for (const ref of [own.ref, standIn.ref, "H-1", "H-1/cause-1"]) {
        const found = await show(ref);
        const { kinds, same } = readWithProvParser(toProvText(found));
        const { activity = {}, agent = {}, entity = {} } = toProv(found);
        expect(same).toBe(true);
        expect([kinds["ProvEntity"], kinds["ProvActivity"], kinds["ProvAgent"]]).toEqual(
          [entity, activity, agent].map((section) => Object.keys(section).length),
        );
      }
    });
  });
});

describe("the provenance of what rules drafted", () => {
  const record = useRecord({ engine: "PGlite" });

  test("says nothing of calls, though a model is configured", async () => {
    const desk = await record().desk({ model: makeScriptedModel(await loadPrompts()).model });
    await namePerson(desk);
    const product = await addProduct(desk);
    const { candidates } = await desk.call("run.identify", { product: product.id });
    const found = await desk.call("provenance.show", { ref: candidates[0]?.ref ?? "" });
    expect(found.runs[0]).not.toHaveProperty("calls");
    expect(found.suggestions[0]).not.toHaveProperty("asked");
    expect(toProvText(found)).not.toMatch(/\/call\/|ModelCall|standsIn/u);
  });
});
