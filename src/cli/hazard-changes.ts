import { InvalidArgumentError, Option, type Command } from "commander";
import { controlOwners } from "../domain/bank/entry.ts";
import { scoreStages, type ScoreStage } from "../domain/hazard/hazard.ts";
import { decideOnHazard } from "./changed-hazard.ts";
import type { CliDeps } from "./deps.ts";
import { parseNumbers, parseWholeNumber, withDecision, type DecisionOptions } from "./options.ts";
import { printJudgedHazard } from "./print/hazard.ts";
import { collect } from "./written.ts";

type Party = (typeof controlOwners)[number];
const statuses = ["open", "transferred", "closed"] as const;
type Status = (typeof statuses)[number];

function parseStatus(text: string): Status {
  const known = statuses.find((status) => status === text.toLowerCase());
  if (known !== undefined) return known;
  throw new InvalidArgumentError(`Expected ${statuses.join(", ")}.`);
}

/** Commands that change or judge a hazard as it was shown. */
export function addHazardChanges(hazard: Command, deps: CliDeps): void {
  withDecision(
    hazard
      .command("confirm")
      .description("confirm that controls exist, or take that back")
      .argument("<hazard>")
      .requiredOption("--controls <numbers>", "such as 1,3", parseNumbers)
      .option("--take-back", "they are proposed only, after all")
      .option("--text <text>", "how it is known"),
  ).action(
    async (
      ref: string,
      options: DecisionOptions & { controls: number[]; takeBack?: boolean; text?: string },
    ) => {
      const { json, takeBack, ...said } = options;
      const state = takeBack === true ? "proposed" : "existing";
      await decideOnHazard(deps, "hazard confirm", { json }, (call) =>
        call("hazard.confirm", { hazard: ref, ...said, state }),
      );
    },
  );
  withDecision(
    hazard
      .command("consider")
      .description("say what a control brings about (DCB0129 6.1.2, 6.1.3)")
      .argument("<hazard>")
      .requiredOption("--control <number>", "the control", parseWholeNumber)
      .requiredOption("--new-hazard <answer>", "does it bring a new hazard? H-4, or words, or no")
      .requiredOption("--others <answer>", "does it change a hazard already identified?"),
  ).action(
    async (
      ref: string,
      options: DecisionOptions & { control: number; newHazard: string; others: string },
    ) => {
      const { json, ...said } = options;
      await decideOnHazard(deps, "hazard consider", { json }, (call) =>
        call("hazard.consider", { hazard: ref, ...said }),
      );
    },
  );
  for (const [verb, useCase, description] of [
    ["link", "hazard.link", "say that a control acts on a cause"],
    ["unlink", "hazard.unlink", "say that a control does not act on a cause"],
  ] as const) {
    withDecision(
      hazard
        .command(verb)
        .description(description)
        .argument("<hazard>")
        .requiredOption("--control <number>", "the control", parseWholeNumber)
        .requiredOption("--cause <number>", "the cause", parseWholeNumber),
    ).action(
      async (
        ref: string,
        { json, ...said }: DecisionOptions & { control: number; cause: number },
      ) => {
        await decideOnHazard(deps, `hazard ${verb}`, { json }, (call) =>
          call(useCase, { hazard: ref, ...said }),
        );
      },
    );
  }
  addActions(hazard, deps);
  withDecision(
    hazard
      .command("status")
      .description("declare a hazard open, transferred or closed")
      .argument("<hazard>")
      .argument("<status>", statuses.join(", "), parseStatus),
  ).action(async (ref: string, status: Status, { json, ...said }: DecisionOptions) => {
    await decideOnHazard(deps, "hazard status", { json }, (call) =>
      call("hazard.status", { hazard: ref, status, ...said }),
    );
  });
  withDecision(
    hazard
      .command("withdraw")
      .description("take an unscored hazard that was written by hand back out")
      .argument("<hazard>")
      .requiredOption("--text <text>", "why, in words"),
  ).action(async (ref: string, { json, ...said }: DecisionOptions & { text: string }) => {
    await decideOnHazard(deps, "hazard withdraw", { json }, (call) =>
      call("hazard.withdraw", { hazard: ref, ...said }),
    );
  });
  addEvaluate(hazard, deps);
}

function addActions(hazard: Command, deps: CliDeps): void {
  const action = hazard.command("action").description("what somebody has to do about a hazard");
  withDecision(
    action
      .command("add")
      .description("add an action with its owner")
      .argument("<hazard>")
      .requiredOption("--summary <text>", "what is to be done")
      .requiredOption("--owner <name>", "who does it: a name or a role")
      .addOption(
        new Option("--party <party>", "whose action it is")
          .choices(controlOwners)
          .makeOptionMandatory(),
      )
      .option("--due <day>", "such as 2027-03-31"),
  ).action(
    async (
      ref: string,
      options: DecisionOptions & { summary: string; owner: string; party: Party; due?: string },
    ) => {
      const { json, ...said } = options;
      await decideOnHazard(deps, "hazard action add", { json }, (call) =>
        call("hazard.add-action", { hazard: ref, ...said }),
      );
    },
  );
  withDecision(
    action
      .command("done")
      .description("say that an action is done, or not done after all")
      .argument("<hazard>")
      .argument("<action>", "its number", parseWholeNumber)
      .option("--take-back", "it is not done after all"),
  ).action(
    async (ref: string, number: number, options: DecisionOptions & { takeBack?: boolean }) => {
      const { json, takeBack, ...said } = options;
      await decideOnHazard(deps, "hazard action done", { json }, (call) =>
        call("hazard.finish-action", {
          hazard: ref,
          action: number,
          done: takeBack !== true,
          ...said,
        }),
      );
    },
  );
}

type Evaluated = {
  stage: ScoreStage;
  score?: string;
  acceptable: "yes" | "no";
  reason: string;
  present: string[];
  benefit?: string;
};

function addEvaluate(hazard: Command, deps: CliDeps): void {
  withDecision(
    hazard
      .command("evaluate")
      .description("record whether a scored risk is acceptable, why, and who was present")
      .argument("<hazard>")
      .addOption(
        new Option("--stage <stage>", "which risk").choices(scoreStages).makeOptionMandatory(),
      )
      .option("--score <id>", "the score that you were shown, as hazard show names it")
      .addOption(
        new Option("--acceptable <yes|no>", "as the people present decided")
          .choices(["yes", "no"])
          .makeOptionMandatory(),
      )
      .requiredOption("--reason <text>", "why")
      .requiredOption(
        "--present <person>",
        "who took part, by name or role; repeat it for each",
        collect((text) => text),
      )
      .option("--benefit <text>", "why the benefits outweigh a residual risk that stays"),
  ).action(async (ref: string, options: DecisionOptions & Evaluated) => {
    const { json, acceptable, ...said } = options;
    await decideOnHazard(deps, "hazard evaluate", { json, print: printJudgedHazard }, (call) =>
      call("hazard.evaluate", { hazard: ref, ...said, acceptable: acceptable === "yes" }),
    );
  });
}
