import type { Command } from "commander";
import type { ShownEntry } from "../app/bank/show.ts";
import type { CliDeps } from "./deps.ts";
import { parseWholeNumber, toJsonText, withJson } from "./options.ts";
import { count, table, wrap } from "./print/text.ts";

export function addBankCommands(program: Command, deps: CliDeps): void {
  const bank = program.command("bank").description("the bank of prior hazards");
  bank
    .command("validate")
    .description("check every file of the bank: file, line and field of what does not hold")
    .action(async () => {
      const stats = await deps.withScratch((call) => call("bank.stats", {}));
      deps.out(`The bank holds: ${count(stats.entries, "entry", "entries")}.`);
    });
  withJson(bank.command("stats").description("count entries, causes, controls and cells")).action(
    async (options: { json?: boolean }) => {
      const stats = await deps.withScratch((call) => call("bank.stats", {}));
      if (options.json === true) {
        deps.out(toJsonText(stats));
        return;
      }
      const { entries, causes, controls, grid, unsourced, clinicallyReviewed } = stats;
      deps.out(
        wrap(
          `${count(entries, "entry", "entries")}, ${causes} causes, ${controls} controls; ${unsourced} without a source, ${clinicallyReviewed} clinically reviewed.`,
          0,
          0,
        ),
      );
      deps.out(
        wrap(
          `Of ${grid.places} places (a capability under a guide word) ${grid.filled} have entries, ${grid.none} were considered and need none, ${grid.open} are open.`,
          0,
          0,
        ),
      );
      for (const [capability, words] of Object.entries(stats.open)) {
        deps.out(wrap(`open: ${capability}: ${words.join(", ")}`, 4, 2));
      }
      deps.out(
        table(
          ["entries", "lens"],
          Object.entries(stats.byLens).map(([k, n]) => [String(n), k]),
        ),
      );
    },
  );
  withJson(
    bank
      .command("show")
      .description("one prior hazard, whole")
      .argument("<id>")
      .option("--at <version>", "as it was in this version", parseWholeNumber),
  ).action(async (id: string, options: { at?: number; json?: boolean }) => {
    const shown = await deps.withCalls("bank show", (call) =>
      call("bank.show", { id, version: options.at }),
    );
    deps.out(options.json === true ? toJsonText(shown) : printEntry(shown));
  });
  withJson(
    bank
      .command("search")
      .description("prior hazards nearest to a text")
      .argument("<text>")
      .option("--limit <n>", "most entries", parseWholeNumber, 10)
      .option("--product <product>", "look at what is this product's alone, too"),
  ).action(async (text: string, options: { limit: number; product?: string; json?: boolean }) => {
    const found = await deps.withCalls("bank search", (call) =>
      call("bank.search", { text, limit: options.limit, product: options.product }),
    );
    if (options.json === true) deps.out(toJsonText(found));
    else if (found.length === 0) deps.out("Nothing was found.");
    else
      for (const { entry, nearness } of found) {
        deps.out(wrap(`${entry.id} (${nearness}) ${entry.situation}`, 4, 0));
      }
  });
}

function printEntry({ entry, current }: ShownEntry): string {
  const listed = (heading: string, texts: readonly string[]): string[] =>
    texts.length === 0 ? [] : ["", heading, ...texts.map((text) => wrap(text, 4, 2))];
  const sources =
    entry.sources === "unsourced"
      ? ["Unsourced, not clinically reviewed."]
      : entry.sources.map(
          ({ title, publisher, year, identifier }) =>
            `${title}. ${publisher}, ${year}. ${identifier}`,
        );
  return [
    wrap(`${entry.name} (${entry.id}, version ${entry.version})`, 0, 0),
    ...(current === entry.version
      ? []
      : [current === null ? "No longer in the bank." : `The bank holds version ${current} now.`]),
    wrap(entry.situation, 0, 0),
    ...listed(
      "As other products meet it",
      entry.variants.map(({ situation }) => situation),
    ),
    ...listed("Effects on care", entry.effects),
    ...listed("Harms to a patient", entry.harms),
    ...listed(
      "Causes",
      entry.causes.map(({ id, kind, text }) => `${id} ${text} (${kind})`),
    ),
    ...listed(
      "Controls",
      entry.controls.map(
        ({ type, owner, text, actsOn, worksIf }) =>
          `${text} (${type}, ${owner}; on ${actsOn.join(", ")}) Works if: ${worksIf}`,
      ),
    ),
    ...listed("Sources", sources),
  ].join("\n");
}
