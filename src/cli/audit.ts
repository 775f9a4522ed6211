import type { Command } from "commander";
import { AppError } from "../app/errors.ts";
import { $AuditExport, compareHeads, verifyChain, type Breach } from "../domain/audit/verify.ts";
import { exitCodes } from "./exit-codes.ts";
import type { CliDeps } from "./deps.ts";
import { toJsonText } from "./options.ts";
import { count } from "./print/text.ts";

/** The first breach is the one to look at. */
const shownBreaches = 5;

function printBreaches(
  deps: CliDeps,
  breaches: readonly Breach[],
  journal: readonly string[],
): void {
  for (const { sequence, what } of breaches.slice(0, shownBreaches)) {
    deps.out(`Event ${sequence}: ${what}`);
  }
  const more = breaches.length - shownBreaches;
  if (more > 0) deps.out(`and ${count(more, "more breach", "more breaches")} after that`);
  for (const sentence of journal) deps.out(sentence);
  if (breaches.length + journal.length > 0) {
    throw new AppError(
      "conflict",
      "The audit does not hold: keep the data folder as it is and compare it with an export or a backup.",
    );
  }
}

/** Verifies an export without any database. */
async function verifyFile(deps: CliDeps, file: string): Promise<void> {
  const text = await deps.files.readText(file);
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    raw = null;
  }
  const parsed = $AuditExport.safeParse(raw);
  if (!parsed.success) {
    throw new AppError(
      "invalid-input",
      `Expected a file that “hazid audit export” wrote; ${file} is none.`,
    );
  }
  const { events, organisation, head } = parsed.data;
  const found = verifyChain(events, organisation);
  const known = new Map(events.map(({ sequence, hash }) => [sequence, hash]));
  const breaches = [...found.breaches, ...compareHeads(known, [head])];
  if (found.head.sequence > head.sequence) {
    breaches.push({
      sequence: found.head.sequence,
      what: "comes after the head that the file names",
    });
  }
  printBreaches(deps, breaches, []);
  deps.out(`The chain holds: ${count(found.events, "event")}, head ${found.head.hash}`);
}

export function addAuditCommands(program: Command, deps: CliDeps): void {
  const audit = program.command("audit").description("the audit chain");
  audit
    .command("verify")
    .description(`verify the chain; exit code ${exitCodes.conflict} when it does not hold`)
    .option("--file <export>", "verify an exported file, without a database")
    .action(async (options: { file?: string }) => {
      if (options.file !== undefined) {
        await verifyFile(deps, options.file);
        return;
      }
      const found = await deps.withCalls("audit verify", (call) => call("audit.verify", {}));
      printBreaches(deps, found.breaches, found.journal);
      deps.out(`The chain holds: ${count(found.events, "event")}, head ${found.head.hash}`);
    });
  audit
    .command("export")
    .description("write the whole chain to a file that can be verified anywhere")
    .requiredOption("--json <out>", "the file to write")
    .action(async (options: { json: string }) => {
      const exported = await deps.withCalls("audit export", (call) => call("audit.export", {}));
      await deps.files.writeText(options.json, `${toJsonText(exported)}\n`);
      deps.out(`${count(exported.events.length, "event")}, head ${exported.head.hash}`);
    });
}
