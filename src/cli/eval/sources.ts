import type { Call } from "../../app/use-cases.ts";
import type { Source } from "../../domain/evaluation/leakage.ts";
import type { CliDeps } from "../deps.ts";

/** Everything that a known hazard may have been copied into: bank, corpora, prompts, examples, checklist. */
export async function readSources(
  { files, repositoryFolder }: Pick<CliDeps, "files" | "repositoryFolder">,
  call: Call,
): Promise<Source[]> {
  const { entries } = await call("bank.list", {});
  const bank = entries.map(({ id, situation, effects, harms, causes, paraphrases, name }) => ({
    where: `bank entry ${id}`,
    text: [
      name,
      situation,
      ...effects,
      ...harms,
      ...causes.map(({ text }) => text),
      ...paraphrases,
    ].join("\n"),
  }));
  const folders = ["prompts", "examples"];
  const paths = await Promise.all(folders.map((name) => files.listFiles(repositoryFolder(name))));
  const texts = await Promise.all(
    [...paths.flat(), repositoryFolder("evals/checklist.json")].map(async (path) => ({
      where: path.slice(repositoryFolder("").length),
      text: await files.readText(path),
    })),
  );
  return [...bank, ...texts];
}
