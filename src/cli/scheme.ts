import type { Command } from "commander";
import { $WrittenScheme } from "../domain/risk/written-scheme.ts";
import type { CliDeps } from "./deps.ts";
import { toJsonText, withJson } from "./options.ts";
import { printDeclared, printScheme, printSchemes } from "./print/scheme.ts";
import { hazid } from "./print/text.ts";
import { readShaped } from "./written.ts";

const addHelp = `
Example of scheme.yaml (JSON with the same keys does too), from the least to the most
  id: trust-3x3
  name: Matrix of the trust
  severities:
    - { word: Minor, definition: Hurt for a day. }
    - { word: Major, definition: Hurt for good. }
  likelihoods:
    - { word: Rare, definition: Once in ten years. }
    - { word: Likely, definition: Every month. }
  matrix:
    Rare: [1, 2]
    Likely: [2, 3]
  levels:
    - { level: 1, meaning: Acceptable. }
    - { level: 2, meaning: Acceptable once it is as low as can be. }
    - { level: 3, meaning: Unacceptable. }
`;

export function addSchemeCommands(program: Command, deps: CliDeps): void {
  const scheme = program
    .command("scheme")
    .description("the words, matrix and levels by which risks are scored");
  withJson(scheme.command("list").description("list the schemes, each version")).action(
    async ({ json }: { json?: boolean }) => {
      const { schemes } = await deps.withCalls("scheme list", (call) => call("scheme.list", {}));
      deps.out(json === true ? toJsonText(schemes) : printSchemes(schemes));
    },
  );
  withJson(
    scheme
      .command("show")
      .description("show a scheme's definitions and matrix, and its hash")
      .argument("<scheme>", 'its name, such as ig-example or "trust-3x3 2"'),
  ).action(async (name: string, { json }: { json?: boolean }) => {
    const shown = await deps.withCalls("scheme show", (call) =>
      call("scheme.show", { scheme: name }),
    );
    deps.out(json === true ? toJsonText(shown) : printScheme(shown));
  });
  withJson(
    scheme
      .command("add")
      .description("add a scheme, or the next version of one, from a file")
      .argument("<file>", "YAML or JSON")
      .addHelpText("after", addHelp),
  ).action(async (file: string, { json }: { json?: boolean }) => {
    const written = await readShaped(deps, file, $WrittenScheme);
    const added = await deps.withCalls("scheme add", (call) =>
      call("scheme.add", { scheme: written }),
    );
    deps.out(json === true ? toJsonText(added) : printScheme(added));
    deps.err(
      `Next: ${hazid} scheme declare PRODUCT "${added.name}" --seen ${added.hash.slice(0, 12)} --reason "…"`,
    );
  });
  withJson(
    scheme
      .command("of")
      .description("which scheme a product goes by, and who declared it")
      .argument("<product>"),
  ).action(async (product: string, { json }: { json?: boolean }) => {
    const declared = await deps.withCalls("scheme of", (call) =>
      call("scheme.declared", { product }),
    );
    deps.out(json === true ? toJsonText(declared) : printDeclared(declared));
  });
  withJson(
    scheme
      .command("declare")
      .description("declare by which scheme a product is scored; other scores are marked re-score")
      .argument("<product>")
      .argument("<scheme>", "its name, the newest version where none is named")
      .option("--seen <hash>", "hash that scheme show printed; never defaulted")
      .requiredOption("--reason <text>", "why, in a sentence; no patient data"),
  ).action(
    async (
      product: string,
      name: string,
      { json, ...said }: { json?: boolean; seen?: string; reason: string },
    ) => {
      const declared = await deps.withCalls("scheme declare", (call) =>
        call("scheme.declare", { product, scheme: name, ...said }),
      );
      deps.out(
        json === true
          ? toJsonText(declared)
          : `${declared.product} goes by ${declared.scheme} from now on.`,
      );
    },
  );
}
