import type { Arm } from "../../app/evaluation/arm.ts";
import { createChecklistArm } from "../../app/evaluation/checklist-arm.ts";
import { createRunArm } from "../../app/evaluation/run-arm.ts";
import { findPriorHazards, toArm } from "../../app/evaluation/model-arm.ts";
import { createModelAlone, createModelWithBank } from "../../app/evaluation/model-arms.ts";
import { AppError } from "../../app/errors.ts";
import { $Checklist } from "../../domain/evaluation/checklist.ts";
import type { CliDeps } from "../deps.ts";
import { parseFile } from "./parse-file.ts";

/** Arms that are run when none is named. */
export const usualArms = ["offline", "checklist"] as const;

/** The arms by name; one that cannot be run here is refused with what it needs. */
export async function openArms(deps: CliDeps, names: readonly string[]): Promise<Arm[]> {
  const arms: Arm[] = [];
  for (const name of new Set(names)) {
    const open = Object.hasOwn(known, name) ? known[name] : undefined;
    if (open === undefined) {
      throw new AppError(
        "invalid-input",
        `There is no arm “${name}”; there are ${Object.keys(known).join(", ")}.`,
      );
    }
    arms.push(await open(deps));
  }
  return arms;
}

/** As many as a person would be shown. */
const mostPriorHazards = 40;

async function openModel(deps: CliDeps) {
  const model = await deps.openModel();
  deps.err(`Descriptions are sent to ${model.chat.sendsTo}.`);
  return model;
}

const known: Readonly<Record<string, (deps: CliDeps) => Arm | Promise<Arm>>> = {
  offline: (deps) => createRunArm((work) => deps.withScratch(work), { name: "offline" }),
  async checklist({ files, repositoryFolder }) {
    const file = repositoryFolder("evals/checklist.json");
    const text = await files.readText(file);
    return createChecklistArm(parseFile($Checklist, file, text, "a checklist"));
  },
  async "model-run"(deps) {
    const { chat } = await openModel(deps);
    const sendTo = chat.sendsTo;
    return createRunArm((work) => deps.withScratch(work), { name: "model-run", sendTo });
  },
  async "model-alone"(deps) {
    const { chat, prompts } = await openModel(deps);
    return toArm("model-alone", createModelAlone({ chat, prompt: prompts["evaluate-alone"] }));
  },
  async model(deps) {
    const { chat, prompts } = await openModel(deps);
    const prompt = prompts["evaluate-with-bank"];
    const priorHazards = (description: string) =>
      findPriorHazards((work) => deps.withScratch(work), description, mostPriorHazards);
    return toArm("model", createModelWithBank({ chat, prompt, priorHazards }));
  },
};
