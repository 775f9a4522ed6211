import { setTimeout as sleep } from "node:timers/promises";
import { sha256 } from "../../src/domain/hash/canonical.ts";
import { NoAnswer } from "../../src/app/no-answer.ts";
import type { Answer, Chat, LanguageModel } from "../../src/app/ports.ts";
import { draftingOutputs, type Prompts } from "../../src/domain/prompt/prompt.ts";

type Task = keyof typeof draftingOutputs;
export type ScriptedQuestion = { readonly task: Task; readonly text: string };
export type Scripted = {
  readonly model: LanguageModel;
  /** Every question, in the order in which they were put. */
  readonly asked: ScriptedQuestion[];
};

/** What stands between the fences of a name in a question; null where there is none. */
export function partOf(text: string, name: string): string | null {
  const begin = new RegExp(`^BEGIN DATA ${name} (?<mark>[0-9a-f]{16})$`, "mu").exec(text);
  if (begin === null) return null;
  const from = begin.index + begin[0].length + 1;
  const to = text.indexOf(`\nEND DATA ${name} ${begin.groups?.["mark"]}`, from - 1);
  return text.slice(from, to);
}

const jsonOf = (text: string, name: string): unknown => JSON.parse(partOf(text, name) ?? "[]");

/** The first sentence of a description that may be quoted whole. */
function quoteOf(text: string): string {
  const lines = (partOf(text, "product description") ?? "").split("\n");
  const line = lines.find((one) => one.split(/\s+/u).length > 4 && !one.startsWith("#")) ?? "";
  return line.split(/\s+/u).slice(0, 12).join(" ");
}

const syllables = [
  "ba",
  "ke",
  "di",
  "fo",
  "gu",
  "la",
  "me",
  "ni",
  "po",
  "ru",
  "sa",
  "te",
  "vi",
  "wo",
  "zu",
  "ha",
];
/** Made-up words that no other seed has: hazards of different cells must not read alike. */
const madeUp = (seed: string, count: number): string =>
  Array.from({ length: count }, (_, i) =>
    Array.from(
      sha256(`${seed} ${i}`).slice(0, 4),
      (digit) => syllables[Number.parseInt(digit, 16)] ?? "",
    ).join(""),
  ).join(" ");

/** A candidate as a careful model drafts it: grounded, and unlike every other. */
function honestCandidate(text: string, cell: string, at: number): Record<string, unknown> {
  const prior = jsonOf(text, "prior hazards") as { id: string }[];
  const named = madeUp(`${cell} ${at}`, 6);
  return {
    cell,
    guideWord: "wrong",
    condition: "normal",
    step: "",
    quotes: [quoteOf(text)],
    citations: prior.slice(0, 1).map(({ id }) => id),
    title: `Mistaken ${madeUp(`${cell} ${at}`, 2)}`,
    hazard: `The ${named} entry reads otherwise than what was said to the clinician.`,
    effect: "The clinician acts on it.",
    harm: "Treatment that the patient should not have had.",
    exposed: "",
    causes: [
      { text: `The ${named} part keeps what an earlier visit said.`, kind: "software" },
      { text: "The clinician reads the first line only.", kind: "human" },
    ],
    controls: [
      {
        text: "Empty what is kept when a visit ends.",
        type: "design",
        owner: "maker",
        actsOn: [1],
        worksIf: "No test shows an earlier visit.",
        stated: null,
      },
    ],
    assumptions: [],
  };
}

const perQuestion = 2;

/** What an honest and simple model answers. */
export function honestAnswer({ task, text }: ScriptedQuestion): unknown {
  const numbered = (): number[] =>
    (jsonOf(text, "candidates") as { candidate: number }[]).map(({ candidate }) => candidate);
  switch (task) {
    case "profile":
      return {
        intendedUse: null,
        functions: [],
        facets: [],
        thirdParties: [],
        denied: [],
        questions: [],
      };
    case "gaps": {
      const [cell] = jsonOf(text, "found by cell") as { cell: string }[];
      return { candidates: cell === undefined ? [] : [honestCandidate(text, cell.cell, 99)] };
    }
    case "draft-function":
    case "draft-lens":
    case "draft-interactions": {
      const cells = (jsonOf(text, "cells") as { cell: string }[]).slice(0, perQuestion);
      return { candidates: cells.map(({ cell }, i) => honestCandidate(text, cell, i)) };
    }
    case "check":
      return {
        checks: numbered().map((candidate) => ({
          candidate,
          facts: [],
          causes: [],
          presupposed: [],
        })),
      };
    case "merge":
      return { situations: [] };
    case "rank":
      return { order: numbered() };
    case "wording":
      return { wordings: [] };
  }
}

/** Why there is no answer, as the adapter of a server would throw it. */
export const noAnswer = (
  sentence = "The language model's server at models.example failed (503).",
): NoAnswer => new NoAnswer(sentence, { reason: "status", status: 503, tries: 4, raw: "busy" });

/**
 * A language model that follows a script: `answer` gives what it says to a question, an `Error` that it
 * throws, or `unusable` words. Each answer takes `latencyMs`.
 */
export function makeScriptedModel(
  prompts: Prompts,
  {
    answer = honestAnswer,
    latencyMs = 0,
    ...bounds
  }: {
    readonly answer?: (question: ScriptedQuestion, at: number) => unknown;
    readonly latencyMs?: number;
    readonly contextTokens?: number;
    readonly budgetTokens?: number;
  } = {},
): Scripted {
  const tasks = new Map(
    (Object.keys(draftingOutputs) as Task[]).map((task) => [prompts[task].body, task]),
  );
  const asked: ScriptedQuestion[] = [];
  const chat: Chat = {
    id: "scripted-1",
    sendsTo: "models.example",
    async ask({ prompt, text, $answer }, signal) {
      const task = tasks.get(prompt);
      if (task === undefined) throw new Error("expected a prompt of drafting");
      const question = { task, text };
      asked.push(question);
      const at = asked.length;
      await sleep(latencyMs, undefined, signal === undefined ? {} : { signal });
      const said = answer(question, at);
      if (said instanceof Error) throw said;
      const raw = typeof said === "string" ? said : JSON.stringify(said);
      return { ...read(raw, $answer), raw, format: "json-schema", mended: "none", tokens };
    },
  };
  const model = { chat, contextTokens: 64_000, budgetTokens: 10_000_000, price: null, ...bounds };
  return { model, asked };
}

const tokens = { in: 1_000, out: 200 };

function read<T>(
  raw: string,
  $answer: Parameters<Chat["ask"]>[0]["$answer"],
): Pick<Answer<T>, "parsed"> {
  const refuse = (issues: string): Pick<Answer<T>, "parsed"> => ({
    parsed: { ok: false, why: "wrong-schema", issues },
  });
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    return refuse("expected one JSON object and nothing around it, got other text");
  }
  const parsed = $answer.safeParse(value);
  return parsed.success
    ? { parsed: { ok: true, value: parsed.data as T } }
    : refuse(
        parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "),
      );
}
