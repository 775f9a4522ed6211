import { InvalidArgumentError, Option, type Command } from "commander";
import { toProvText } from "../domain/provenance/prov/to-prov.ts";
import { audiences, type Audience, type Provenance } from "../domain/provenance/record.ts";
import type { CliDeps } from "./deps.ts";
import { parseWholeNumber, toJsonText, withJson, withProduct } from "./options.ts";
import { printProvenance } from "./print/provenance.ts";
import { count } from "./print/text.ts";

const formats = ["story", "json", "prov"] as const;
type Format = (typeof formats)[number];
type Options = {
  product?: string;
  json?: boolean;
  cause?: number;
  control?: number;
  format: Format;
  audience?: Audience;
  out?: string;
};

function parseNumber(text: string): number {
  const number = parseWholeNumber(text);
  if (number < 1) throw new InvalidArgumentError("Expected a number from 1.");
  return number;
}

const texts: Readonly<Record<Format, (found: Provenance) => string>> = {
  story: (found) => `${printProvenance(found)}\n`,
  json: (found) => `${toJsonText(found)}\n`,
  prov: toProvText,
};

export function addProvenanceCommand(program: Command, deps: CliDeps): void {
  withJson(
    withProduct(
      program
        .command("provenance")
        .description(
          "how a suggestion, a hazard, or one cause or control of it came about and who decided",
        )
        .argument("<id>", "S-17, H-3, H-3/cause-2, product/H-3 or an id"),
    ),
  )
    .option("--cause <n>", "only this cause of the hazard", parseNumber)
    .option("--control <n>", "only this control of the hazard", parseNumber)
    .addOption(
      new Option("--format <format>", "prov is W3C PROV-JSON").choices(formats).default("story"),
    )
    .addOption(
      new Option(
        "--audience <audience>",
        "outside withholds bank texts that may not leave; the default of json and prov",
      ).choices(audiences),
    )
    .option("--out <file>", "write to this file instead of standard output")
    .action(async (ref: string, options: Options) => {
      const format = options.json === true ? "json" : options.format;
      const { product, cause, control, out } = options;
      // What is printed is read here; a file goes further.
      const usual = format === "story" && out === undefined ? "organisation" : "outside";
      const audience = options.audience ?? usual;
      const found = await deps.withCalls("provenance", (call) =>
        call("provenance.show", { ref, product, cause, control, audience }),
      );
      const text = texts[format](found);
      if (out === undefined) deps.out(text.replace(/\n$/u, ""));
      else await deps.files.writeText(out, text);
      const { entries, suggestions, words } = found.withheld;
      const withheld = entries + suggestions + words;
      if (withheld > 0) {
        deps.err(
          `${count(withheld, "text")} withheld from readers outside the organisation: --audience organisation shows them.`,
        );
      }
    });
}
