import type { Command } from "commander";
import type { CliDeps } from "./deps.ts";
import { toJsonText, withJson } from "./options.ts";
import { printStarted } from "./print/started.ts";
import { hazid, plain } from "./print/text.ts";
import { readBytes } from "./workbook.ts";

/** `log start-from`: a deployer's log begins from a maker's export (DCB0160). */
export function addStartFrom(log: Command, deps: CliDeps): void {
  withJson(
    log
      .command("start-from")
      .description("start from a maker's exported log: what it leaves to you waits in the queue")
      .argument("<product>", "the deployer's product")
      .argument("<file>", "the maker's log as hazid exports it: JSON or .xlsx"),
  ).action(async (product: string, file: string, { json }: { json?: boolean }) => {
    const bytes = await readBytes(deps, file);
    const fileName = file.split(/[/\\]/u).at(-1) ?? file;
    const started = await deps.withCalls("log start-from", (call) =>
      call("log.start-from", { product, fileName, base64: bytes.toString("base64") }),
    );
    deps.out(json === true ? toJsonText(started) : printStarted(started));
    const [first] = started.suggested;
    if (first !== undefined) deps.err(`Next: ${hazid} queue show ${plain(product)}/${first.ref}`);
  });
}
