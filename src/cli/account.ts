import type { Command } from "commander";
import type { Account } from "../domain/actor/actor.ts";
import type { CliDeps } from "./deps.ts";
import { toJsonText, withJson } from "./options.ts";
import { plain } from "./print/text.ts";

const describe = ({ name, role, body, number }: Account): string =>
  `${name} (${role}${body === null ? "" : `, ${body} ${number ?? ""}`})`;

export function addAccountCommands(program: Command, deps: CliDeps): void {
  const account = program.command("account").description("who decides at this machine");
  account
    .command("set")
    .description("name the person; the first decision is refused until somebody is named")
    .requiredOption("--name <name>", "the person's name")
    .requiredOption("--role <role>", "cso, contributor, facilitator or viewer")
    .option("--body <body>", "registration body, such as GMC, NMC, GPhC or HCPC")
    .option("--number <number>", "registration number")
    .action(async (options: { name: string; role: string; body?: string; number?: string }) => {
      const set = await deps.withCalls("account set", (call) => call("account.set", options));
      deps.out(`Decisions are now by ${plain(describe(set))}.`);
    });
  withJson(account.command("show").description("show who is named")).action(
    async (options: { json?: boolean }) => {
      const found = await deps.withCalls("account show", (call) => call("account.show", {}));
      if (options.json === true) deps.out(toJsonText(found));
      else deps.out(found === null ? "Nobody is named." : plain(describe(found)));
    },
  );
}
