import type { Command } from "commander";
import type { CliDeps } from "./deps.ts";
import { parseWholeNumber, toJsonText, withJson } from "./options.ts";
import { plain, table } from "./print/text.ts";

type Created = {
  name: string;
  role: string;
  label: string;
  body?: string;
  number?: string;
  days?: number;
  json?: boolean;
};

const day = (moment: string | null): string => moment?.slice(0, 10) ?? "";

export function addTokenCommands(program: Command, deps: CliDeps): void {
  const token = program.command("token").description("who may come in, where HAZID_MODE is server");
  withJson(
    token
      .command("create")
      .description("make a token for a person; its secret is shown once, and kept nowhere")
      .requiredOption("--name <name>", "the person's name")
      .requiredOption("--role <role>", "cso, contributor, facilitator or viewer")
      .requiredOption("--label <label>", "what the token is for, such as laptop")
      .option("--body <body>", "registration body, such as GMC, NMC, GPhC or HCPC")
      .option("--number <number>", "registration number")
      .option("--days <days>", "how many days it holds; else until revoked", parseWholeNumber),
  ).action(async ({ json, ...options }: Created) => {
    const made = await deps.withCalls("token create", (call) => call("token.create", options));
    if (json === true) {
      deps.out(toJsonText(made));
      return;
    }
    const { account, label, id, expiresAt } = made;
    deps.err(
      `Token ${id} (${plain(label)}) lets ${plain(account.name)} in as ${account.role}, ${expiresAt === null ? "until it is revoked" : `until ${expiresAt}`}. Its secret is shown this once:`,
    );
    deps.out(made.secret ?? "");
  });
  withJson(
    token.command("list").description("every token that was made, without its secret"),
  ).action(async ({ json }: { json?: boolean }) => {
    const tokens = await deps.withCalls("token list", (call) => call("token.list", {}));
    if (json === true) deps.out(toJsonText(tokens));
    else if (tokens.length === 0) deps.out("There is no token yet.");
    else
      deps.out(
        table(
          ["state", "person", "role", "label", "made", "by", "ends", "signed in", "id"],
          tokens.map((one) => [
            one.state,
            one.account.name,
            one.account.role,
            one.label,
            day(one.createdAt),
            one.createdBy,
            day(one.revokedAt ?? one.expiresAt),
            String(one.sessions),
            one.id,
          ]),
        ),
      );
  });
  token
    .command("revoke")
    .description("end a token for good, and every browser session made from it")
    .argument("<id>", "as token list prints it")
    .action(async (id: string) => {
      const ended = await deps.withCalls("token revoke", (call) =>
        call("token.revoke", { token: id }),
      );
      deps.out(
        `Token ${ended.id} (${plain(ended.label)}) of ${plain(ended.account.name)} is revoked.`,
      );
    });
}
