import type { VerdictLevel } from "../../domain/evaluation/verdict.ts";

/** What a person typed while judging. */
export type Typed =
  | { readonly kind: "show" | "undo" | "skip" | "help" }
  | { readonly kind: "quit" }
  | {
      readonly kind: "decision";
      /** `rest`: every candidate that is open, and NO alone can be said of it. */
      readonly candidates: readonly number[] | "rest";
      readonly verdict: VerdictLevel;
      readonly causes: readonly number[];
      readonly why: string;
    }
  | { readonly kind: "unreadable"; readonly sentence: string };

const words = ["show", "undo", "skip", "quit", "help"] as const;
const levels = { strict: "STRICT", lenient: "LENIENT", no: "NO" } as const;
const numbers = String.raw`\d{1,4}(?:\s*-\s*\d{1,4})?(?:\s*,\s*\d{1,4}(?:\s*-\s*\d{1,4})?)*`;
const decision = new RegExp(
  String.raw`^(?<who>rest|${numbers})\s+(?<level>strict|lenient|no)\b\s*(?<rest>.*)$`,
  "iu",
);
const withCauses = new RegExp(
  String.raw`^(?<causes>${numbers})?\s*\bbecause\b[:,]?\s*(?<why>.*)$`,
  "iu",
);

const unreadable = (sentence: string): Typed => ({ kind: "unreadable", sentence });

/** `1,3-5` → [1, 3, 4, 5]. */
function toNumbers(text: string): number[] {
  return text.split(",").flatMap((part) => {
    const [from = 0, to = from] = part.split("-").map(Number);
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
  });
}

function levelOf(text: string): VerdictLevel {
  const lower = text.toLowerCase();
  return lower === "strict" || lower === "lenient" ? levels[lower] : "NO";
}

/** `3 strict 1,2 because …`, `4,6-8 no …`, `rest no …`, or one of the words that steer. */
export function parseDecision(line: string): Typed {
  const text = line.trim();
  const word = words.find((one) => one === text.toLowerCase());
  if (word !== undefined) return { kind: word };
  if (text === "") return { kind: "show" };
  const found = decision.exec(text)?.groups;
  if (found === undefined) {
    return unreadable(
      `Expected such as “3 strict 1,2 because …” or “rest no …”; found “${text.slice(0, 60)}”. Type help.`,
    );
  }
  const { who = "", level = "", rest = "" } = found;
  const verdict = levelOf(level);
  const said = withCauses.exec(rest)?.groups;
  if (said === undefined && /^\d/u.test(rest)) {
    return unreadable("After the numbers of causes comes “because”, and then the reason.");
  }
  const causes = toNumbers(said?.["causes"] ?? "0").filter((cause) => cause > 0);
  const why = said?.["why"] ?? rest;
  if (who.toLowerCase() !== "rest") {
    const candidates = toNumbers(who);
    if (candidates.length === 0) return unreadable(`“${who}” names no candidate.`);
    return { kind: "decision", candidates, verdict, causes, why };
  }
  if (verdict !== "NO") {
    return unreadable("Of the rest only NO can be said at once: name the candidates that match.");
  }
  return { kind: "decision", candidates: "rest", verdict, causes, why };
}
