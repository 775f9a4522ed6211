import { Option, type Command } from "commander";
import { exportFormats } from "../app/log/export.ts";
import type { CliDeps } from "./deps.ts";
import { toJsonText, withJson } from "./options.ts";
import { printLogEntry } from "./print/log.ts";
import { plain } from "./print/text.ts";

type Format = (typeof exportFormats)[number];

export function addLogCommands(program: Command, deps: CliDeps): void {
  const log = program.command("log").description("the hazard log of a product");
  withJson(log.command("show").description("show the log").argument("<product>")).action(
    async (product: string, options: { json?: boolean }) => {
      const shown = await deps.withCalls("log show", (call) => call("log.show", { product }));
      if (options.json === true) deps.out(toJsonText(shown));
      else if (shown.hazards.length === 0)
        deps.out(`The log of ${plain(shown.product.name)} is empty.`);
      else deps.out(shown.hazards.map(printLogEntry).join("\n\n"));
    },
  );
  log
    .command("export")
    .description("write the log for Excel (CSV, 19 columns) or for other tools (JSON)")
    .argument("<product>")
    .addOption(new Option("--format <format>").choices(exportFormats).makeOptionMandatory())
    .option("--out <file>", "write to this file instead of standard output")
    .action(async (product: string, options: { format: Format; out?: string }) => {
      const exported = await deps.withCalls("log export", (call) =>
        call("log.export", { product, format: options.format }),
      );
      if (options.out === undefined) deps.out(exported.text.replace(/\r?\n$/u, ""));
      else await deps.files.writeText(options.out, exported.text);
      deps.err(
        `SHA-256 ${exported.sha256}, at audit event ${exported.head.sequence}, head ${exported.head.sequence}:${exported.head.hash}`,
      );
    });
}
