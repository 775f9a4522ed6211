import { InvalidArgumentError, type Command } from "commander";
import { readDrafterName } from "../app/run/model/name.ts";
import type { IdentifyResult } from "../app/run/present.ts";
import { AppError } from "../app/errors.ts";
import type { Call } from "../app/use-cases.ts";
import { stabilityOf } from "../domain/candidate/stability.ts";
import { kindOfDrafter, sayDrafter } from "../domain/draft/say-drafter.ts";
import { showQuote } from "../domain/text/span.ts";
import { askConsent, type ConsentOptions } from "./consent.ts";
import type { CliDeps } from "./deps.ts";
import { parseWholeNumber, toJsonText } from "./options.ts";
import { addProductFile, printQuestions } from "./product.ts";
import { sayProgress } from "./print/progress.ts";
import { count, hazid, plain, wrap } from "./print/text.ts";

/** More runs than this tell nothing more, and cost. */
const maxRuns = 10;

type Options = ConsentOptions & {
  limit?: number;
  since?: number;
  cells?: string[];
  json?: string;
  runs: number;
};

export function addIdentifyCommand(program: Command, deps: CliDeps): void {
  program
    .command("identify")
    .description("draft candidate hazards of a product into its review queue")
    .argument("<file|product>", "a description file, or a product that was added")
    .option("--limit <n>", "most candidates; 40 unless told, 200 with --cells", parseWholeNumber)
    .option("--since <version>", "only what has changed since this version", parseWholeNumber)
    .option(
      "--cells <keys>",
      "look again into these places alone, such as F1/late,third-party",
      parseKeys,
    )
    .option("--yes", "agree to what a configured language model would be sent")
    .option("--offline", "draft by rules alone: no language model is asked")
    .option("--runs <n>", "identify so many times, and say how alike the runs are", parseRuns, 1)
    .option("--json <out>", "write the result as JSON to this file (- for standard output)")
    .action(async (what: string, options: Options) => {
      const results = await deps.withCalls("identify", async (call) => {
        const product = await findOrAdd(deps, call, what);
        const { limit, since, cells, runs } = options;
        const sendTo = await askConsent(deps, call, product, options);
        const done: IdentifyResult[] = [];
        for (let number = 1; number <= runs; number += 1) {
          if (runs > 1) deps.err(`Run ${number} of ${runs}`);
          done.push(
            await call(
              "run.identify",
              { product, limit, since, cells, sendTo },
              {
                onProgress: sayProgress(deps),
                signal: deps.signal,
              },
            ),
          );
        }
        return done;
      });
      const stability = stabilityOf(results.map(({ candidates }) => candidates));
      const result = results.length === 1 ? results[0] : { stability, runs: results };
      if (options.json === "-") {
        deps.out(toJsonText(result));
        return;
      }
      if (options.json !== undefined)
        await deps.files.writeText(options.json, `${toJsonText(result)}\n`);
      for (const one of results) printCandidates(deps, one);
      if (stability.meanJaccard !== null) {
        const hides = results.some(({ withheld }) => withheld.length > 0);
        const apart = hides
          ? "what a list leaves out or does not show yet"
          : "what a list leaves out";
        deps.out(
          wrap(
            `\nThe ${count(results.length, "list")} hold ${count(stability.situations, "situation")} together. Any two have ${stability.meanJaccard.toFixed(2)} of theirs in common on average (1.00: all of them); ${apart} is not compared. The queue holds each situation once.`,
          ),
        );
      }
    });
}

function parseKeys(text: string): string[] {
  return text
    .split(",")
    .map((key) => key.trim())
    .filter((key) => key !== "");
}

function parseRuns(text: string): number {
  const runs = parseWholeNumber(text);
  if (runs < 1 || runs > maxRuns) {
    throw new InvalidArgumentError(`expected a number from 1 to ${maxRuns}`);
  }
  return runs;
}

/** The product that is named, or the one that the file describes; says when that is a new version. */
async function findOrAdd(deps: CliDeps, call: Call, what: string): Promise<string> {
  if (await deps.files.isFile(what)) {
    const added = await addProductFile(deps, call, what);
    if (added.added && added.version > 1) {
      deps.err(
        `This is version ${added.version} of ${plain(added.name)} now. Suggestions from earlier versions stay as they were.`,
      );
    }
    return added.id;
  }
  if (/[/\\]|\.[a-z]{1,5}$/iu.test(what)) {
    const known = await call("product.list", {});
    if (!known.some(({ slug, name, id }) => [slug, name, id].includes(what))) {
      throw new AppError("not-found", `There is no file “${what}”, and no product of that name.`);
    }
  }
  return what;
}

/** Where a run looked, when it was not everywhere. */
function sayReach({ since, cells }: IdentifyResult["run"]): string {
  if (cells !== null) {
    return `, in ${cells.map(plain).join(", ")} alone, where what is less near than usual is let in`;
  }
  return since === null ? "" : `, of what has changed since version ${since}`;
}

/** The candidates of a run, by rank, each with the words of the description that it rests on. */
export function printCandidates(deps: CliDeps, result: IdentifyResult): void {
  const { product, run, candidates, withheld } = result;
  deps.out(
    `${plain(product.name)}: ${count(candidates.length + withheld.length, "candidate")} in run ${run.ref}${sayReach(run)}, by relevance, not risk; nothing is decided by it.\n`,
  );
  if (result.leftOut > 0) {
    deps.out(
      wrap(
        `${count(result.leftOut, "less relevant candidate is", "less relevant candidates are")} not listed: --limit lists more. None is a list of all that can go wrong.\n`,
      ),
    );
  }
  const model = readDrafterName(run.drafter)?.model ?? null;
  if (model !== null) {
    deps.out(
      wrap(
        `In a run of the language model ${model}: it drafted what is not said to be somebody else's, and nobody has checked that.\n`,
      ),
    );
  }
  for (const { rank, ref, hazard, existing, evidence, drafter } of candidates) {
    const mark = existing === null ? ref : `existing: ${existing}`;
    deps.out(wrap(`${String(rank).padStart(2)}  ${mark.padEnd(5)} ${hazard}`, 10, 0));
    const [support] = evidence.product;
    const why =
      support === undefined
        ? "no words of the description support this"
        : `because “${showQuote(support.quote)}”`;
    deps.out(wrap(why, 10, 10));
    if (model !== null && kindOfDrafter({ drafter, model }) !== "model") {
      deps.out(wrap(sayDrafter({ drafter, model }, false), 10, 10));
    }
  }
  if (withheld.length > 0) {
    const refs = withheld.map(({ ref }) => ref).join(", ");
    deps.out(
      wrap(`Not shown yet: ${refs}. Of these you write your own view first; queue show says how.`),
    );
  }
  if (candidates.length + withheld.length === 0 && run.since !== null) {
    deps.out(`Nothing that has changed since version ${run.since} affects a candidate.`);
  } else if (candidates.length + withheld.length === 0 && run.cells !== null) {
    deps.out("No prior hazard that meets this product was found there, even less near than usual.");
  } else if (candidates.length + withheld.length === 0) {
    deps.out("No prior hazard is near enough to this description to be worth a minute.");
  }
  printQuestions(deps, result.questions);
  if (result.refused > 0) {
    deps.err(
      `${count(result.refused, "draft")} did not pass a check and ${result.refused === 1 ? "is" : "are"} kept with the run.`,
    );
  }
  const { quotes, citations, mechanisms } = result.struck;
  if (quotes + citations + mechanisms > 0) {
    deps.err(
      `Struck from the model's answers, as they hold nowhere: ${count(quotes, "quotation")}, ${count(citations, "citation")}, ${count(mechanisms, "cause or control", "causes or controls")}.`,
    );
  }
  const first = candidates.find(({ existing }) => existing === null);
  if (first !== undefined) deps.err(`Next: ${hazid} queue show ${product.slug}/${first.ref}`);
}
