import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { AppError } from "../../app/errors.ts";
import { sayIssues } from "../../app/issues.ts";
import { sha256 } from "../../domain/hash/canonical.ts";
import {
  $PromptHead,
  promptIds,
  type Prompt,
  type PromptId,
  type Prompts,
} from "../../domain/prompt/prompt.ts";

const shippedPrompts = fileURLToPath(new URL("../../../prompts", import.meta.url));

const frontMatter = /^---\n(?<head>.*?)\n---\n(?<body>.*)$/su;

function doesNotHold(id: string, what: string): AppError {
  return new AppError("invalid-input", `The prompt ${id}/prompt.md does not hold: ${what}.`);
}

function parseYaml(id: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    const [what = ""] = error instanceof Error ? error.message.split("\n") : [];
    throw doesNotHold(id, `its front matter is not YAML (${what})`);
  }
}

/** Parses a prompt with its front matter; throws a sentence that names file and field. */
export function parsePrompt(id: PromptId, text: string): Prompt {
  const { head, body } = frontMatter.exec(text)?.groups ?? {};
  if (head === undefined || body === undefined) {
    throw doesNotHold(id, "expected front matter between two lines of ---, then the words");
  }
  const parsed = $PromptHead.safeParse(parseYaml(id, head));
  if (!parsed.success) throw doesNotHold(id, sayIssues(parsed.error));
  if (parsed.data.id !== id) throw doesNotHold(id, `expected the id ${id}, got ${parsed.data.id}`);
  if (body.trim() === "") throw doesNotHold(id, "it has no words");
  return { ...parsed.data, body: body.trim(), hash: sha256(text) };
}

async function readPrompt(folder: string, id: PromptId): Promise<Prompt> {
  const file = join(folder, id, "prompt.md");
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new AppError("not-found", `The prompt ${file} cannot be read (${code}).`);
  });
  return parsePrompt(id, text);
}

/** Reads every prompt, and refuses a folder that hazid does not know. */
export async function loadPrompts(folder: string = shippedPrompts): Promise<Prompts> {
  const known: readonly string[] = promptIds;
  const [unknown] = (await readdir(folder)).filter((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new AppError("invalid-input", `There is no prompt ${unknown}: take its folder out.`);
  }
  const read = (id: PromptId): Promise<Prompt> => readPrompt(folder, id);
  return {
    "evaluate-alone": await read("evaluate-alone"),
    "evaluate-with-bank": await read("evaluate-with-bank"),
    "judge-pair": await read("judge-pair"),
    profile: await read("profile"),
    "draft-function": await read("draft-function"),
    "draft-lens": await read("draft-lens"),
    "draft-interactions": await read("draft-interactions"),
    gaps: await read("gaps"),
    check: await read("check"),
    merge: await read("merge"),
    rank: await read("rank"),
    wording: await read("wording"),
  };
}
