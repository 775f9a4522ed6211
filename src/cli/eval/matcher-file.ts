import type { Matcher } from "../../domain/evaluation/matcher.ts";
import { $MatcherModel, createMatcher } from "../../domain/evaluation/trained-matcher.ts";
import type { CliDeps } from "../deps.ts";
import { parseFile } from "./parse-file.ts";

/** The shipped matcher, as `evals/calibrate-matcher.ts` wrote it. */
export async function readMatcher({ files, repositoryFolder }: CliDeps): Promise<Matcher> {
  const file = repositoryFolder("evals/matcher.json");
  return createMatcher(parseFile($MatcherModel, file, await files.readText(file), "a matcher"));
}
