import type { Command } from "commander";
import type { CliDeps } from "./deps.ts";
import { toJsonText, withJson, withProduct } from "./options.ts";
import { printProvenance } from "./print/provenance.ts";

export function addProvenanceCommand(program: Command, deps: CliDeps): void {
  withJson(
    withProduct(
      program
        .command("provenance")
        .description("how a suggestion or hazard came about and who decided")
        .argument("<id>", "S-17, H-3, product/H-3 or an id"),
    ),
  ).action(async (ref: string, options: { product?: string; json?: boolean }) => {
    const found = await deps.withCalls("provenance", (call) =>
      call("provenance.show", { ref, product: options.product }),
    );
    deps.out(options.json === true ? toJsonText(found) : printProvenance(found));
  });
}
