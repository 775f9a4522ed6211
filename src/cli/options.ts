import { InvalidArgumentError, type Command } from "commander";

/** `1,3` → [1, 3]. */
export function parseNumbers(text: string): number[] {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.some((part) => !/^[1-9][0-9]{0,3}$/u.test(part))) {
    throw new InvalidArgumentError("Expected numbers separated by commas, such as 1,3.");
  }
  return parts.map(Number);
}

export function parseWholeNumber(text: string): number {
  if (!/^[0-9]{1,6}$/u.test(text)) throw new InvalidArgumentError("Expected a whole number.");
  return Number(text);
}

/** `--json` on commands that show something. */
export const withJson = (command: Command): Command =>
  command.option("--json", "print JSON instead of text");

/** `--product` on commands that take a short reference. */
export const withProduct = (command: Command): Command =>
  command.option(
    "--product <product>",
    "the product that a short reference such as S-17 belongs to",
  );

export const toJsonText = (value: unknown): string => JSON.stringify(value, null, 2);

/** `--seen` on commands that decide about one thing. */
const withSeen = (command: Command): Command =>
  command.option("--seen <hash>", "hash that show printed; never defaulted");

/** `--product`, `--seen` and `--json`: what every decision takes. */
export const withDecision = (command: Command): Command => withJson(withSeen(withProduct(command)));

export type DecisionOptions = { product?: string; seen?: string; json?: boolean };
