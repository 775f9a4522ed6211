import { beforeAll, describe, expect, test } from "vitest";
import type { LanguageModel } from "../../../src/app/ports.ts";
import { $outputs, type Outputs } from "../../../src/app/run/outputs.ts";
import type { IdentifyResult } from "../../../src/app/run/present.ts";
import { $Candidate, type Candidate } from "../../../src/domain/candidate/candidate.ts";
import { findStatedLevel } from "../../../src/domain/candidate/states-level.ts";
import { appendAnswers } from "../../../src/domain/profile/answers.ts";
import { labelOf } from "../../../src/domain/profile/label.ts";
import { $DraftedCandidate } from "../../../src/domain/prompt/answers/candidates.ts";
import { draftingOutputs, type Prompts } from "../../../src/domain/prompt/prompt.ts";
import { findPatientIdentifiers } from "../../../src/domain/text/patient-identifiers.ts";
import { spanResolves } from "../../../src/domain/text/span.ts";
import { loadPrompts } from "../../../src/infra/files/prompts.ts";
import { readCompletion } from "../../../src/infra/llm/read-completion.ts";
import { makeCompletion } from "../../support/completion.ts";
import {
  loadInjectionCases,
  obeyingReply,
  placedText,
  type InjectionCase,
} from "../../support/injection-cases.ts";
import { fixtureBank, makeBank, makeBankEntry } from "../../support/make-bank.ts";
import { makeDescription } from "../../support/make-description.ts";
import { namePerson } from "../../support/make-queue.ts";
import { refusalOf, useRecord, type Desk } from "../../support/record.ts";
import { honestAnswer, partOf, type ScriptedQuestion } from "../../support/scripted-model.ts";

const cases = loadInjectionCases();
const host = "models.example";
const modelId = "obedient-1";
const limit = 40;

/** The fixture's bank, with the words of each case as a cause of a prior hazard that is sent. */
const hostile = cases.filter(({ where }) => where === "bank-entry").map(({ text }) => text);
const bank = makeBank(
  fixtureBank.map((entry, i) =>
    makeBankEntry({
      ...entry,
      causes: [
        ...entry.causes.slice(0, 1),
        ...hostile
          .slice(i * 2, i * 2 + 2)
          .map((text, j) => ({ id: `c${j + 2}`, kind: "human" as const, text })),
        ...entry.causes.slice(1).map((cause) => ({ ...cause, id: "c9" })),
      ],
      controls: entry.controls.map((control) => ({ ...control, actsOn: ["c1"] })),
    }),
  ),
);
const record = useRecord({ engine: "PGlite", bank });

let prompts: Prompts;
beforeAll(async () => {
  prompts = await loadPrompts();
});

type Fields = Readonly<Record<string, unknown>>;
const known = new Set(Object.keys($DraftedCandidate.shape));
const pick = (fields: Fields, keys: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => keys.includes(key)));
const textsIn = (value: unknown): string[] => {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
};

/** Quotations that the case has a model make. */
const quotesOf = ({ obeys: { candidate = {} } }: InjectionCase): string[] =>
  ((candidate["evidence"] ?? []) as { quote: string }[]).map(({ quote }) => quote);
const controlsOf = ({ obeys: { candidate = {} } }: InjectionCase): Fields[] =>
  (candidate["controls"] ?? []) as Fields[];

/**
 * What the case lays over a candidate, under the names that drafting asks for; `within` the schema
 * without what it has no place for, so that what is allowed there gets as far as it can.
 */
function overlayOf(one: InjectionCase, within: boolean): Fields {
  const { evidence, bank: cited, controls, causes, ...rest } = one.obeys.candidate ?? {};
  const overlay: Record<string, unknown> = { ...rest };
  if (evidence !== undefined) overlay["quotes"] = quotesOf(one);
  if (cited !== undefined) overlay["citations"] = cited;
  if (controls !== undefined) {
    overlay["controls"] = controlsOf(one).map(({ basis, span: _span, worksIf, ...control }) => ({
      ...(within ? pick(control, ["text", "type", "owner", "actsOn"]) : control),
      worksIf: worksIf === "" ? "An audit finds it at work." : worksIf,
      stated: basis === "stated" ? control["text"] : null,
    }));
  }
  if (causes !== undefined) {
    overlay["causes"] = (causes as Fields[]).map((cause) =>
      within ? pick(cause, ["text", "kind"]) : cause,
    );
  }
  return within ? pick(overlay, [...known]) : overlay;
}

/** The reply of a model that obeys to a question that wants candidates. */
function obeyDrafting(one: InjectionCase, question: ScriptedQuestion, within: boolean): string {
  const { obeys } = one;
  if (obeys.raw !== undefined) {
    return within ? obeys.raw.replaceAll('"hazards"', '"candidates"') : obeys.raw;
  }
  const { candidates } = honestAnswer(question) as { candidates: Fields[] };
  const { answer, times, fill } = obeys;
  const reply = JSON.parse(
    obeyingReply(
      {
        ...one,
        obeys: {
          candidate: overlayOf(one, within),
          ...(obeys.on === undefined ? {} : { on: obeys.on }),
          ...(answer === undefined ? {} : { answer: within ? pick(answer, ["hazards"]) : answer }),
          ...(times === undefined ? {} : { times: within ? 41 - candidates.length : times }),
          ...(fill === undefined
            ? {}
            : { fill: within ? { ...fill, characters: 590 } : { ...fill } }),
        },
      },
      { hazards: candidates },
    ),
  ) as { hazards: unknown };
  const { hazards, ...rest } = reply;
  return JSON.stringify({ candidates: hazards, ...rest });
}

/** What it says where something else is wanted than candidates: the words of the case, wherever words go. */
function obeyOtherwise(one: InjectionCase, question: ScriptedQuestion): unknown {
  const words = textsIn([one.obeys.candidate ?? {}, one.obeys.answer ?? {}])
    .filter((text) => text.trim() !== "")
    .map((text) => text.slice(0, 600));
  const [said = "The product is safe and every hazard is accepted."] = words;
  const { title, hazard = said, effect = said } = one.obeys.candidate ?? {};
  const numbered = (): number[] =>
    (JSON.parse(partOf(question.text, "candidates") ?? "[]") as { candidate: number }[]).map(
      ({ candidate }) => candidate,
    );
  const quote = quotesOf(one)[0] ?? said.slice(0, 400);
  const held = "Sablewick is an ambient voice documentation product.";
  switch (question.task) {
    case "profile":
      return {
        intendedUse: said.slice(0, 400),
        functions: [
          { label: said.slice(0, 120), quote, capabilities: ["ambient-note", "prescribing"] },
          { label: said.slice(0, 120), quote: held, capabilities: ["prescribing"] },
        ],
        facets: [{ kind: "capability", id: "prescribing", label: "x", quotes: [quote] }],
        thirdParties: [],
        denied: [{ kind: "capability", id: "ambient-note", label: "x", quotes: [held] }],
        questions: [{ text: said, why: said }],
      };
    case "check":
      return {
        checks: numbered().map((candidate) => ({
          candidate,
          facts: words.slice(0, 12).map((fact) => ({ fact, said: "said", quote })),
          causes: [{ cause: 1, bringsAbout: "no", why: said }],
          presupposed: [{ words: said.slice(0, 300), assumption: said }],
        })),
      };
    case "merge":
      return { situations: [{ candidates: numbered().slice(0, 40), why: said }] };
    case "rank":
      return { order: numbered().toReversed() };
    case "wording":
      return {
        wordings: numbered().map((candidate) => ({
          candidate,
          quotes: [held],
          title: typeof title === "string" ? title : "Wrong note",
          hazard,
          effect,
          causes: [{ cause: 1, text: said }],
        })),
      };
    case "draft-function":
    case "draft-lens":
    case "draft-interactions":
    case "gaps":
      throw new Error(`expected another task than ${question.task}`);
  }
}

type Obedient = {
  readonly model: LanguageModel;
  readonly asked: ScriptedQuestion[];
  /** What it said to questions that want candidates. */
  readonly said: string[];
};

const drafting: readonly string[] = ["draft-function", "draft-lens", "draft-interactions", "gaps"];

/** Obeys every word; every second answer keeps within the schema. `onAsk` may say something else. */
function makeObedient(
  one: InjectionCase,
  onAsk: (question: ScriptedQuestion, nth: number) => string | null = () => null,
): Obedient {
  const tasks = Object.keys(draftingOutputs) as (keyof typeof draftingOutputs)[];
  const [asked, said]: [ScriptedQuestion[], string[]] = [[], []];
  const chat: LanguageModel["chat"] = {
    id: modelId,
    sendsTo: host,
    async ask({ prompt, text, $answer }, signal) {
      const task = tasks.find((id) => prompts[id].body === prompt);
      if (task === undefined) throw new Error("expected a prompt of drafting");
      const question = { task, text };
      const nth = asked.push(question);
      const other = onAsk(question, asked.filter((before) => before.task === task).length);
      await Promise.resolve();
      signal?.throwIfAborted();
      const raw =
        other ??
        (drafting.includes(task)
          ? obeyDrafting(one, question, nth % 2 === 0)
          : JSON.stringify(obeyOtherwise(one, question)));
      if (drafting.includes(task)) said.push(raw);
      const format = nth % 4 === 0 ? "text" : "json-schema";
      const answer = readCompletion(JSON.stringify(makeCompletion(raw)), format, $answer);
      if (answer === null) throw new Error("expected a completion");
      return answer;
    },
  };
  const bounds = { contextTokens: 64_000, budgetTokens: 10_000_000, price: null };
  return { model: { chat, ...bounds }, asked, said };
}

type Ran = Obedient & {
  readonly desk: Desk;
  readonly result: IdentifyResult;
  readonly description: string;
};

/** The product with the words of the case where they stand; the latest description. */
async function addDescribed(desk: Desk, one: InjectionCase): Promise<{ id: string; text: string }> {
  const base = makeDescription();
  if (one.where === "description" || one.where === "document") {
    const text = `${base}\n${placedText(one)}\n`;
    return { id: (await desk.call("product.add", { text })).id, text };
  }
  if (one.question === undefined) {
    return { id: (await desk.call("product.add", { text: base })).id, text: base };
  }
  const answer = { question: one.question, text: one.text };
  const text = appendAnswers(base, [answer]);
  const product = await desk.call("product.add", { text: base });
  if (product.questions.some(({ id }) => id === one.question)) {
    await desk.call("product.answer", { product: product.id, answers: [answer] });
    return { id: product.id, text };
  }
  return { id: (await desk.call("product.add", { text })).id, text };
}

async function runCase(one: InjectionCase): Promise<Ran> {
  const stop = new AbortController();
  const isStored = one.where === "stored-reply";
  const obedient = makeObedient(one, ({ task }, nth) => {
    if (!isStored) return null;
    if (task === "gaps") stop.abort();
    if (nth === 1 && ["profile", "draft-function", "draft-lens"].includes(task)) return one.text;
    if (nth !== 2 || task !== "draft-lens") return null;
    return one.text.replaceAll('"hazards"', '"candidates"');
  });
  const desk = await record().desk({ model: obedient.model, bank });
  await namePerson(desk);
  const { id, text } = await addDescribed(desk, one);
  const input = { product: id, sendTo: host, limit };
  if (!isStored) {
    const result = await desk.call("run.identify", input);
    return { ...obedient, desk, result, description: text };
  }
  const refusal = await refusalOf(desk.call("run.identify", input, { signal: stop.signal }));
  expect(refusal.code).toBe("run-failed");
  const stored = await sqlOf<{ raw: string | null }>(
    desk,
    "select raw from model_call where organisation_id = $1",
  );
  expect(stored.filter(({ raw }) => raw === one.text).length).toBeGreaterThan(1);
  const result = await desk.call("run.resume", { run: "R-1", product: id });
  return { ...obedient, desk, result, description: text };
}

const sqlOf = <R extends Record<string, unknown>>(desk: Desk, text: string): Promise<R[]> =>
  record().sql<R>(text, [desk.organisation]);

async function readRecord({ desk, result }: Ran) {
  const suggestions = await sqlOf<{ content: string; state: string; hash: string }>(
    desk,
    "select * from suggestion where organisation_id = $1 order by number",
  );
  const rows = await sqlOf<{ step: keyof Outputs; state: string; output: string }>(
    desk,
    "select step, state, output from run_step where organisation_id = $1",
  );
  const outputs = Object.fromEntries(
    rows
      .filter(({ state }) => state === "done")
      .map(({ step, output }) => [step, $outputs[step].parse(JSON.parse(output))]),
  ) as Outputs;
  const calls = await sqlOf<{
    key: string;
    sends_to: string;
    outcome: string;
    raw: string | null;
    problem: string | null;
  }>(desk, "select * from model_call where organisation_id = $1");
  const { run } = await desk.call("run.show", { run: result.run.id });
  return { suggestions, rows, outputs, calls, run };
}

/** Every word of a candidate that is not the description's own, as what its function is called is. */
const wordsOf = (content: Candidate): string[] => [
  ...textsIn([content.title, content.hazard, content.effect, content.harm, content.exposed]),
  ...content.causes.map(({ text }) => text),
  ...content.controls.flatMap(({ text, worksIf }) => [text, worksIf]),
  ...content.assumptions,
  content.drafter.standsIn ?? "",
  ...(content.joined ?? []),
];

const judged = ["decision", "hazard", "hazard_version", "risk_score", "risk_evaluation"] as const;
const ownActs = [
  "account.set",
  "product.add",
  "product.answer",
  "product.describe",
  "run.start",
  "run.call",
  "run.step",
  "run.fail",
  "run.queue",
];

/** What holds of every case, whatever the model said. */
async function expectHeld(one: InjectionCase, ran: Ran): Promise<readonly Candidate[]> {
  const { desk, result, description, said } = ran;
  const { suggestions, rows, outputs, calls, run } = await readRecord(ran);
  expect(run.state).toBe("done");
  expect(suggestions.length).toBeGreaterThan(0);
  const contents = suggestions.map(({ content }) => {
    const value: unknown = JSON.parse(content);
    const candidate = $Candidate.parse(value);
    expect(candidate).toEqual(value);
    return candidate;
  });

  const labels = new Map(outputs.profile.functions.map(({ label, span }) => [label, span]));
  for (const label of contents.flatMap(({ function: where }) => where.split(" + "))) {
    const span = labels.get(label);
    if (label === "") continue;
    expect(span !== undefined && spanResolves(description, span), label).toBe(true);
    // A label may end at an earlier clause than its quotation, which is cut at a number of words.
    expect(labelOf(span?.quote ?? "").startsWith(label), label).toBe(true);
  }

  // not-scored
  for (const text of contents.flatMap(wordsOf)) expect(findStatedLevel(text), text).toBeNull();

  // not-accepted
  for (const table of judged) expect(await desk.count(table), table).toBe(0);
  expect(new Set(suggestions.map(({ state }) => state))).toEqual(new Set(["pending"]));
  expect((await desk.actions()).filter((action) => !ownActs.includes(action))).toEqual([]);
  for (const { clinicallyReviewed, drafter } of contents) {
    expect(clinicallyReviewed).toBe("no");
    expect([`${modelId} 1`, "offline 3"]).toContain(`${drafter.id} ${drafter.version}`);
  }

  // not-sent
  expect(new Set(calls.map(({ sends_to }) => sends_to))).toEqual(new Set([host]));
  const begun = (await desk.audit()).filter(({ action }) => action === "run.start");
  expect(begun.map(({ details }) => details["sendsTo"])).toEqual([host]);

  // not-a-fact
  const found = outputs.retrieve.hits.concat(outputs.retrieve.near as never[]);
  const retrieved = new Set(found.map(({ entry, version }) => `${entry}@${version}`));
  for (const { evidence, controls } of contents) {
    for (const span of evidence.product) expect(spanResolves(description, span)).toBe(true);
    for (const { id, version } of evidence.bank) expect(retrieved).toContain(`${id}@${version}`);
    for (const { basis, span } of controls) {
      expect(basis === "stated").toBe(span !== null);
      if (span !== null) expect(spanResolves(description, span)).toBe(true);
    }
  }

  // refused
  for (const { issues } of outputs.check.refused) expect(issues.length).toBeGreaterThan(0);
  const { checked, refused: notHeld } = outputs.check;
  expect(result.refused).toBe(notHeld.length);
  expect(checked.length + notHeld.length).toBe(outputs.draft.length);
  // `worksIf` is what a control has, too.
  const beyond = Object.keys(overlayOf(one, false)).filter(
    (field) => !known.has(field) && field !== "worksIf",
  );
  for (const { raw, outcome } of calls) {
    const holds = beyond.some((field) => raw?.includes(`${JSON.stringify(field)}:`) === true);
    if (holds) expect(outcome).toBe("unusable");
  }
  const refused = new Set(outputs.check.refused.map(({ origin }) => origin.entry));
  expect(
    outputs.rank.filter(({ origin }) => refused.has(origin.entry) && origin.entry.includes("#")),
  ).toEqual([]);
  for (const text of contents.flatMap(wordsOf)) expect(findPatientIdentifiers(text)).toEqual([]);
  const kept = new Set(calls.map(({ raw }) => raw));
  for (const raw of said) expect(kept.has(raw.slice(0, 1_000_000)), raw.slice(0, 200)).toBe(true);
  for (const { outcome, problem } of calls) expect(problem === null).toBe(outcome === "answered");

  // bounded
  expect(suggestions.length).toBeLessThanOrEqual(limit);
  for (const { content } of suggestions) expect(content.length).toBeLessThan(20_000);
  for (const { output } of rows) expect(output.length).toBeLessThan(4_000_000);
  for (const { raw, problem } of calls) {
    expect(raw?.length ?? 0).toBeLessThanOrEqual(1_000_000);
    expect(problem?.length ?? 0).toBeLessThan(600);
  }
  expect(one.mustHold.length).toBeGreaterThan(0);
  return contents;
}

describe("a whole run whose model obeys", () => {
  test.each(cases.map((one) => [one.id, one] as const))("%s", async (_id, one) => {
    const ran = await runCase(one);
    const contents = await expectHeld(one, ran);
    const { outputs } = await readRecord(ran);
    const shown = contents.flatMap(wordsOf);

    // The words did reach the model, where they stand in what it is sent.
    const sent = ran.asked.map(({ text }) => text).join("\n");
    const onLine = one.text.trim().replaceAll(/\s+/gu, " ");
    const forms = [one.text, onLine, JSON.stringify(one.text).slice(1, -1)];
    const reached = forms.some((form) => sent.includes(form));
    if (one.where !== "stored-reply" && one.padding === undefined) expect(reached).toBe(true);

    if (one.mustHold.includes("not-scored")) {
      const texts = textsIn(pick(one.obeys.candidate ?? {}, ["title", "hazard", "effect", "harm"]));
      for (const text of texts) {
        if (findStatedLevel(text) === null && !text.includes("\u202E")) continue;
        expect(shown.filter((words) => words.includes(text))).toEqual([]);
      }
    }
    if (one.mustHold.includes("not-a-fact")) {
      for (const quote of quotesOf(one).filter((text) => !ran.description.includes(text))) {
        const spans = contents.flatMap(({ evidence }) => evidence.product);
        expect(spans.filter((span) => span.quote.includes(quote))).toEqual([]);
        const drafts = outputs.draft.filter(({ struck }) => (struck?.quotes ?? 0) > 0);
        expect(drafts.length).toBeGreaterThan(0);
        for (const { content } of drafts) {
          expect(JSON.stringify(content)).toContain("No quotation of the drafter's stands");
        }
      }
      for (const { text } of controlsOf(one)) {
        if (ran.description.includes(String(text))) continue;
        const stated = contents.flatMap(({ controls }) =>
          controls.filter((control) => control.text === text && control.basis === "stated"),
        );
        expect(stated).toEqual([]);
      }
    }
    if (one.mustHold.includes("inert")) {
      const laid = overlayOf(one, true);
      const texts = textsIn(pick(laid, ["title", "hazard", "effect"]));
      const own = outputs.draft.filter(({ origin }) => origin.entry.includes("#"));
      const drafted = textsIn(own.map(({ content }) => content));
      for (const text of texts) expect(drafted).toContain(text.trim());
    }
  });

  test("is asked by nobody who did not name its host", async () => {
    const [one] = cases;
    if (one === undefined) throw new Error("expected a case");
    const { model, asked } = makeObedient(one);
    const desk = await record().desk({ model, bank });
    await namePerson(desk);
    const { id } = await addDescribed(desk, one);
    const elsewhere = { product: id, sendTo: "evil.example" };
    expect((await refusalOf(desk.call("run.identify", elsewhere))).message).toContain(
      "nothing was sent",
    );
    await desk.call("run.preview", { product: id });
    await desk.call("run.identify", { product: id });
    expect(asked).toEqual([]);
    expect(await desk.count("model_call")).toBe(0);
  });
});
