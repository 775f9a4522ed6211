import { Option, type Command } from "commander";
import {
  rejectCodes,
  suggestionStates,
  type SuggestionState,
} from "../domain/suggestion/suggestion.ts";
import type { CliDeps } from "./deps.ts";
import { parseNumbers, toJsonText, withJson, withProduct } from "./options.ts";
import { printHazard } from "./print/log.ts";
import { printSuggestion } from "./print/suggestion.ts";
import { hazid, plain, table } from "./print/text.ts";

type Decide = { product?: string; seen?: string; json?: boolean };

/** `product/` of `product/S-1`, for the next command. */
const shownIn = (ref: string): string =>
  ref.includes("/") ? ref.slice(0, ref.lastIndexOf("/") + 1) : "";

export function addQueueCommands(program: Command, deps: CliDeps): void {
  const queue = program.command("queue").description("the review queue: show, accept, reject");
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
      if (options.json === true) deps.out(toJsonText(lines));
      else if (lines.length === 0) deps.out("The queue is empty.");
      else
        deps.out(
          table(
            ["rank", "ref", "state", "product", "hazard"],
            lines.map((l) => [String(l.rank), l.ref, l.state, l.productSlug, l.hazard]),
          ),
        );
    },
  );
  withJson(
    withProduct(
      queue.command("show").description("show one suggestion and the hash a decision needs"),
    ).argument("<suggestion>", "S-17, product/S-17 or an id"),
  ).action(async (ref: string, { product, json }: { product?: string; json?: boolean }) => {
    const shown = await deps.withCalls("queue show", (call) =>
      call("queue.show", { suggestion: ref, product }),
    );
    deps.out(json === true ? toJsonText(shown) : printSuggestion(shown));
  });
  withJson(
    withProduct(queue.command("accept").description("take a suggestion into the hazard log"))
      .argument("<suggestion>")
      .option("--seen <hash>", "hash that show printed; never defaulted")
      .option(
        "--causes <numbers>",
        "the causes you accept, such as --causes 1,3; at least one",
        parseNumbers,
      )
      .option("--controls <numbers>", "the controls you take along as proposed", parseNumbers),
  ).action(
    async (
      ref: string,
      { json, ...options }: Decide & { causes?: number[]; controls?: number[] },
    ) => {
      const hazard = await deps.withCalls("queue accept", (call) =>
        call("queue.accept", { suggestion: ref, ...options }),
      );
      if (json === true) {
        deps.out(toJsonText(hazard));
        return;
      }
      deps.out(printHazard(hazard));
      deps.err(`Next: ${hazid} score ${shownIn(ref)}${hazard.ref} --initial SEVERITY,LIKELIHOOD`);
    },
  );
  withJson(
    withProduct(
      queue.command("reject").description("reject a suggestion; it is kept with the reason"),
    )
      .argument("<suggestion>")
      .option("--seen <hash>", "hash that show printed; never defaulted")
      .requiredOption("--reason <code>", rejectCodes.join(", "))
      .option("--text <text>", "why, in words"),
  ).action(
    async (ref: string, { json, ...options }: Decide & { reason: string; text?: string }) => {
      const decision = await deps.withCalls("queue reject", (call) =>
        call("queue.reject", { suggestion: ref, ...options }),
      );
      if (json === true) deps.out(toJsonText(decision));
      else
        deps.out(
          `${plain(ref)} is rejected: ${decision.reason ?? ""}. It is kept with the reason.`,
        );
    },
  );
}
