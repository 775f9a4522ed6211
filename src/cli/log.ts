import { InvalidArgumentError, Option, type Command } from "commander";
import { AppError } from "../app/errors.ts";
import { exportFormats, type ExportFormat } from "../app/log/export.ts";
import { conditions, controlOwners, controlTypes } from "../domain/bank/entry.ts";
import { hazardStatuses } from "../domain/hazard/content.ts";
import { exportAudiences, type ExportAudience } from "../domain/hazard/left-out.ts";
import { logNeeds, logSorts } from "../domain/hazard/log-filter.ts";
import { layouts, type Layout } from "../domain/hazard/workbook/columns.ts";
import type { CliDeps } from "./deps.ts";
import { parseWholeNumber, toJsonText, withJson } from "./options.ts";
import { printDepends } from "./print/depends.ts";
import { printLogEntry, printLogPage } from "./print/log.ts";
import { plain } from "./print/text.ts";
import { addStartFrom } from "./start-from.ts";
import { addTakeBack } from "./workbook.ts";

export function addLogCommands(program: Command, deps: CliDeps): void {
  const log = program.command("log").description("the hazard log of a product");
  addShow(log, deps);
  addDepends(log, deps);
  addExport(log, deps);
  addTakeBack(log, deps);
  addStartFrom(log, deps);
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

type Gone = {
  on?: string;
  owner?: (typeof controlOwners)[number];
  type?: (typeof controlTypes)[number];
  existing?: boolean;
  json?: boolean;
};

function addDepends(log: Command, deps: CliDeps): void {
  withJson(
    log
      .command("depends")
      .description("which hazards lose their only control if something goes")
      .argument("<product>")
      .option("--on <words>", "controls whose text holds these words")
      .addOption(new Option("--owner <owner>", "controls of this owner").choices(controlOwners))
      .addOption(new Option("--type <type>", "controls of this type").choices(controlTypes))
      .option("--existing", "count only controls that are confirmed to exist"),
  ).action(async (product: string, { existing, json, ...asked }: Gone) => {
    const gone = { ...asked, count: existing === true ? ("existing" as const) : ("all" as const) };
    const shown = await deps.withCalls("log depends", (call) =>
      call("log.depends", { product, gone }),
    );
    deps.out(json === true ? toJsonText(shown) : printDepends(shown));
  });
}

type Narrowed = {
  status?: (typeof hazardStatuses)[number];
  level?: number | "none";
  needs?: (typeof logNeeds)[number];
  owner?: (typeof controlOwners)[number];
  text?: string;
  place?: string;
  condition?: (typeof conditions)[number];
  sort?: (typeof logSorts)[number];
};

function parseLevel(text: string): number | "none" {
  if (text === "none") return text;
  if (/^[1-9][0-9]?$/u.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected a level such as 4, or none.");
}

function addShow(log: Command, deps: CliDeps): void {
  withJson(
    log
      .command("show")
      .description("show the log, or a part of it; with a filter 50 hazards at a time")
      .argument("<product>")
      .addOption(new Option("--status <status>", "of this status").choices(hazardStatuses))
      .option("--level <level>", "whose risk stands at this level; none: not scored", parseLevel)
      .addOption(new Option("--needs <what>", "that ask for this").choices(logNeeds))
      .addOption(
        new Option("--owner <owner>", "with a control or open action of").choices(controlOwners),
      )
      .option("--text <words>", "that hold these words")
      .option("--place <place>", "that came from this place, such as F2/late")
      .addOption(new Option("--condition <condition>", "that arise in").choices(conditions))
      .addOption(new Option("--sort <order>", "in this order").choices(logSorts))
      .option("--page <number>", "this page of what is left", parseWholeNumber),
  ).action(async (product: string, options: Narrowed & { page?: number; json?: boolean }) => {
    const { json, page, ...filter } = options;
    if (page === undefined && Object.keys(filter).length === 0) {
      await showWhole(product, json === true, deps);
      return;
    }
    const slice = await deps.withCalls("log show", (call) =>
      call("log.page", { product, filter, ...(page === undefined ? {} : { page }) }),
    );
    deps.out(json === true ? toJsonText(slice) : printLogPage(slice));
  });
}

async function showWhole(product: string, json: boolean, deps: CliDeps): Promise<void> {
  const shown = await deps.withCalls("log show", (call) => call("log.show", { product }));
  if (json) deps.out(toJsonText(shown));
  else if (shown.hazards.length === 0)
    deps.out(`The log of ${plain(shown.product.name)} is empty.`);
  else deps.out(shown.hazards.map(printLogEntry).join("\n\n"));
}
