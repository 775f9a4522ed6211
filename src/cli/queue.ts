import { Option, type Command } from "commander";
import { ranksDiffer, type QueueLine } from "../app/queue/line.ts";
import { conditions } from "../domain/bank/entry.ts";
import { kindOfDrafter } from "../domain/draft/say-drafter.ts";
import { lenses, type Lens } from "../domain/facet/kinds.ts";
import {
  queueDrafters,
  queueSorts,
  type QueueDrafter,
  type QueueSort,
} from "../domain/suggestion/queue-filter.ts";
import { suggestionStates, type SuggestionState } from "../domain/suggestion/suggestion.ts";
import type { CliDeps } from "./deps.ts";
import { parseWholeNumber, toJsonText, withJson, withProduct } from "./options.ts";
import { addQueueDecisions } from "./queue-decisions.ts";
import { refsIn } from "./refs.ts";
import { printWithheld } from "./print/withheld.ts";
import { printSuggestion } from "./print/suggestion.ts";
import { hazid, plain, table } from "./print/text.ts";

const draftedBy = {
  model: "by model",
  rules: "by rules",
  "stand-in": "stood in",
  imported: "from a log",
} as const;

type ListOptions = {
  readonly product?: string;
  readonly state?: SuggestionState | "all";
  readonly lens?: Lens;
  readonly condition?: (typeof conditions)[number];
  readonly drafter?: QueueDrafter;
  readonly untailored?: true;
  readonly place?: string;
  readonly sort?: QueueSort;
  readonly limit?: number;
  readonly after?: string;
  readonly json?: boolean;
};

export function addQueueCommands(program: Command, deps: CliDeps): void {
  const queue = program
    .command("queue")
    .description("the review queue: show, accept, add-cause, reject, merge, defer, separate, undo");
  withJson(
    withProduct(queue.command("list").description("list suggestions by rank"))
      .argument("[product]")
      .addOption(new Option("--state <state>", "only these").choices([...suggestionStates, "all"]))
      .addOption(new Option("--lens <lens>", "only these").choices(lenses))
      .addOption(new Option("--condition <condition>", "only these").choices(conditions))
      .addOption(
        new Option("--drafter <drafter>", "only what these drafted").choices(queueDrafters),
      )
      .option("--untailored", "only those whose words are nearly the bank's")
      .option("--place <place>", "only of one place of a product, such as F2/wrong or F2")
      .addOption(new Option("--sort <order>", "rank is relevance, not risk").choices(queueSorts))
      .option("--limit <number>", "how many (25, at most 100)", parseWholeNumber)
      .option("--after <place>", "go on from a place that this command printed"),
  ).action(async (named: string | undefined, options: ListOptions, command: Command) => {
    const { product = named, state = "pending", json, ...filter } = options;
    const states = state === "all" ? [...suggestionStates] : [state];
    const page = await deps.withCalls("queue list", (call) =>
      call("queue.page", { ...filter, product, states }),
    );
    const { lines } = page;
    if (json === true) {
      deps.out(toJsonText(page));
      return;
    }
    if (page.next !== null) deps.err(`The rest: ${goOn(command, page.next)}`);
    if (lines.length === 0) {
      deps.out(page.partly ? "None of those looked at so far." : "There is nothing in this list.");
      return;
    }
    // Where rules drafted everything, a column that says so takes room from the hazards.
    const isModels = lines.some(({ model }) => model !== null);
    const of = product === undefined ? ["product"] : [];
    const isMixed = ranksDiffer(lines);
    deps.out(
      table(
        [
          "rank",
          ...(isMixed ? ["of"] : []),
          "ref",
          "state",
          ...(isModels ? ["drafted"] : []),
          ...of,
          "hazard",
        ],
        lines.map((l) => [
          ...[rankOf(l), ...(isMixed ? [l.run] : []), l.ref, l.state],
          ...(isModels ? [draftedBy[kindOfDrafter(l)]] : []),
          ...(product === undefined ? [l.productSlug] : []),
          l.hazard ?? "(write your own view first)",
        ]),
      ),
    );
    const next = lines.find((line) => line.state === "pending");
    if (next !== undefined) deps.err(`Next: ${hazid} queue show ${next.productSlug}/${next.ref}`);
  });
  withJson(
    withProduct(
      queue.command("show").description("show one suggestion and the hash a decision needs"),
    ).argument("<suggestion>", "S-17, product/S-17 or an id"),
  ).action(async (ref: string, { product, json }: { product?: string; json?: boolean }) => {
    const { shown, text } = await deps.withCalls("queue show", async (call) => {
      const shown = await call("queue.show", { suggestion: ref, product });
      const text =
        shown.kind === "withheld"
          ? printWithheld(shown)
          : printSuggestion(shown, await refsIn(call, shown.decisions));
      return { shown, text };
    });
    deps.out(json === true ? toJsonText(shown) : text);
  });
  addQueueDecisions(queue, deps);
}

const rankOf = ({ rank, beyondLimit, takenOutOf }: QueueLine): string =>
  takenOutOf !== null ? `of ${takenOutOf}` : beyondLimit ? "beyond" : String(rank);

/** The command that was typed, from another place on. */
function goOn(command: Command, after: string): string {
  const said = Object.entries(command.opts<ListOptions>()).flatMap(([name, value]) =>
    name === "after" || name === "json"
      ? []
      : [value === true ? `--${name}` : `--${name} ${quoted(String(value))}`],
  );
  const [product] = command.args;
  const words = [product === undefined ? [] : [quoted(product)], said, `--after ${after}`].flat();
  return `${hazid} queue list ${words.join(" ")}`;
}
const quoted = (word: string): string =>
  /^[\w./+-]+$/u.test(word) ? word : `'${plain(word).replaceAll("'", String.raw`'\''`)}'`;
