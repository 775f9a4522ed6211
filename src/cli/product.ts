import { basename, extname } from "node:path";
import { Option, type Command } from "commander";
import { standards, type Standard } from "../domain/product/product.ts";
import type { Question } from "../domain/profile/profile.ts";
import type { AddedProduct } from "../app/product/add.ts";
import type { Call } from "../app/use-cases.ts";
import type { CliDeps } from "./deps.ts";
import { toJsonText, withJson } from "./options.ts";
import { count, hazid, plain, table, wrap } from "./print/text.ts";

/** Adds the product that a file describes. */
export async function addProductFile(
  deps: CliDeps,
  call: Call,
  file: string,
  standard?: Standard,
): Promise<AddedProduct> {
  const text = await deps.files.readDescription(file);
  const fallbackName = basename(file, extname(file)) || "Product";
  return call("product.add", {
    text,
    fallbackName,
    ...(standard === undefined ? {} : { standard }),
  });
}

/** The group of commands about products, for more to be put in it. */
export function addProductCommands(program: Command, deps: CliDeps): Command {
  const product = program.command("product").description("products and their descriptions");
  withJson(
    product
      .command("add")
      .description("add a product, or a new version, from a text file that describes it")
      .argument("<file>", "UTF-8 text or Markdown, up to 1 MB")
      .addOption(
        new Option("--standard <standard>", "maker's or deployer's log").choices(standards),
      ),
  ).action(async (file: string, options: { standard?: Standard; json?: boolean }) => {
    const added = await deps.withCalls("product add", (call) =>
      addProductFile(deps, call, file, options.standard),
    );
    if (options.json === true) {
      deps.out(toJsonText(added));
      return;
    }
    const what = added.added ? "added" : "was there already";
    deps.out(`${plain(added.name)} (${added.slug}), version ${added.version}, ${what}.`);
    printQuestions(deps, added.questions);
    deps.err(`Next: ${hazid} identify ${added.slug}`);
  });
  withJson(product.command("list").description("list products")).action(
    async (options: { json?: boolean }) => {
      const lines = await deps.withCalls("product list", (call) => call("product.list", {}));
      if (options.json === true) deps.out(toJsonText(lines));
      else if (lines.length === 0) deps.out(`There is no product yet: ${hazid} product add FILE`);
      else
        deps.out(
          table(
            ["product", "version", "waiting", "deferred", "in log", "name"],
            lines.map((l) => [
              l.slug,
              String(l.version),
              String(l.pending),
              String(l.deferred),
              String(l.hazards),
              l.name,
            ]),
          ),
        );
    },
  );
  return product;
}

export function printQuestions(deps: CliDeps, questions: readonly Question[]): void {
  if (questions.length === 0) return;
  deps.out(
    `\n${count(questions.length, "question")} to the maker, for what the description does not say:`,
  );
  for (const { id, text, why } of questions) deps.out(wrap(`- ${id}: ${text} ${why}`, 2, 0));
}
