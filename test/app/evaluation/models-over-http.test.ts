import { HttpResponse } from "msw";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { createModelAlone, createModelWithBank } from "../../../src/app/evaluation/model-arms.ts";
import { createModelJudge } from "../../../src/app/evaluation/model-judge.ts";
import type { Chat } from "../../../src/app/ports.ts";
import { loadConfig } from "../../../src/config/load.ts";
import { loadPrompts } from "../../../src/infra/files/prompts.ts";
import { createOpenAiCompatibleChat } from "../../../src/infra/llm/openai-compatible.ts";
import { makeCompletion } from "../../support/completion.ts";
import { makeProblem, modelUrl, serveModel } from "../../support/model-server.ts";

const prompts = await loadPrompts();
const { languageModel } = loadConfig({ HAZID_LLM_URL: modelUrl.href, HAZID_LLM_MODEL: "model-7b" });
const asked = { name: "Ward Board", description: "Shows beds.", top: 5 };
const drafted = { hazard: "A", effect: "B", harm: "C", exposed: "", causes: ["D"] };

function makeChat(): Chat {
  if (languageModel === null) throw new Error("expected a language model");
  return createOpenAiCompatibleChat(languageModel);
}

const $whole = z
  .object({
    properties: z.record(z.string(), z.unknown()),
    required: z.array(z.string()),
    additionalProperties: z.literal(false),
  })
  .refine(({ properties, required }) => Object.keys(properties).every((n) => required.includes(n)));

/** Objects of a schema that leave a field open or optional, which a strict server refuses. */
function openObjects(schema: unknown): unknown[] {
  if (typeof schema !== "object" || schema === null) return [];
  const isOpen = "properties" in schema && !$whole.safeParse(schema).success;
  return [...(isOpen ? [schema] : []), ...Object.values(schema).flatMap(openObjects)];
}

/** What one of them gets from a server that says this. */
const arms: readonly (readonly [string, unknown, (chat: Chat) => Promise<unknown>, unknown])[] = [
  [
    "a model alone",
    { hazards: [drafted] },
    async (chat) =>
      (await createModelAlone({ chat, prompt: prompts["evaluate-alone"] })(asked)).candidates,
    [{ ...drafted, rank: 1, citations: [] }],
  ],
  [
    "a model with the bank",
    { hazards: [{ ...drafted, citations: ["p-1"] }] },
    async (chat) =>
      (
        await createModelWithBank({
          chat,
          prompt: prompts["evaluate-with-bank"],
          priorHazards: () => Promise.resolve([{ id: "p-1", text: "E" }]),
        })(asked)
      ).candidates,
    [{ ...drafted, citations: [{ id: "p-1", resolves: true }] }],
  ],
  [
    "a model as judge",
    { verdicts: [{ candidate: 1, verdict: "LENIENT", causes: [], why: "The same effect" }] },
    async (chat) => {
      const judge = createModelJudge({ name: "m", chat, prompt: prompts["judge-pair"] });
      const gold = { ...drafted, id: "g", core: true, kinds: [] };
      const judged = await judge.judge(gold, [{ ...drafted, key: "k" }]).next();
      return judged.value?.verdicts;
    },
    [{ gold: "g", candidates: ["k"], verdict: "LENIENT", why: "The same effect" }],
  ],
];

describe.each(arms)("%s, with its shipped prompt", (_what, said, ask, outcome) => {
  test("asks a server by a schema that it can enforce, and reads what it says", async () => {
    const questions = serveModel(() => HttpResponse.json(makeCompletion(JSON.stringify(said))));
    expect(await ask(makeChat())).toMatchObject(outcome as object);
    const schema = questions[0]?.body.response_format?.json_schema?.schema;
    expect(schema).toHaveProperty("properties");
    expect(openObjects(schema)).toEqual([]);
    expect(JSON.stringify(schema)).not.toMatch(/minLength|minimum|maximum|pattern/u);
  });

  test("says why when the server's answer was cut off", async () => {
    serveModel(() => HttpResponse.json(makeCompletion('{"haz', { finish: "length" })));
    await expect(ask(makeChat())).rejects.toThrow(/^The answer of model-7b to .+ cut off/u);
  });

  test("takes nothing off an answer, in words alone either", async () => {
    const fenced = `\`\`\`json\n${JSON.stringify(said)}\n\`\`\``;
    const refuse = () => makeProblem(400, "invalid_request_error", "no response_format");
    serveModel(refuse, refuse, () => HttpResponse.json(makeCompletion(fenced)));
    await expect(ask(makeChat())).rejects.toThrow(
      /one JSON object and nothing around it, got more/u,
    );
  });
});
