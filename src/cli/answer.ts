import type { Command } from "commander";
import type { CliDeps } from "./deps.ts";
import { printCandidates } from "./identify.ts";
import { toJsonText, withJson } from "./options.ts";
import { printQuestions } from "./product.ts";
import { sayProgress } from "./print/progress.ts";
import { hazid, plain } from "./print/text.ts";

type Options = { identify?: boolean; json?: boolean };

export function addAnswerCommand(program: Command, deps: CliDeps): void {
  withJson(
    program
      .command("answer")
      .description("answer a question to the maker: a new version of the description")
      .argument("<product>")
      .argument("<question>", "its id, such as children")
      .argument("<text>", "the maker's answer, up to 600 characters")
      .option("--identify", "look again at what the answer affects"),
  ).action(async (product: string, question: string, text: string, options: Options) => {
    const { answered, result } = await deps.withCalls("answer", async (call) => {
      const answered = await call("product.answer", { product, answers: [{ question, text }] });
      if (options.identify !== true) return { answered, result: null };
      const again = { product: answered.id, since: answered.looked ?? undefined };
      const progress = {
        onProgress: sayProgress(deps),
        signal: deps.signal,
      };
      return { answered, result: await call("run.identify", again, progress) };
    });
    if (options.json === true) {
      deps.out(toJsonText(result ?? answered));
      return;
    }
    deps.out(
      `${plain(answered.name)} (${answered.slug}), version ${answered.version}: holds the answer to ${plain(question)}.`,
    );
    if (result !== null) {
      printCandidates(deps, result);
      return;
    }
    printQuestions(deps, answered.questions);
    const since = answered.looked === null ? "" : ` --since ${answered.looked}`;
    deps.err(`Next: ${hazid} identify ${answered.slug}${since}`);
  });
}
