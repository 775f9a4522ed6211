import { InvalidArgumentError, type Command } from "commander";
import { AppError } from "../app/errors.ts";
import type { CliDeps } from "./deps.ts";
import { toJsonText, withJson } from "./options.ts";
import { printTakenBack, printWorkbook, printWorkbooks } from "./print/workbook.ts";
import { hazid, plain } from "./print/text.ts";

/** The reader names the true limit; nothing much larger is brought to it. */
const maxFileBytes = 30_000_000;

export function parseWorkbook(text: string): number {
  if (/^[1-9][0-9]{0,8}$/u.test(text)) return Number(text);
  throw new InvalidArgumentError("Expected the number of a workbook, such as 2.");
}

export async function readBytes(deps: CliDeps, file: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of deps.files.readPieces(file)) {
    length += piece.length;
    if (length > maxFileBytes) {
      throw new AppError(
        "invalid-input",
        `Expected a workbook of at most 30 MB; ${plain(file)} is larger. Nothing was taken from it.`,
      );
    }
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** `log take-back`: beside the export that it takes back. */
export function addTakeBack(log: Command, deps: CliDeps): void {
  withJson(
    log
      .command("take-back")
      .description("take back a workbook that was filled in: its changes become proposals")
      .argument("<product>")
      .argument("<file>"),
  ).action(async (product: string, file: string, { json }: { json?: boolean }) => {
    const bytes = await readBytes(deps, file);
    const fileName = file.split(/[/\\]/u).at(-1) ?? file;
    const taken = await deps.withCalls("log take-back", (call) =>
      call("workbook.take", { product, fileName, base64: bytes.toString("base64") }),
    );
    deps.out(json === true ? toJsonText(taken) : printTakenBack(taken));
    deps.err(`Next: ${hazid} workbook show ${taken.product.slug} ${taken.workbook.number}`);
  });
}

export function addWorkbookCommands(program: Command, deps: CliDeps): void {
  const workbook = program.command("workbook").description("workbooks of the log that came back");
  withJson(workbook.command("list").description("list them").argument("<product>")).action(
    async (product: string, { json }: { json?: boolean }) => {
      const { workbooks } = await deps.withCalls("workbook list", (call) =>
        call("workbook.list", { product }),
      );
      if (json === true) deps.out(toJsonText(workbooks));
      else if (workbooks.length === 0) {
        deps.out(`None came back yet: ${hazid} log take-back ${plain(product)} FILE`);
      } else deps.out(printWorkbooks(workbooks));
    },
  );
  withJson(
    workbook
      .command("show")
      .description("show what its cells propose, beside what was sent and what the log says now")
      .argument("<product>")
      .argument("<number>", "such as 2", parseWorkbook)
      .option("--all", "with what was taken or left"),
  ).action(
    async (product: string, number: number, { json, all }: { json?: boolean; all?: boolean }) => {
      const shown = await deps.withCalls("workbook show", (call) =>
        call("workbook.show", { product, number }),
      );
      deps.out(json === true ? toJsonText(shown) : printWorkbook(shown, { all: all === true }));
    },
  );
}
