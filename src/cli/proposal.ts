import { InvalidArgumentError, type Command } from "commander";
import { decideOnHazard } from "./changed-hazard.ts";
import type { CliDeps } from "./deps.ts";
import { toJsonText, withJson } from "./options.ts";
import { parseWorkbook } from "./workbook.ts";
import { collect } from "./written.ts";

type Named = { readonly number: number; readonly seen?: string };
type Given = { readonly number: number; readonly key: string; readonly value: string };

/** `3=1a2b3c4d5e6f`; without a hash it is for the decision to ask for one. */
function parseNamed(text: string): Named {
  const [, number, seen] = /^([1-9][0-9]{0,3})(?:=([0-9a-f]+))?$/u.exec(text) ?? [];
  if (number === undefined) {
    throw new InvalidArgumentError(
      "Expected a proposal with the hash that workbook show printed, such as 3=1a2b3c4d5e6f.",
    );
  }
  return { number: Number(number), ...(seen === undefined ? {} : { seen }) };
}

/** `3.kind=human`. */
function parseGiven(text: string): Given {
  const [, number, key, value] = /^([1-9][0-9]{0,3})\.([^=]{1,40})=(.*)$/su.exec(text) ?? [];
  if (number === undefined || key === undefined || value === undefined) {
    throw new InvalidArgumentError(
      "Expected a proposal, what it leaves open, and a value, such as 3.kind=human.",
    );
  }
  return { number: Number(number), key, value };
}

const withProposals = (command: Command): Command =>
  withJson(
    command
      .argument("<product>")
      .argument("<workbook>", "such as 2", parseWorkbook)
      .argument(
        "<proposals...>",
        "each with its hash, such as 3=1a2b3c4d5e6f",
        collect(parseNamed),
      ),
  );

type TakeOptions = { seen?: string; give?: Given[]; text?: string; json?: boolean };

export function addProposalCommands(program: Command, deps: CliDeps): void {
  const proposal = program
    .command("proposal")
    .description("what cells of a workbook that came back would change in the log");
  withProposals(
    proposal.command("take").description("take proposals of one hazard, by its own rules"),
  )
    .option("--seen <hash>", "hash of the hazard that workbook show printed; never defaulted")
    .option("--give <value>", "what a cell leaves open, such as 3.kind=human", collect(parseGiven))
    .option("--text <text>", "why; no patient data")
    .action(
      async (product: string, workbook: number, named: readonly Named[], options: TakeOptions) => {
        const { json, seen, give: given = [], text } = options;
        const proposals = named.map((one) => ({
          ...one,
          given: Object.fromEntries(
            given
              .filter(({ number }) => number === one.number)
              .map(({ key, value }) => [key, value]),
          ),
        }));
        await decideOnHazard(deps, "proposal take", { json }, async (call) => {
          const { hazard } = await call("proposal.take", {
            ...{ product, workbook, proposals, text },
            ...(seen === undefined ? {} : { hazardSeen: seen }),
          });
          return hazard;
        });
      },
    );
  withProposals(proposal.command("leave").description("leave proposals: the log stays as it is"))
    .option("--reason <text>", "why; no patient data")
    .action(
      async (
        product: string,
        workbook: number,
        proposals: readonly Named[],
        { json, reason }: { json?: boolean; reason?: string },
      ) => {
        const left = await deps.withCalls("proposal leave", (call) =>
          call("proposal.leave", { ...{ product, workbook, reason }, proposals: [...proposals] }),
        );
        deps.out(
          json === true
            ? toJsonText(left)
            : `Left of workbook ${left.workbook}: ${left.proposals.join(", ")}. The log is as it was.`,
        );
      },
    );
}
