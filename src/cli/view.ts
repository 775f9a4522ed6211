import { Option, type Command } from "commander";
import { saySample } from "../domain/view/say-agreement.ts";
import { agreements, type Agreement } from "../domain/view/view.ts";
import type { CliDeps } from "./deps.ts";
import {
  parseWholeNumber,
  toJsonText,
  withDecision,
  withJson,
  withProduct,
  type DecisionOptions,
} from "./options.ts";
import { printViews } from "./print/views.ts";
import { hazid, wrap } from "./print/text.ts";

export function addViewCommands(program: Command, deps: CliDeps): void {
  const view = program
    .command("view")
    .description("your own view of a sample of suggestions, before they open to you");
  withJson(
    withProduct(
      view
        .command("write")
        .description("write what could go wrong and who would be harmed; then it opens")
        .argument("<suggestion>")
        .requiredOption("--text <text>", "10 to 2,000 characters, no patient data"),
    ),
  ).action(async (ref: string, options: { product?: string; text: string; json?: boolean }) => {
    const { json, ...said } = options;
    const { written, shown } = await deps.withCalls("view write", async (call) => {
      const written = await call("view.write", { suggestion: ref, ...said });
      return { written, shown: await call("queue.show", { suggestion: written.suggestion }) };
    });
    const { suggestion, product } = shown;
    deps.out(json === true ? toJsonText(written) : `Your view of ${suggestion.ref} is kept.`);
    deps.err(`Next: ${hazid} queue show ${product.slug}/${suggestion.ref}`);
  });
  withDecision(
    view
      .command("agree")
      .description("say how near your own view was; what you say last counts")
      .argument("<suggestion>")
      .addOption(
        new Option("--agreement <how>", "how near it was")
          .choices(agreements)
          .makeOptionMandatory(),
      )
      .option("--text <text>", "in your words"),
  ).action(
    async (ref: string, options: DecisionOptions & { agreement: Agreement; text?: string }) => {
      const { json, ...said } = options;
      const view = await deps.withCalls("view agree", (call) =>
        call("view.agree", { suggestion: ref, ...said }),
      );
      deps.out(json === true ? toJsonText(view) : "What you said of your view is kept.");
    },
  );
  view
    .command("sample")
    .description("change of how many suggestions one asks for your own view first")
    .argument("<product>")
    .requiredOption("--every <n>", "one in so many, 2 to 50; 0 for none", parseWholeNumber)
    .action(async (product: string, { every }: { every: number }) => {
      const sample = await deps.withCalls("view sample", (call) =>
        call("view.sample", { product, every }),
      );
      deps.out(wrap(saySample(sample.every)));
    });
  withJson(
    view.command("list").description("who wrote a view, and how near it was").argument("<product>"),
  ).action(async (product: string, { json }: { json?: boolean }) => {
    const list = await deps.withCalls("view list", (call) => call("view.list", { product }));
    deps.out(json === true ? toJsonText(list) : printViews(list));
  });
}
