import type { Command } from "commander";
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
      const { entries, causes, controls, cells, unsourced, clinicallyReviewed } = stats;
      deps.out(
        `${count(entries, "entry", "entries")}, ${causes} causes, ${controls} controls, ${cells} cells of capability and guide word; ${unsourced} without a source, ${clinicallyReviewed} clinically reviewed.`,
      );
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
