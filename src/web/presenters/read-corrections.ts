import { facetKinds, type FacetKind } from "../../domain/facet/kinds.ts";
import { sha256 } from "../../domain/hash/canonical.ts";
import { nameOf } from "../../domain/profile/functions.ts";
import type { ProductFunction } from "../../domain/profile/profile.ts";
import type { Form } from "../form.ts";
import type { Problem } from "./frame.ts";

type Facet = { readonly kind: FacetKind; readonly id: string };
type Told = { readonly by: "description" | "maker"; readonly words: string };
type Corrections = {
  readonly struck: Facet[];
  readonly added: (Facet & Told)[];
  readonly contested: Facet[];
  readonly functions: {
    readonly struck: string[];
    readonly added: Told[];
    readonly called: { readonly key: string; readonly words: string }[];
  };
};

/** Points, and functions, that may be added at once. */
const rows = [1, 2, 3] as const;
const numbered = (name: string, number: number): string =>
  number === 1 ? name : `${name}-${number}`;
/** The fields of each row, by their names. */
export const rowsOf = {
  facets: rows.map((number) => ({
    number,
    missed: numbered("missed", number),
    by: numbered("said-by", number),
    words: numbered("missed-words", number),
  })),
  functions: rows.map((number) => ({
    number,
    by: numbered("function-by", number),
    words: numbered("function-words", number),
  })),
};

/**
 * What the box and the field of a function are called: with its words, since another may have its key
 * once the description has changed.
 */
export function fieldsOfFunction(fn: Pick<ProductFunction, "key" | "span">): {
  readonly value: string;
  readonly called: string;
} {
  const value = `${fn.key}-${sha256(nameOf(fn)).slice(0, 12)}`;
  return { value, called: `reword-${value}` };
}
const ofFunction = /^(?:reword-)?(F\d{1,3})-[0-9a-f]{12}$/u;

/** What a box or an option stands for; null for what was not sent by our form. */
function readFacet(value: string): Facet | null {
  const [kind, id = ""] = value.split(":");
  const known = facetKinds.find((one) => one === kind);
  return known === undefined ? null : { kind: known, id };
}

type Read<T> = { readonly said: T | null; readonly problems: Problem[] };

function readTold(form: Form, ids: { readonly by: string; readonly words: string }): Read<Told> {
  const by = form.text(ids.by);
  const words = form.text(ids.words).trim();
  const isSaid = by === "description" || by === "maker";
  return {
    said: isSaid && words !== "" ? { by, words } : null,
    problems: [
      ...(isSaid ? [] : [{ field: ids.by, text: "Say who says so" }]),
      ...(words === "" ? [{ field: ids.words, text: "Give the words that say so" }] : []),
    ],
  };
}

function readMissed(form: Form, row: (typeof rowsOf.facets)[number]): Read<Facet & Told> {
  const facet = readFacet(form.text(row.missed));
  if (facet === null) {
    const isBlank = form.text(row.words).trim() === "";
    const problem = { field: row.missed, text: "Choose what was missed" };
    return { said: null, problems: isBlank ? [] : [problem] };
  }
  const { said, problems } = readTold(form, row);
  return { said: said && { ...facet, ...said }, problems };
}

const readFunction = (form: Form, row: (typeof rowsOf.functions)[number]): Read<Told> =>
  form.text(row.words).trim() === "" ? { said: null, problems: [] } : readTold(form, row);

/** What a person corrects, or what is to be mended in it. */
export function readCorrections(form: Form): {
  readonly corrections: Corrections;
  readonly problems: Problem[];
} {
  const missed = rowsOf.facets.map((row) => readMissed(form, row));
  const functions = rowsOf.functions.map((row) => readFunction(form, row));
  const facetsIn = (name: string): Facet[] =>
    form.texts(name).flatMap((value) => readFacet(value) ?? []);
  const corrections = {
    struck: facetsIn("strike"),
    added: missed.flatMap(({ said }) => said ?? []),
    contested: facetsIn("contest"),
    functions: {
      struck: form.texts("strike-function").flatMap((value) => ofFunction.exec(value)?.[1] ?? []),
      added: [
        ...form.texts("take-back").map((words) => ({ by: "description" as const, words })),
        ...functions.flatMap(({ said }) => said ?? []),
      ],
      called: form.typed.flatMap(({ name, text }) => {
        const key = name.startsWith("reword-") ? ofFunction.exec(name)?.[1] : undefined;
        return key === undefined || text.trim() === "" ? [] : [{ key, words: text.trim() }];
      }),
    },
  };
  const problems = [...missed, ...functions].flatMap((read) => read.problems);
  if (problems.length > 0 || !isNothing(corrections)) return { corrections, problems };
  const nothing = { field: "corrections", text: "Tick what is not so, or add what was missed" };
  return { corrections, problems: [nothing] };
}

const isNothing = ({ struck, added, contested, functions }: Corrections): boolean =>
  [struck, added, contested, functions.struck, functions.added, functions.called].every(
    (list) => list.length === 0,
  );

/** The field to which a refusal of the whole belongs: the first that was filled in. */
export const firstFilled = (form: Form): string =>
  rowsOf.facets.find(({ missed }) => form.text(missed) !== "")?.words ??
  rowsOf.functions.find(({ words }) => form.text(words).trim() !== "")?.words ??
  "corrections";
