import { sha256 } from "../hash/canonical.ts";

const markLength = 16;

/**
 * A text between two lines that it cannot hold itself: their mark is made from its own hash, so
 * that whoever wrote the text cannot end it early and go on as if instructing the model.
 */
export function fence(name: string, text: string): string {
  const mark = sha256(text).slice(0, markLength);
  return `BEGIN DATA ${name} ${mark}\n${text}\nEND DATA ${name} ${mark}`;
}
