import { foldedTokens, type FoldedToken } from "../text/folded-words.ts";
import { mayBegin, phraseEnds } from "../text/phrase.ts";
import { spanOf, type Span } from "../text/span.ts";
import { joinWords } from "./join-words.ts";
import type { LevelRule } from "./level-phrase.ts";
import { levelRules } from "./level-rules.ts";
import { joinable } from "./level-words.ts";

type RulesOf = (token: FoldedToken) => readonly LevelRule[];

/** The rules that may begin with a token: looked for once for each kind and text, all that steps see. */
function rememberRules(): RulesOf {
  const known = new Map<string, readonly LevelRule[]>();
  return (token) => {
    const key = `${token.kind} ${token.text}`;
    const rules = known.get(key) ?? levelRules.filter(({ steps }) => mayBegin(token, steps));
    known.set(key, rules);
    return rules;
  };
}

/**
 * The first words that state how severe, likely, risky or acceptable a hazard is, in the unchanged
 * text: those are for people to say (DESIGN §1, rule 1). What a patient has (`major haemorrhage`) or
 * a product shows (`a low-risk result`) is let through. What it cannot tell apart it refuses.
 */
export function findStatedLevel(text: string): Span | null {
  const tokens = joinWords(foldedTokens(text), joinable);
  const rulesOf = rememberRules();
  for (const [at, first] of tokens.entries()) {
    let last = -1;
    for (const { steps, unless } of rulesOf(first)) {
      for (const end of phraseEnds(tokens, at, steps)) {
        if (end > last && unless?.({ tokens, start: at, end }) !== true) last = end;
      }
    }
    const closing = tokens[last - 1];
    if (closing !== undefined) return spanOf(text, first.start, closing.end);
  }
  return null;
}
