import type { DeclaredScheme } from "../../../app/scheme/declared.ts";
import type { ListedSchemes } from "../../../app/scheme/list.ts";
import { sayPerson } from "../account.ts";
import { schemeOfAt } from "../addresses.ts";
import { createFields, type ChoiceField, type TextField } from "../field.ts";
import type { Problem } from "../frame.ts";
import type { Typed } from "../typed.ts";
import { count, sayTime } from "../words.ts";
import { presentScheme, titleOfScheme, type SchemeItem } from "./list.ts";

export type ProductSchemePage = {
  readonly productName: string;
  readonly address: string;
  /** Null where what the product names is not here. */
  readonly scheme: SchemeItem | null;
  readonly name: string;
  /** Newest first. */
  readonly declarations: readonly { readonly sentence: string; readonly reason: string }[];
  /** What declaring another would do; empty where nothing is scored. */
  readonly marks: string;
  /** Schemes to choose from, each whole. */
  readonly others: readonly SchemeItem[];
  readonly form: {
    readonly choice: ChoiceField;
    readonly reason: TextField;
    readonly key: string;
  } | null;
};

/** What a choice sends: the scheme, and the hash of it as it is shown here. */
const choiceValue = (name: string, hash: string): string => `${name} ${hash}`;

/** The scheme and the hash that a choice names; null for anything else. */
export function readChoice(value: string): { scheme: string; seen: string } | null {
  const [, scheme, seen] = /^([a-z0-9-]{1,60} [0-9]{1,6}) ([0-9a-f]{64})$/u.exec(value) ?? [];
  return scheme === undefined || seen === undefined ? null : { scheme, seen };
}

export function presentProductScheme(
  declared: DeclaredScheme,
  { schemes }: ListedSchemes,
  {
    mayDeclare,
    key,
    typed,
    problems,
  }: {
    readonly mayDeclare: boolean;
    readonly key: string;
    readonly typed: Typed;
    readonly problems: readonly Problem[];
  },
): ProductSchemePage {
  const { product, scheme, declarations, scored } = declared;
  const newest = declarations[0]?.scheme;
  const others = schemes.filter(({ name }) => name !== newest);
  const fields = createFields(typed, problems);
  return {
    productName: product.name,
    address: schemeOfAt(product.slug),
    scheme: scheme === null ? null : presentScheme(scheme),
    name: product.scheme,
    declarations: declarations.map(({ scheme: name, by, at, reason }) => ({
      sentence: `${name}, declared by ${sayPerson(by)}, ${sayTime(at)}`,
      reason,
    })),
    marks:
      scored.length === 0
        ? ""
        : `${count(scored.length, "hazard has", "hazards have")} a score (${sayRefs(scored)}). A score by another scheme is kept, and marked to be given again.`,
    others: others.filter(({ name }) => name !== scheme?.name).map(presentScheme),
    form:
      mayDeclare && others.length > 0
        ? {
            choice: fields.choice(
              "choice",
              "Scheme",
              others.map((kept) => ({
                value: choiceValue(kept.name, kept.hash),
                label: titleOfScheme(kept),
                means: "",
              })),
            ),
            reason: fields.text("reason", "Why this scheme"),
            key,
          }
        : null,
  };
}

const maxRefs = 8;
const sayRefs = (refs: readonly string[]): string =>
  refs.length <= maxRefs
    ? refs.join(", ")
    : `${refs.slice(0, maxRefs).join(", ")} and ${refs.length - maxRefs} more`;
