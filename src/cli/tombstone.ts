import type { Command } from "commander";
import { AppError } from "../app/errors.ts";
import type { CliDeps } from "./deps.ts";
import { toJsonText, withJson } from "./options.ts";
import { count, hazid, plain, table } from "./print/text.ts";

type Options = { product: string; text?: string; file?: string; json?: boolean };

/** The text comes from a file, so that it need not stay in the shell's history. */
async function readText(deps: CliDeps, { text, file }: Options): Promise<string> {
  if (file !== undefined) return (await deps.files.readText(file)).trim();
  if (text !== undefined) return text;
  throw new AppError("invalid-input", "Say which text: --file FILE, or --text TEXT.");
}

const withText = (command: Command): Command =>
  withJson(
    command
      .requiredOption("--product <product>", "the product that it was written about")
      .option("--file <file>", "a file that holds the text, and nothing else")
      .option("--text <text>", "the text itself; it may stay in your shell's history"),
  );

export function addTombstoneCommands(program: Command, deps: CliDeps): void {
  const tombstone = program
    .command("tombstone")
    .description("take out unlawful text, such as a patient's data that slipped in");
  withText(
    tombstone.command("find").description("say where a text stands; nothing is changed"),
  ).action(async (options: Options) => {
    const text = await readText(deps, options);
    const found = await deps.withCalls("tombstone find", (call) =>
      call("tombstone.find", { product: options.product, text }),
    );
    if (options.json === true) {
      deps.out(toJsonText(found));
      return;
    }
    deps.out(
      table(
        ["where", "kept in", "times"],
        found.places.map(({ ref, place, occurrences }) => [ref, place, String(occurrences)]),
      ),
    );
    deps.out(`Hash of these places: ${found.seen}`);
    deps.err(
      `Next: ${hazid} tombstone add --product ${plain(options.product)} --file FILE --reason "…" --seen ${found.seen.slice(0, 12)}`,
    );
  });
  withText(
    tombstone
      .command("add")
      .description("blot it out for good; who, why and the hashes of what stood there are kept"),
  )
    .requiredOption("--reason <reason>", "why, in a sentence, without repeating it")
    .option("--seen <hash>", "hash that find printed; never defaulted")
    .action(async (options: Options & { reason: string; seen?: string }) => {
      const { product, reason, seen } = options;
      const text = await readText(deps, options);
      const made = await deps.withCalls("tombstone add", (call) =>
        call("tombstone.add", { product, text, reason, seen }),
      );
      if (options.json === true) deps.out(toJsonText(made));
      else {
        deps.out(
          `Taken out of ${count(made.length, "place")}. Copies outside remain: exports, backups, the file it was read from.`,
        );
      }
    });
}
