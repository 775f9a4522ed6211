import type { Command } from "commander";
import { AppError } from "../app/errors.ts";
import type { ShownProduct, StruckFacet } from "../app/product/show.ts";
import { facetKey } from "../domain/facet/vocabulary.ts";
import { facetKinds } from "../domain/facet/kinds.ts";
import { minSeenLength } from "../domain/suggestion/suggestion.ts";
import type { CliDeps } from "./deps.ts";
import { toJsonText, withJson } from "./options.ts";
import { printQuestions } from "./product.ts";
import { count, hazid, plain, table, wrap } from "./print/text.ts";

type Facet = ShownProduct["profile"]["facets"][number];

const rowOf = ({ kind, id, spans }: Facet): string[] => [
  `${kind}:${id}`,
  [...new Set(spans.map(({ quote }) => quote.replaceAll(/\s+/gu, " ")))]
    .slice(0, 3)
    .map((quote) => `“${quote}”`)
    .join(", "),
];

const sayStrike = ({ by, at }: Pick<StruckFacet, "by" | "at">): string =>
  at === null
    ? "the record does not know"
    : `${plain(by ?? "somebody unnamed")}, ${at.slice(0, 10)}`;
const strikeOf = (strike: StruckFacet): string[] => [strike.key, sayStrike(strike)];

function printReading(deps: CliDeps, shown: ShownProduct): void {
  const { product, version, profile, struck, struckFunctions, pending, hazards, hash } = shown;
  const keys = new Set(struck.map(({ key }) => key));
  const denied = profile.excluded.filter(({ kind, id }) => !keys.has(facetKey(kind, id)));
  deps.out(
    [
      `${plain(product.name)} (${product.slug}), version ${version}: ${count(pending, "suggestion")} to decide, ${count(hazards, "hazard")} in the log`,
      wrap(`Intended use: ${profile.intendedUse.quote}`, 2, 0),
      "",
      ...(profile.functions.length === 0
        ? []
        : [
            table(
              ["", "function"],
              profile.functions.map(({ key, label }) => [key, plain(label)]),
            ),
            "",
          ]),
      table(["read", "by the words"], profile.facets.map(rowOf)),
      ...(denied.length === 0
        ? []
        : ["", table(["said not to have", "by the words"], denied.map(rowOf))]),
      ...(struck.length === 0
        ? []
        : ["", table(["struck by a person as not so", "who and when"], struck.map(strikeOf))]),
      ...(struckFunctions.length === 0
        ? []
        : [
            "",
            table(
              ["struck by a person as no function", "who and when"],
              struckFunctions.map((one) => [`“${plain(one.words)}”`, sayStrike(one)]),
            ),
          ]),
    ].join("\n"),
  );
  printQuestions(deps, profile.questions);
  const seen = hash.slice(0, minSeenLength);
  deps.err(
    `Read wrongly? ${hazid} product correct ${product.slug} --seen ${seen} --strike KIND:ID, or F1 for a function\nMissed? … --add KIND:ID --words "…" of the description, or --told "…" by the maker; --function "…" for a function; --contest KIND:ID for what it has after all`,
  );
}

function readFacet(text: string) {
  const [kind, id = ""] = text.split(":");
  const known = facetKinds.find((one) => one === kind);
  if (known !== undefined && id !== "") return { kind: known, id };
  throw new AppError(
    "invalid-input",
    `Expected KIND:ID, such as capability:triage, with a kind of ${facetKinds.join(", ")}; found ${text}.`,
  );
}

type Options = {
  seen?: string;
  strike?: string[];
  add?: string;
  words?: string;
  told?: string;
  contest?: string[];
  function?: string[];
  functionTold?: string[];
  reword?: string[];
  json?: boolean;
};

const isFunction = (text: string): boolean => /^F\d+$/u.test(text);

function readReworded(text: string) {
  const [, key, words] = /^(F\d+)=(.+)$/su.exec(text) ?? [];
  if (key !== undefined && words !== undefined) return { key, words };
  throw new AppError("invalid-input", `Expected F1="better words", found ${text}.`);
}

const functionsOf = (options: Options) => ({
  struck: (options.strike ?? []).filter(isFunction),
  added: [
    ...(options.function ?? []).map((words) => ({ by: "description" as const, words })),
    ...(options.functionTold ?? []).map((words) => ({ by: "maker" as const, words })),
  ],
  called: (options.reword ?? []).map(readReworded),
});

function addedBy({ add, words, told }: Options) {
  if (add === undefined && words === undefined && told === undefined) return [];
  if (add === undefined || (words === undefined) === (told === undefined)) {
    throw new AppError(
      "invalid-input",
      'Expected --add KIND:ID with --words "…" of the description, or with --told "…" by the maker.',
    );
  }
  const facet = readFacet(add);
  return [
    words === undefined
      ? { ...facet, by: "maker" as const, words: told ?? "" }
      : { ...facet, by: "description" as const, words },
  ];
}

/** What was read of a product, and corrections of it. */
export function addReadingCommands(product: Command, deps: CliDeps): void {
  withJson(
    product
      .command("show")
      .description("show what was read of a product's description, by which words")
      .argument("<product>"),
  ).action(async (ref: string, options: { json?: boolean }) => {
    const shown = await deps.withCalls("product show", (call) =>
      call("product.show", { product: ref }),
    );
    if (options.json === true) deps.out(toJsonText(shown));
    else printReading(deps, shown);
  });
  withJson(
    product
      .command("correct")
      .description("strike what was read wrongly, or add what was missed: a new version")
      .argument("<product>")
      .option("--seen <hash>", "of the description, as product show prints it")
      .option("--strike <points...>", "KIND:ID of what is not so, F1 of what is not a function")
      .option("--add <facet>", "KIND:ID of what was missed")
      .option("--words <words>", "that say so in the description, up to 25")
      .option("--told <sentence>", "in which the maker said so")
      .option("--contest <facets...>", "KIND:ID of what was read as denied, and is so")
      .option("--function <words...>", "of the description that say a function which was missed")
      .option("--function-told <sentences...>", "in which the maker said a function")
      .option("--reword <functions...>", 'F1="better words" for a function'),
  ).action(async (ref: string, options: Options) => {
    const corrected = await deps.withCalls("product correct", (call) =>
      call("product.correct", {
        product: ref,
        seen: options.seen,
        struck: (options.strike ?? []).filter((text) => !isFunction(text)).map(readFacet),
        added: addedBy(options),
        contested: (options.contest ?? []).map(readFacet),
        functions: functionsOf(options),
      }),
    );
    if (options.json === true) {
      deps.out(toJsonText(corrected));
      return;
    }
    deps.out(
      `${plain(corrected.name)} (${corrected.slug}), version ${corrected.version}: holds the corrections.`,
    );
    deps.err(`Next: ${hazid} identify ${corrected.slug}`);
  });
}
