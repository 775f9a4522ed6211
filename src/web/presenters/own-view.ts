import type { ShownSuggestion } from "../../app/queue/show.ts";
import type { WithheldSuggestion } from "../../app/queue/withheld.ts";
import { agreementWords } from "../../domain/view/say-agreement.ts";
import { sayPlace, type SaidPlace } from "../../domain/view/say-place.ts";
import { agreements } from "../../domain/view/view.ts";
import { viewsAt } from "./addresses.ts";
import { createFields, type ChoiceField, type TextField } from "./field.ts";
import type { Problem } from "./frame.ts";
import { markText, type MarkedLine } from "./marks.ts";
import type { Typed } from "./typed.ts";
import { nextAt, type Within } from "./within.ts";
import { sayTime } from "./words.ts";

export type OwnViewPage = {
  readonly ref: string;
  readonly address: string;
  readonly position: string;
  readonly place: SaidPlace;
  readonly every: number;
  readonly views: string;
  readonly text: TextField;
  readonly key: string;
  readonly next: { readonly ref: string; readonly href: string } | null;
  readonly previous: OwnViewPage["next"];
  readonly description: readonly MarkedLine[];
  readonly productName: string;
  /** What had been entered before the suggestion was withheld; shown so that nothing is lost. */
  readonly entered: readonly { readonly name: string; readonly text: string }[];
};

/** The page on which a person writes their own view: where to look, and what the description says. */
export function presentOwnView(
  { suggestion, product, place, description, every, of, run, next, previous }: WithheldSuggestion,
  key: string,
  typed: Typed,
  problems: readonly Problem[],
  entered: OwnViewPage["entered"] = [],
  within: Within | null = null,
): OwnViewPage {
  const to = (other: string | null): OwnViewPage["next"] =>
    other === null ? null : { ref: other, href: nextAt(product.slug, other, within) };
  return {
    ref: suggestion.ref,
    address: nextAt(product.slug, suggestion.ref, within),
    position: `${suggestion.rank} of ${of} in ${run}`,
    place: sayPlace(place),
    every,
    views: viewsAt(product.slug),
    text: createFields(typed, problems).text(
      "own-view",
      "What could go wrong here, and who would be harmed?",
    ),
    key,
    next: to(next),
    previous: to(previous),
    description: markText(description, []),
    productName: product.name,
    entered,
  };
}

/** What people thought of a suggestion before it opened to them, on its page. */
export type KeptViews = {
  readonly mine: {
    readonly text: string;
    readonly when: string;
    /** What was said of it last; null before anything was. */
    readonly said: { readonly label: string; readonly text: string | null } | null;
    readonly field: ChoiceField;
    readonly words: TextField;
    /** Whether the question stands open. */
    readonly open: boolean;
  } | null;
  readonly others: readonly {
    readonly by: string;
    readonly when: string;
    readonly text: string;
    readonly said: string | null;
  }[];
  readonly views: string;
  readonly seen: string;
  readonly key: string;
};

/** Null where nobody was asked. Nothing is chosen beforehand, not even what was said last. */
export function presentKeptViews(
  { views, product, suggestion }: ShownSuggestion,
  person: string | null,
  key: string,
  typed: Typed,
  problems: readonly Problem[],
): KeptViews | null {
  if (views.length === 0) return null;
  const mine = views.find(({ by }) => by.id === person);
  const fields = createFields(typed, problems);
  const choices = agreements.map((value) => ({ value, ...agreementWords[value] }));
  return {
    mine:
      mine === undefined
        ? null
        : {
            text: mine.text,
            when: sayTime(mine.at),
            said:
              mine.agreement === null
                ? null
                : {
                    label: agreementWords[mine.agreement.agreement].label,
                    text: mine.agreement.text,
                  },
            field: fields.choice("agreement", "How near was your view?", choices),
            words: fields.text("agreement-text", "In your words (optional)"),
            open:
              mine.agreement === null ||
              problems.some(({ field }) => field?.startsWith("agreement") === true),
          },
    others: views
      .filter((view) => view !== mine)
      .map(({ by, at, text, agreement }) => ({
        by: by.name,
        when: sayTime(at),
        text,
        said: agreement === null ? null : agreementWords[agreement.agreement].label.toLowerCase(),
      })),
    views: viewsAt(product.slug),
    seen: suggestion.hash,
    key,
  };
}
