import { Option, type Command } from "commander";
import { AppError } from "../app/errors.ts";
import { exportFormats, type ExportFormat } from "../app/log/export.ts";
import { exportAudiences, type ExportAudience } from "../domain/hazard/left-out.ts";
import { layouts, type Layout } from "../domain/hazard/workbook/columns.ts";
import type { CliDeps } from "./deps.ts";
import { toJsonText, withJson } from "./options.ts";
import { printLogEntry } from "./print/log.ts";
import { plain } from "./print/text.ts";

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
  addExport(log, deps);
}

type ExportOptions = {
  format: ExportFormat;
  layout?: Layout;
  for?: ExportAudience;
  out?: string;
};

function addExport(log: Command, deps: CliDeps): void {
  log
    .command("export")
    .description("write the log as a workbook, a document, CSV, or JSON for other tools")
    .argument("<product>")
    .addOption(new Option("--format <format>").choices(exportFormats).makeOptionMandatory())
    .addOption(
      new Option("--layout <layout>", "rows of a workbook: one a hazard, or one a cause").choices(
        layouts,
      ),
    )
    .addOption(
      new Option(
        "--for <readers>",
        "external, unless internal: with the drafts that were rejected",
      ).choices(exportAudiences),
    )
    .option("--out <file>", "write to this file instead of standard output")
    .action(async (product: string, options: ExportOptions) => {
      const { format, layout, for: audience, out } = options;
      if (out === undefined && (format === "xlsx" || format === "docx")) {
        throw new AppError(
          "invalid-input",
          `A ${format} file is not printed: say where it goes, such as --out hazard-log.${format}.`,
        );
      }
      const exported = await deps.withCalls("log export", (call) =>
        call("log.export", {
          ...{ product, format },
          ...(layout === undefined ? {} : { layout }),
          ...(audience === undefined ? {} : { audience }),
        }),
      );
      const { text, base64 } = exported;
      if (out === undefined) deps.out(text.replace(/\r?\n$/u, ""));
      else if (base64 === null) await deps.files.writeText(out, text);
      else await deps.files.writeBytes(out, Buffer.from(base64, "base64"));
      deps.err(
        `SHA-256 ${exported.sha256}, at audit event ${exported.head.sequence}, head ${exported.head.sequence}:${exported.head.hash}`,
      );
    });
}
