import { InvalidArgumentError, type Command } from "commander";
import { AppError } from "../app/errors.ts";
import { isUnmet } from "../domain/baseline/conditions.ts";
import { canonicalText } from "../domain/hash/canonical.ts";
import type { CliDeps } from "./deps.ts";
import { toJsonText, withJson } from "./options.ts";
import {
  printApproved,
  printBaselines,
  printCompared,
  printPrepared,
  printShownBaseline,
  sayUnmet,
} from "./print/baseline.ts";
import { hazid, plain, wrap } from "./print/text.ts";

function parseBaseline(text: string): number {
  if (!/^[1-9][0-9]{0,8}$/u.test(text)) {
    throw new InvalidArgumentError("Expected the number of a baseline, such as 2.");
  }
  return Number(text);
}

type ApproveOptions = { seen?: string; sign?: string; reason?: string; json?: boolean };

export function addBaselineCommands(program: Command, deps: CliDeps): void {
  const baseline = program
    .command("baseline")
    .description("versions of the hazard log that a Clinical Safety Officer approves");
  withJson(
    baseline
      .command("prepare")
      .description("show the log as it would be approved, its conditions, and what changed")
      .argument("<product>")
      .option("--out <file>", "write the exact bytes to this file"),
  ).action(async (product: string, { json, out }: { json?: boolean; out?: string }) => {
    const prepared = await deps.withCalls("baseline prepare", (call) =>
      call("baseline.prepare", { product }),
    );
    if (out !== undefined) await deps.files.writeText(out, canonicalText(prepared.content));
    deps.out(json === true ? toJsonText(prepared) : printPrepared(prepared));
    if (prepared.blocked || prepared.meaning === null) return;
    const unmet = prepared.content.conditions.filter(isUnmet);
    const reason = unmet.length === 0 ? "" : ` --reason "why, though ${sayUnmet(unmet)}"`;
    deps.err(
      `Next: ${hazid} baseline approve ${prepared.product.slug} --seen ${prepared.hash.slice(0, 12)} --sign "your name"${reason}`,
    );
  });
  withJson(
    baseline
      .command("approve")
      .description("approve the log as it was shown; by a CSO, under their registration")
      .argument("<product>")
      .option("--seen <hash>", "hash that baseline prepare printed; never defaulted")
      .option("--sign <name>", "your name, by which you sign what the signature means")
      .option("--reason <text>", "why, where conditions are not met; no patient data"),
  ).action(async (product: string, options: ApproveOptions) => {
    const { json, sign, ...said } = options;
    const approved = await deps.withCalls("baseline approve", async (call) => {
      const { meaning } = await call("baseline.prepare", { product });
      const person = await call("account.show", {});
      if (meaning !== null) deps.err(wrap(meaning));
      const name = sign ?? (meaning === null ? null : await deps.ask("Your name, to sign this: "));
      if (meaning !== null && name?.trim() !== person?.name) {
        throw new AppError(
          "invalid-input",
          `Expected the name of who signs, ${plain(person?.name ?? "")}; found ${name === null ? "none" : `“${plain(name)}”`}. Give it by --sign. Nothing was changed.`,
        );
      }
      return call("baseline.approve", {
        product,
        ...said,
        ...(meaning === null ? {} : { meaning }),
      });
    });
    deps.out(json === true ? toJsonText(approved) : printApproved(approved));
  });
  withJson(baseline.command("list").description("list the baselines").argument("<product>")).action(
    async (product: string, { json }: { json?: boolean }) => {
      const { baselines } = await deps.withCalls("baseline list", (call) =>
        call("baseline.list", { product }),
      );
      if (json === true) deps.out(toJsonText(baselines));
      else if (baselines.length === 0) {
        deps.out(`None is approved yet: ${hazid} baseline prepare ${plain(product)}`);
      } else deps.out(printBaselines(baselines));
    },
  );
  withJson(
    baseline
      .command("show")
      .description("show a baseline as it was approved")
      .argument("<product>")
      .argument("<number>", "such as 2", parseBaseline)
      .option("--out <file>", "write the exact bytes to this file"),
  ).action(
    async (product: string, number: number, { json, out }: { json?: boolean; out?: string }) => {
      const shown = await deps.withCalls("baseline show", (call) =>
        call("baseline.show", { product, number }),
      );
      if (out !== undefined) await deps.files.writeText(out, shown.text);
      deps.out(json === true ? toJsonText(shown) : printShownBaseline(shown));
    },
  );
  withJson(
    baseline
      .command("compare")
      .description("what changed from one baseline to another")
      .argument("<product>")
      .argument("<from>", "such as 1", parseBaseline)
      .argument("<to>", "such as 2", parseBaseline),
  ).action(async (product: string, from: number, to: number, { json }: { json?: boolean }) => {
    const compared = await deps.withCalls("baseline compare", (call) =>
      call("baseline.compare", { product, from, to }),
    );
    deps.out(json === true ? toJsonText(compared) : printCompared(compared));
  });
}
