import type { Command } from "commander";
import { $Edits } from "../domain/hazard/edits.ts";
import { sentence } from "../domain/provenance/words.ts";
import { rejectCodes } from "../domain/suggestion/suggestion.ts";
import { decideOnHazard } from "./changed-hazard.ts";
import type { CliDeps } from "./deps.ts";
import { parseNumbers, toJsonText, withDecision, type DecisionOptions } from "./options.ts";
import { sayDecision } from "./print/decision.ts";
import { hazid, wrap } from "./print/text.ts";
import { refsIn } from "./refs.ts";
import { collect, editsFrom, parseSetting, type Setting } from "./written.ts";

type Chosen = { causes?: number[]; controls?: number[] };

const editHelp = `
Examples
  --set harm="The patient takes twice the dose." --set cause.2.kind=data
  --set place=F2/late --set control.1.causes=1,3
  --edits words.yaml, where words.yaml says:
    effect: The clinic prescribes the old dose.
    causes:
      - number: 2
        text: The draft is approved unread.`;

const withChoice = (command: Command): Command =>
  command
    .option("--causes <numbers>", "the causes you take, such as 1,3; at least one", parseNumbers)
    .option("--controls <numbers>", "the controls you take along as proposed", parseNumbers);

/** Commands that decide about a suggestion as it was shown. */
export function addQueueDecisions(queue: Command, deps: CliDeps): void {
  withDecision(
    withChoice(
      queue
        .command("accept")
        .description("take a suggestion into the hazard log")
        .argument("<suggestion>"),
    )
      .option("--set <field=value>", "new words for a field; repeat it", collect(parseSetting))
      .option("--edits <file>", "new words from a YAML or JSON file"),
  )
    .addHelpText("after", editHelp)
    .action(
      async (
        ref: string,
        options: DecisionOptions & Chosen & { set?: Setting[]; edits?: string },
      ) => {
        const { json, set, edits: file, ...said } = options;
        const edits = await editsFrom(deps, $Edits, set, file);
        await decideOnHazard(deps, "queue accept", { json }, (call) =>
          call("queue.accept", { suggestion: ref, ...said, edits }),
        );
      },
    );
  withDecision(
    withChoice(
      queue
        .command("add-cause")
        .description("add causes of a suggestion to a hazard of the log, instead of a new hazard")
        .argument("<suggestion>")
        .argument("<hazard>")
        .option("--hazard-seen <hash>", "hash that hazard show printed; never defaulted"),
    ),
  ).action(
    async (
      ref: string,
      hazard: string,
      { json, ...said }: DecisionOptions & Chosen & { hazardSeen?: string },
    ) => {
      await decideOnHazard(deps, "queue add-cause", { json }, (call) =>
        call("queue.add-cause", { suggestion: ref, hazard, ...said }),
      );
    },
  );
  withDecision(
    queue
      .command("reject")
      .description("reject a suggestion; it is kept with the reason")
      .argument("<suggestion>")
      .requiredOption("--reason <code>", rejectCodes.join(", "))
      .option("--text <text>", "why, in words"),
  ).action(
    async (ref: string, { json, ...said }: DecisionOptions & { reason: string; text?: string }) => {
      await decide(deps, "queue.reject", ref, json, { suggestion: ref, ...said });
    },
  );
  withDecision(
    queue
      .command("merge")
      .description("put a suggestion under another, or under a hazard, that says the same")
      .argument("<suggestion>")
      .requiredOption("--into <ref>", "S-1 or H-1, of the same product")
      .option(
        "--into-seen <hash>",
        "hash that showing it printed; without it nothing is recorded as seen of it",
      )
      .option("--text <text>", "why, in words"),
  ).action(
    async (
      ref: string,
      { json, ...said }: DecisionOptions & { into: string; intoSeen?: string; text?: string },
    ) => {
      await decide(deps, "queue.merge", ref, json, { suggestion: ref, ...said });
    },
  );
  withDecision(
    queue
      .command("defer")
      .description("put a suggestion off; it can be decided at any time")
      .argument("<suggestion>")
      .option("--text <text>", "what it waits for"),
  ).action(async (ref: string, { json, ...said }: DecisionOptions & { text?: string }) => {
    await decide(deps, "queue.defer", ref, json, { suggestion: ref, ...said });
  });
  addUndo(queue, deps);
  addSeparate(queue, deps);
}

function addSeparate(queue: Command, deps: CliDeps): void {
  withDecision(
    queue
      .command("separate")
      .description("suggest by itself what a run joined into a suggestion, as it was drafted")
      .argument("<suggestion>")
      .argument("<entry>", "what it was drafted from, as queue show names it"),
  ).action(async (ref: string, entry: string, { json, ...said }: DecisionOptions) => {
    const { made, slug } = await deps.withCalls("queue separate", async (call) => {
      const made = await call("queue.separate", { suggestion: ref, entry, ...said });
      const { product } = await call("queue.show", { suggestion: made.id });
      return { made, slug: product.slug };
    });
    if (json === true) {
      deps.out(toJsonText(made));
      return;
    }
    const says = made.before ? "says it by itself already" : "waits by itself now";
    deps.out(wrap(`${made.ref} ${says}. Nothing is decided about ${ref}.`));
    deps.err(`Next: ${hazid} queue show ${slug}/${made.ref}`);
  });
}

function addUndo(queue: Command, deps: CliDeps): void {
  withDecision(
    queue
      .command("undo")
      .description("take the newest decision about a suggestion back; it waits again")
      .argument("<suggestion>")
      .option("--hazard-seen <hash>", "of its hazard, where that was changed since")
      .option("--text <text>", "why, in words"),
  ).action(
    async (
      ref: string,
      { json, ...said }: DecisionOptions & { hazardSeen?: string; text?: string },
    ) => {
      const { undone, slug, sentence } = await deps.withCalls("queue undo", async (call) => {
        const undone = await call("queue.undo", { suggestion: ref, ...said });
        const shown = await call("queue.show", { suggestion: undone.id });
        const { slug } = shown.product;
        const id = shown.kind === "withheld" ? null : (shown.decisions.at(-1)?.hazard ?? null);
        if (id === null) return { undone, slug, sentence: "" };
        const { hazard } = await call("hazard.show", { hazard: id });
        const what =
          hazard.status === "withdrawn"
            ? `${hazard.ref} is withdrawn and keeps its number.`
            : `What came from it is out of ${hazard.ref} again.`;
        return { undone, slug, sentence: ` ${what}` };
      });
      if (json === true) {
        deps.out(toJsonText(undone));
        return;
      }
      deps.out(wrap(`${undone.ref} waits again; both decisions are kept.${sentence}`));
      deps.err(`Next: ${hazid} queue show ${slug}/${undone.ref}`);
    },
  );
}

type Simple = "queue.reject" | "queue.merge" | "queue.defer";
type Said = {
  suggestion: string;
  product?: string;
  seen?: string;
  reason?: string;
  into?: string;
  intoSeen?: string;
  text?: string;
};

/** Decides, says what was decided, and leads on to the next that waits. */
async function decide(
  deps: CliDeps,
  verb: Simple,
  ref: string,
  json: boolean | undefined,
  said: Said,
): Promise<void> {
  const { decision, refs, next } = await deps.withCalls(verb.replace(".", " "), async (call) => {
    const { reason = "", into = "", intoSeen, ...about } = said;
    const decision =
      verb === "queue.reject"
        ? await call(verb, { ...about, reason })
        : verb === "queue.merge"
          ? await call(verb, { ...about, into, intoSeen })
          : await call(verb, about);
    const shown = await call("queue.show", { suggestion: decision.suggestion ?? ref });
    return {
      decision,
      refs: await refsIn(call, [decision]),
      next: shown.next === null ? null : `${shown.product.slug}/${shown.next}`,
    };
  });
  if (json === true) {
    deps.out(toJsonText(decision));
    return;
  }
  const why = decision.text === null ? "" : ` Why: ${sentence(decision.text)}`;
  deps.out(wrap(`${sayDecision(decision, refs)}.${why} It is kept, and can be undone.`));
  if (next !== null) deps.err(`Next: ${hazid} queue show ${next}`);
}
