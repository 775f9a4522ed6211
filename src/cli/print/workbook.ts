import type { WorkbookLine } from "../../app/records.ts";
import type { ShownProposal, ShownWorkbook } from "../../app/workbook/show.ts";
import type { TakenWorkbook } from "../../app/workbook/take.ts";
import { missingIn } from "../../domain/hazard/returned/missing.ts";
import { isScore } from "../../domain/hazard/returned/proposal.ts";
import { ruleOf, type ThingKind } from "../../domain/hazard/workbook/fields.ts";
import { count, plain, sayTime, table, wrap } from "./text.ts";

/** As much of a hash as deciding asks for. */
const shortHash = 12;

const sayStates = ({ proposals: { open, taken, left } }: WorkbookLine): string =>
  `${count(open, "proposal")} open, ${taken} taken, ${left} left`;

export function printTakenBack({ workbook, isNew, product }: TakenWorkbook): string {
  const known = isNew ? "" : "This very file was taken back before. ";
  return wrap(
    `${known}Workbook ${workbook.number} of ${product.name}: ${sayStates(workbook)}. The log is as it was.`,
  );
}

export const printWorkbooks = (workbooks: readonly WorkbookLine[]): string =>
  table(
    ["number", "taken back", "proposals", "file"],
    workbooks.map((line) => [
      String(line.number),
      sayTime(line.at),
      sayStates(line),
      `${line.fileName}, by ${line.by.name}`,
    ]),
  );

const sayValue = (of: ThingKind, field: string, value: string): string =>
  value === "" ? "(nothing)" : `“${ruleOf({ of, field }).say(value)}”`;

function sayValues({ content, now }: ShownProposal): string[] {
  if (content.kind === "change") {
    const { of, field, sent, returned } = content;
    return [
      `as sent: ${sayValue(of, field, sent)}`,
      `as returned: ${sayValue(of, field, returned)}`,
      `the log now: ${now === null ? "it is not there any more" : sayValue(of, field, now)}`,
    ];
  }
  const said = (of: ThingKind, values: Readonly<Record<string, string>>, before = ""): string[] =>
    Object.entries(values).map(
      ([field, value]) => `${before}${ruleOf({ of, field }).label}: ${sayValue(of, field, value)}`,
    );
  return [
    ...said(content.of, content.values),
    ...content.things.flatMap((thing, i) => said(thing.of, thing.values, `${thing.of} ${i + 1}, `)),
    ...missingIn(content).map(
      ({ key, label, choices }) =>
        `left open: ${label} (--give N.${key}=…${choices === null ? "" : `, one of ${choices.map(({ value }) => value).join(", ")}`})`,
    ),
  ];
}

function printProposal(one: ShownProposal): string {
  const { number, hash, label, content, conflict, already, state, decided } = one;
  const line = (text: string): string => wrap(text, 8, 6);
  return [
    wrap(`${number}=${hash.slice(0, shortHash)} ${label} (${content.cells.join(", ")})`, 6, 4),
    ...(state === "open" ? [] : [line(`${state} by ${decided?.by.name ?? "somebody"}`)]),
    ...(conflict.includes("log") && state !== "taken"
      ? [line("IN CONFLICT: the log says something else by now than was sent")]
      : []),
    ...(conflict.includes("cells") && state !== "taken"
      ? [line("IN CONFLICT: another cell says something else of the same field")]
      : []),
    ...(already && state === "open" ? [line("the log says so already")] : []),
    ...sayValues(one).map(line),
    ...(isScore(content) ? [line("a person scores: it is never taken from a cell")] : []),
  ].join("\n");
}

/** Proposals by hazard, with the hashes that deciding about them takes. */
export function printWorkbook(shown: ShownWorkbook, { all }: { readonly all: boolean }): string {
  const { workbook, proposals, hazards, unread } = shown;
  const of = proposals.filter(({ state }) => all || state === "open");
  const ids = [...new Set(of.map(({ hazard }) => hazard))];
  return [
    wrap(`Workbook ${workbook.number}, ${workbook.fileName}: ${sayStates(workbook)}.`),
    `SHA-256 ${workbook.fileHash}`,
    ...unread.cells.map(({ cell, found, why }) =>
      wrap(`not read: ${cell} ${why}${found === "" ? "" : ` (“${found}”)`}`, 4, 2),
    ),
    ...unread.missing.map((what) => wrap(`not in the file, and stays: ${what}`, 4, 2)),
    ...ids.flatMap((id) => {
      const hazard = hazards.find((one) => one.id === id);
      const head =
        hazard === undefined
          ? "New hazards, each taken by itself"
          : `${hazard.ref} ${plain(hazard.name)}, --seen ${hazard.hash.slice(0, shortHash)}`;
      return ["", wrap(head, 2), ...of.filter((one) => one.hazard === id).map(printProposal)];
    }),
  ].join("\n");
}
