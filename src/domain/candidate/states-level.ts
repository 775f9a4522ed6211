import { foldedTokens } from "../text/folded-words.ts";
import { mayBegin, phraseEnds } from "../text/phrase.ts";
import { spanOf, type Span } from "../text/span.ts";
import { joinWords } from "./join-words.ts";
import { levelRules } from "./level-rules.ts";
import { joinable } from "./level-words.ts";

/**
 * The first words that state how severe, likely, risky or acceptable a hazard is, in the unchanged
 * text: those are for people to say (DESIGN §1, rule 1). What a patient has (`major haemorrhage`) or
 * a product shows (`a low-risk result`) is let through. What it cannot tell apart it refuses.
 */
export function findStatedLevel(text: string): Span | null {
  const tokens = joinWords(foldedTokens(text), joinable);
  for (const [at, first] of tokens.entries()) {
    let last = -1;
    for (const { steps, unless } of levelRules) {
      if (!mayBegin(first, steps)) continue;
      for (const end of phraseEnds(tokens, at, steps)) {
        if (end > last && unless?.({ tokens, start: at, end }) !== true) last = end;
      }
    }
    const closing = tokens[last - 1];
    if (closing !== undefined) return spanOf(text, first.start, closing.end);
  }
  return null;
}
