import { AppError } from "../errors.ts";
import type { Answer } from "../ports.ts";

/** A language model answered, and what it said cannot be used: kept with what it cost, never repaired. */
export class UnreadableAnswer extends AppError {
  override readonly name = "UnreadableAnswer";
  /** What it said, word for word; may hold anything. */
  readonly raw: string;
  readonly tokens: Answer<unknown>["tokens"];
  /** What was asked of whom. */
  readonly versions: Readonly<Record<string, string>>;

  constructor(
    issues: string,
    answer: Pick<Answer<unknown>, "raw" | "tokens">,
    versions: Readonly<Record<string, string>>,
  ) {
    const { model = "the model", prompt = "the prompt" } = versions;
    super("run-failed", `The answer of ${model} to ${prompt} does not hold: ${issues}.`);
    this.raw = answer.raw;
    this.tokens = answer.tokens;
    this.versions = versions;
  }
}
