import type { KeptScheme } from "../../app/records.ts";
import type { DeclaredScheme } from "../../app/scheme/declared.ts";
import type { RiskScheme } from "../../domain/risk/scheme.ts";
import { hazid, list, plain, sayTime, table, wrap } from "./text.ts";

/** The matrix as it is drawn: the most likely on top. */
function printMatrix({ severities, likelihoods, matrix }: RiskScheme): string {
  const rows = likelihoods.map(({ word }, i) => [word, ...(matrix[i] ?? []).map(String)]);
  return table(["", ...severities.map(({ word }) => word)], rows.toReversed());
}

const printWords = (words: readonly { word: string; definition: string }[]): string[] =>
  words.map(({ word, definition }) => wrap(`${word}: ${definition}`, 4, 2));

/** A scheme with every definition, for a terminal; its hash is what declaring it says was seen. */
export const printScheme = ({ name, scheme, hash, by, at }: KeptScheme): string =>
  [
    `${plain(scheme.name)} (${name})`,
    by === null || at === null
      ? "It comes with hazid: an example, and not required by DCB0129."
      : plain(`Added by ${by.name} (${by.role}), ${sayTime(at)}.`),
    "",
    printMatrix(scheme),
    "",
    "Severity",
    ...printWords(scheme.severities),
    "Likelihood",
    ...printWords(scheme.likelihoods),
    "Levels",
    ...scheme.levels.map(({ level, meaning }) => wrap(`${level}: ${meaning}`, 4, 2)),
    "",
    `Hash of what you have just seen:\n  ${hash}`,
  ].join("\n");

export const printSchemes = (schemes: readonly KeptScheme[]): string =>
  table(
    ["scheme", "added", "name"],
    schemes.map(({ name, scheme, at }) => [
      name,
      at === null ? "comes with hazid" : sayTime(at),
      scheme.name,
    ]),
  );

/** What a product goes by, and who said so. */
export const printDeclared = ({ product, scheme, declarations, scored }: DeclaredScheme): string =>
  [
    wrap(
      scheme === null
        ? `${product.name} declares ${product.scheme}, which is not here.`
        : `${product.name} goes by ${scheme.scheme.name} (${scheme.name}).`,
      2,
      0,
    ),
    ...(declarations.length === 0
      ? ["Nobody has declared it (DCB0129 3.2.1)."]
      : declarations.map(({ scheme: name, by, at, reason }) =>
          wrap(`${name}, declared by ${by.name} (${by.role}), ${sayTime(at)}: ${reason}`, 4, 2),
        )),
    ...(scored.length === 0 ? [] : [wrap(`Scored: ${list(scored)}.`, 2, 0)]),
    ...(scheme === null ? [] : [`Its definitions: ${hazid} scheme show "${scheme.name}"`]),
  ].join("\n");
