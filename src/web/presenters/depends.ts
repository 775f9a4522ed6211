import type { ShownDepends } from "../../app/log/depends.ts";
import { controlOwners, controlTypes } from "../../domain/bank/entry.ts";
import type { Losing } from "../../domain/hazard/depends.ts";
import { sayGone, sayLosing } from "../../domain/hazard/say-depends.ts";
import { dependsAt, hazardAt, logAt } from "./addresses.ts";
import { capitalise, controlStateWords, controlTypeWords, count, ownerWords } from "./words.ts";

type Select = {
  readonly id: string;
  readonly label: string;
  readonly items: readonly { value: string; text: string; selected: boolean }[];
};
export type DependsPage = {
  readonly productName: string;
  readonly log: string;
  readonly form: {
    readonly action: string;
    readonly on: string;
    readonly selects: readonly Select[];
  };
  /** Null where nothing was asked yet. */
  readonly answer: {
    /** `If every design control went, 3 of 40 hazards would lose …`. */
    readonly finding: string;
    readonly losing: readonly LosingItem[];
    /** How many more there are; empty where all are shown. */
    readonly more: string;
    readonly kept: string;
  } | null;
};
export type LosingItem = {
  readonly ref: string;
  readonly href: string;
  readonly name: string;
  /** Whether no control would be left on any of its causes. */
  readonly nothingLeft: boolean;
  readonly causes: readonly { readonly said: string; readonly text: string }[];
  readonly controls: readonly {
    readonly number: number;
    readonly text: string;
    readonly about: string;
  }[];
};

/** More than this are counted: whoever asks so widely narrows it. */
const maxShown = 100;

const present = (
  slug: string,
  { hazard, gone, bare, trained, nothingLeft }: Losing,
): LosingItem => ({
  ref: hazard.ref,
  href: hazardAt(slug, hazard.ref),
  name: hazard.name,
  nothingLeft,
  causes: sayLosing({ bare, trained }).map(({ cause, said }) => ({
    said: capitalise(said),
    text: cause.text,
  })),
  controls: gone.map(({ number, text, type, owner, state }) => ({
    number,
    text,
    about: [controlTypeWords[type], ownerWords[owner], controlStateWords[state]].join(" · "),
  })),
});

const select = <T extends string>(
  id: string,
  label: string,
  any: string | null,
  values: readonly T[],
  words: Readonly<Record<T, string>>,
  chosen: string | undefined,
): Select => ({
  id,
  label,
  items: [
    ...(any === null ? [] : [{ value: "", text: any, selected: chosen === undefined }]),
    ...values.map((value) => ({
      value,
      text: capitalise(words[value]),
      selected: value === chosen,
    })),
  ],
});

const countWords = { all: "every control", existing: "only those confirmed to exist" } as const;

export function presentDepends(shown: ShownDepends): DependsPage {
  const { product, asked } = shown;
  return {
    productName: product.name,
    log: logAt(product.slug),
    form: {
      action: dependsAt(product.slug),
      on: asked?.on ?? "",
      selects: [
        select("owner", "Whose controls", "Any", controlOwners, ownerWords, asked?.owner),
        select("type", "Type of control", "Any", controlTypes, controlTypeWords, asked?.type),
        select(
          "count",
          "Which controls count",
          null,
          ["all", "existing"] as const,
          countWords,
          asked?.count ?? "all",
        ),
      ],
    },
    answer: asked === null ? null : presentAnswer(shown, sayGone(asked)),
  };
}

function presentAnswer(
  { product, hazards, losing, kept }: ShownDepends,
  gone: string,
): NonNullable<DependsPage["answer"]> {
  const shown = losing.slice(0, maxShown);
  const more = losing.length - shown.length;
  const none =
    kept.length === 0
      ? "no hazard has such a control"
      : "no hazard would lose the only control of a cause";
  const some = `${losing.length} of ${count(hazards, "hazard")} would lose what acts on a cause`;
  return {
    finding: `If ${gone}, ${losing.length === 0 ? none : some}.`,
    losing: shown.map((one) => present(product.slug, one)),
    more: more === 0 ? "" : `${count(more, "more hazard")}: narrow the question to see them.`,
    kept:
      kept.length === 0
        ? ""
        : `${count(kept.length, "other hazard has", "other hazards have")} such a control and would keep another on every cause it acts on: ${kept.slice(0, maxShown).join(", ")}${kept.length > maxShown ? ", …" : ""}.`,
  };
}
