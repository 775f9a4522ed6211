import { Option, type Command } from "commander";
import { kindOfDrafter } from "../domain/draft/say-drafter.ts";
import { suggestionStates, type SuggestionState } from "../domain/suggestion/suggestion.ts";
import type { CliDeps } from "./deps.ts";
import { toJsonText, withJson, withProduct } from "./options.ts";
import { addQueueDecisions } from "./queue-decisions.ts";
import { refsIn } from "./refs.ts";
import { printWithheld } from "./print/withheld.ts";
import { printSuggestion } from "./print/suggestion.ts";
import { hazid, table } from "./print/text.ts";

const draftedBy = { model: "by model", rules: "by rules", "stand-in": "stood in" } as const;

export function addQueueCommands(program: Command, deps: CliDeps): void {
  const queue = program
    .command("queue")
    .description("the review queue: show, accept, add-cause, reject, merge, defer, undo");
  withJson(
    withProduct(queue.command("list").description("list suggestions by rank"))
      .argument("[product]")
      .addOption(new Option("--state <state>", "only these").choices(suggestionStates)),
  ).action(
    async (
      named: string | undefined,
      options: { product?: string; state?: SuggestionState; json?: boolean },
    ) => {
      const { product = named, state } = options;
      const lines = await deps.withCalls("queue list", (call) =>
        call("queue.list", { product, state }),
      );
      if (options.json === true) {
        deps.out(toJsonText(lines));
        return;
      }
      if (lines.length === 0) {
        deps.out("The queue is empty.");
        return;
      }
      // Where rules drafted everything, a column that says so takes room from the hazards.
      const isModels = lines.some(({ model }) => model !== null);
      const of = product === undefined ? ["product"] : [];
      deps.out(
        table(
          ["rank", "ref", "state", ...(isModels ? ["drafted"] : []), ...of, "hazard"],
          lines.map((l) => [
            ...[String(l.rank), l.ref, l.state],
            ...(isModels ? [draftedBy[kindOfDrafter(l)]] : []),
            ...(product === undefined ? [l.productSlug] : []),
            l.hazard ?? "(write your own view first)",
          ]),
        ),
      );
      const next = lines.find((line) => line.state === "pending");
      if (next !== undefined) deps.err(`Next: ${hazid} queue show ${next.productSlug}/${next.ref}`);
    },
  );
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
