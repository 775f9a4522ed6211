import { InvalidArgumentError, type Command } from "commander";
import { readKnownHead, verifyFile, type KnownHead } from "../app/audit/verify-file.ts";
import { AppError } from "../app/errors.ts";
import { toExportLines } from "../domain/audit/export-file.ts";
import type { Breach, Verification } from "../domain/audit/verify.ts";
import { exitCodes } from "./exit-codes.ts";
import type { CliDeps } from "./deps.ts";
import { toJsonText } from "./options.ts";
import { count, plain } from "./print/text.ts";

/** The first breach is the one to look at. */
const shownBreaches = 5;

function printFound(
  deps: CliDeps,
  { breaches, events, head }: Verification,
  sentences: readonly string[],
): void {
  const found = [...breaches.map(toSentence), ...sentences];
  for (const sentence of found.slice(0, shownBreaches)) deps.out(plain(sentence));
  const more = found.length - shownBreaches;
  if (more > 0) deps.out(`and ${count(more, "more breach", "more breaches")} after that`);
  if (found.length > 0) {
    throw new AppError(
      "conflict",
      "The audit does not hold: keep the data folder as it is and compare it with an export or a backup.",
    );
  }
  deps.out(`The chain holds: ${count(events, "event")}, head ${head.sequence}:${head.hash}`);
}

const toSentence = ({ sequence, what }: Breach): string => `Event ${sequence}: ${what}`;

/** `12:<hash>`, as exports print it; the whole hash, since part of one can be met by trying. */
function parseHead(text: string, before: KnownHead[] = []): KnownHead[] {
  const match = /^(0|[1-9][0-9]{0,14}):([0-9a-f]{64})$/u.exec(text);
  if (match?.[2] === undefined) {
    throw new InvalidArgumentError("Expected <sequence>:<hash>, with all 64 digits of the hash.");
  }
  const head = { sequence: Number(match[1]), hash: match[2] };
  return [...before, { head, file: null, organisation: null }];
}

const gather = (value: string, before: string[] = []): string[] => [...before, value];

type VerifyOptions = { file?: string; head?: KnownHead[]; against?: string[] };

async function verify(deps: CliDeps, named: string | undefined, options: VerifyOptions) {
  const open = (name: string) => ({ name, pieces: deps.files.readPieces(name) });
  const known = [...(options.head ?? [])];
  for (const name of options.against ?? []) known.push(await readKnownHead(open(name)));
  const file = named ?? options.file;
  if (file !== undefined) {
    const found = await verifyFile(open(file), known);
    printFound(deps, found, found.remarks);
    return;
  }
  const heads = known.map(({ head }) => head);
  const found = await deps.withCalls("audit verify", (call) => call("audit.verify", { heads }));
  printFound(deps, found, [...found.journal, ...found.record]);
}

type ExportOptions = { json?: string; lines?: string };

async function writeExport(deps: CliDeps, { json, lines }: ExportOptions): Promise<void> {
  if (json === undefined && lines === undefined) {
    throw new AppError("invalid-input", "Expected a file to write: --json <out> or --lines <out>.");
  }
  const exported = await deps.withCalls("audit export", (call) => call("audit.export", {}));
  if (json !== undefined) await deps.files.writeText(json, `${toJsonText(exported)}\n`);
  if (lines !== undefined) await deps.files.writeText(lines, toExportLines(exported));
  const { sequence, hash } = exported.head;
  deps.out(`${count(exported.events.length, "event")}, head ${sequence}:${hash}`);
}

export function addAuditCommands(program: Command, deps: CliDeps): void {
  const audit = program.command("audit").description("the audit chain");
  audit
    .command("verify")
    .description(`verify the chain; exit code ${exitCodes.conflict} when it does not hold`)
    .argument("[export]", "an exported file, verified without a database")
    .option("--file <export>", "the same as naming the file")
    .option("--head <sequence:hash>", "a head known from elsewhere; may be repeated", parseHead)
    .option(
      "--against <file>",
      "an earlier export, or a log exported as JSON, whose head must be in the chain; may be repeated",
      gather,
    )
    .action((file: string | undefined, options: VerifyOptions) => verify(deps, file, options));
  audit
    .command("export")
    .description("write the whole chain to a file that can be verified anywhere")
    .option("--json <out>", "as one JSON object")
    .option("--lines <out>", "as lines, which are verified piece by piece however long")
    .action((options: ExportOptions) => writeExport(deps, options));
}
