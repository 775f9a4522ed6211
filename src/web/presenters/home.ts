import type { DeskProduct, ShownDesk } from "../../app/desk/show.ts";
import type { Need, NeedKind } from "../../domain/desk/needs.ts";
import { hazardAt, identifyAt, logAt, productAt, queueAt, runAt } from "./addresses.ts";
import type { LeftOpen } from "./left-open.ts";
import { count } from "./words.ts";

type Link = { readonly text: string; readonly href: string };
export type HomeLine = Link & {
  /** What there is to do about it; empty where the link says it. */
  readonly hint: string;
  /** Hazards that it is about, and how many more there are. */
  readonly hazards: readonly Link[];
  readonly more: number;
};
export type HomeProduct = Link & {
  readonly lines: readonly HomeLine[];
  /** What is left to look at where nothing waits; null where something does, or nothing is left. */
  readonly left: LeftOpen | null;
};
export type HomePage = {
  /** Where to begin: the most pressing of all; null where nothing asks for anybody. */
  readonly begin: (Link & { readonly product: string; readonly hint: string }) | null;
  readonly products: readonly HomeProduct[];
  /** Products that ask for nothing. */
  readonly quiet: readonly (Link & Pick<HomeProduct, "left">)[];
  /** Products that were not looked at for this page. */
  readonly others: string | null;
  readonly isFirstStart: boolean;
};

/** More hazards than this are counted, and found in the log. */
const maxHazards = 5;

type Said = { readonly text: string; readonly hint?: string; readonly href: string };
type Sayer = (need: Need, about: DeskProduct) => Said;

const runLine =
  (says: string, hint: string): Sayer =>
  ({ refs: [ref = ""] }, { product: { slug } }) => ({
    text: `${ref} ${says}`,
    hint,
    href: runAt(slug, ref),
  });
const logLine =
  (one: string, many: string, hint = ""): Sayer =>
  ({ count: number, refs }, { product: { slug } }) => {
    const [only] = refs;
    const href = refs.length === 1 && only !== undefined ? hazardAt(slug, only) : logAt(slug);
    return { text: count(number, one, many), hint, href };
  };

/** A new kind of need does not compile until it has words and a place where it is met. */
const sayers: Readonly<Record<NeedKind, Sayer>> = {
  "run-failed": runLine("failed", "See at which step, and resume it."),
  "run-stopped": runLine("was stopped before its end", "What it did is kept. Resume it there."),
  "run-abandoned": runLine("is not finished, and nobody works on it", "Resume it there."),
  "run-at-work": runLine("is at work", "Follow it there."),
  "action-overdue": logLine("action overdue", "actions overdue"),
  "action-open": logLine("action to be done", "actions to be done"),
  "re-score": logLine(
    "hazard to score again",
    "hazards to score again",
    "They changed since they were scored.",
  ),
  unscored: logLine("hazard without a score", "hazards without a score"),
  "no-control": logLine("cause without a control", "causes without a control"),
  "training-alone": logLine(
    "cause with training alone",
    "causes with training alone",
    "Training alone seldom lowers a risk.",
  ),
  "description-newer": (_need, { product, version, identified }) => ({
    text: "The description is newer than the last look at all of it",
    hint: `It has version ${version}; version ${identified ?? 0} was looked at. Look for hazards again.`,
    href: identifyAt(product.slug),
  }),
  "never-identified": ({ refs }, { product }) => ({
    text:
      refs.length === 0
        ? "No hazard was looked for yet"
        : "Hazards were looked for in a part of it alone",
    hint: "Identify hazards: the queue fills in a minute.",
    href: identifyAt(product.slug),
  }),
  suggestions: ({ count: number }, { product }) => ({
    text: `${count(number, "suggestion")} to decide`,
    href: queueAt(product.slug),
  }),
  deferred: ({ count: number }, { product }) => ({
    text: `${count(number, "suggestion")} put off`,
    href: `${queueAt(product.slug)}?state=deferred`,
  }),
  questions: ({ count: number }, { product }) => ({
    text: `${count(number, "question")} to the maker open`,
    href: `${productAt(product.slug)}#questions`,
  }),
};

function toLine(need: Need, about: DeskProduct): HomeLine {
  const { slug } = about.product;
  const { hint = "", ...link } = sayers[need.kind](need, about);
  const hazards = need.refs.filter((ref) => ref.startsWith("H-"));
  return {
    ...link,
    hint,
    hazards: hazards.slice(0, maxHazards).map((ref) => ({ text: ref, href: hazardAt(slug, ref) })),
    more: Math.max(0, hazards.length - maxHazards),
  };
}

export function presentHome(
  { products, others }: ShownDesk,
  left: ReadonlyMap<string, LeftOpen | null> = new Map(),
): HomePage {
  const named = products.map((about) => ({
    text: about.product.name,
    href: productAt(about.product.slug),
    left: left.get(about.product.slug) ?? null,
    lines: about.needs.map((need) => toLine(need, about)),
    // A run at work asks for nobody: it is told, and nothing begins with it.
    isQuiet: about.needs.every(({ kind }) => kind === "run-at-work"),
  }));
  const asking = named.filter(({ lines }) => lines.length > 0);
  const first = named.find(({ isQuiet }) => !isQuiet);
  const line = first?.lines[0];
  return {
    begin:
      first === undefined || line === undefined
        ? null
        : { text: line.text, href: line.href, hint: line.hint, product: first.text },
    products: asking.map(({ text, href, lines, left }) => ({ text, href, lines, left })),
    quiet: named
      .filter(({ lines }) => lines.length === 0)
      .map(({ text, href, left }) => ({ text, href, left })),
    others: others === 0 ? null : count(others, "more product"),
    isFirstStart: products.length === 0,
  };
}
