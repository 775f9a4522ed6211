import { Option, type Command } from "commander";
import { AppError } from "../app/errors.ts";
import { conditions } from "../domain/bank/entry.ts";
import { $HazardEdits, $WrittenHazard } from "../domain/hazard/edits.ts";
import { decideOnHazard } from "./changed-hazard.ts";
import type { CliDeps } from "./deps.ts";
import { addHazardChanges } from "./hazard-changes.ts";
import { printNextSteps } from "./next-steps.ts";
import {
  parseNumbers,
  toJsonText,
  withDecision,
  withJson,
  withProduct,
  type DecisionOptions,
} from "./options.ts";
import { printShownHazard } from "./print/hazard.ts";
import {
  collect,
  editsFrom,
  parseCause,
  parseControl,
  parseSetting,
  readShaped,
  requireValid,
  type Setting,
} from "./written.ts";

type Cause = ReturnType<typeof parseCause>;
type Control = ReturnType<typeof parseControl>;

const addHelp = `
Example of --from hazard.yaml (JSON with the same keys does too)
  name: Letter to the wrong practice
  hazard: The letter goes to a practice that the patient has left.
  effect: The new practice does not learn of the changed dose.
  harm: The patient takes the old dose.
  exposed: People who move often.      # may be left out
  condition: normal                    # or fault
  causes:
    - text: The address book is out of date.
      kind: data     # software, data, human, environment, organisation or model
  controls:                            # may be left out
    - text: Look the practice up before sending.
      type: design   # design, test, training or business-process
      owner: maker   # maker, deployer or third-party
      actsOn: [1]    # causes, counted from 1
      worksIf: A moved patient's letter goes to the new practice.

The same by flags
  --name "Letter to the wrong practice" --hazard "The letter goes …"
  --effect "…" --harm "…" --cause "data: The address book is out of date."
  --control "design, maker, 1: Look the practice up before sending."`;

const editHelp = `
Examples
  --set harm="The patient bleeds." --set control.1.owner=deployer
  --add-cause "human: Nobody reads the envelope." --remove-control 2
  --add-control "design, maker, 1 2: Ask before sending."
  --from edits.yaml, where edits.yaml says:
    harm: The patient bleeds.
    causes:
      - number: 2
        text: The draft is approved unread.
    addCauses:
      - text: The address book is out of date.
        kind: data
    removeControls: [2]`;

export function addHazardCommands(program: Command, deps: CliDeps): void {
  const hazard = program
    .command("hazard")
    .description("a hazard of the log: show, add, edit, confirm, evaluate, …");
  withJson(
    withProduct(
      hazard
        .command("show")
        .description("show a hazard, its history, and the hash a decision needs")
        .argument("<hazard>", "H-3, product/H-3 or an id"),
    ),
  ).action(async (ref: string, { product, json }: DecisionOptions) => {
    const shown = await deps.withCalls("hazard show", (call) =>
      call("hazard.show", { hazard: ref, product }),
    );
    if (json === true) {
      deps.out(toJsonText(shown));
      return;
    }
    deps.out(printShownHazard(shown));
    const next = printNextSteps(shown.hazard, shown.product.slug);
    if (next !== null) deps.out(next);
  });
  addAdd(hazard, deps);
  addEdit(hazard, deps);
  addHazardChanges(hazard, deps);
}

type Words = {
  name?: string;
  hazard?: string;
  effect?: string;
  harm?: string;
  exposed?: string;
  condition?: string;
  cause?: Cause[];
  control?: Control[];
};

function addAdd(hazard: Command, deps: CliDeps): void {
  withJson(
    hazard
      .command("add")
      .description("write a hazard into the log by hand, from flags or from a file")
      .argument("<product>")
      .option("--from <file>", "the whole hazard, as YAML or JSON")
      .option("--name <text>", "a short name")
      .option("--hazard <text>", "the hazardous situation, in one sentence")
      .option("--effect <text>", "the change in the care pathway")
      .option("--harm <text>", "the harm to the patient")
      .option("--exposed <text>", "who is more exposed")
      .addOption(new Option("--condition <condition>", "arises in").choices(conditions))
      .option("--cause <kind: text>", "a cause; repeat it", collect(parseCause))
      .option("--control <type, owner, causes: text>", "repeat it", collect(parseControl)),
  )
    .addHelpText("after", addHelp)
    .action(async (product: string, options: Words & { from?: string; json?: boolean }) => {
      const { from, json, cause = [], control = [], ...words } = options;
      const byFlags = Object.keys(words).length + cause.length + control.length > 0;
      if (from !== undefined && byFlags) {
        throw new AppError("invalid-input", "Give the hazard by --from or by flags, not by both.");
      }
      const written = { ...words, causes: cause, controls: control };
      const content =
        from === undefined
          ? requireValid($WrittenHazard, written, "The hazard")
          : await readShaped(deps, from, $WrittenHazard);
      await decideOnHazard(deps, "hazard add", { json }, (call) =>
        call("hazard.add", { product, content }),
      );
    });
}

type Edited = {
  set?: Setting[];
  from?: string;
  addCause?: Cause[];
  addControl?: Control[];
  removeCauses?: number[];
  removeControls?: number[];
  text?: string;
};

function addEdit(hazard: Command, deps: CliDeps): void {
  withDecision(
    hazard
      .command("edit")
      .description("word a hazard anew, add and remove causes and controls")
      .argument("<hazard>")
      .option("--set <field=value>", "new words for a field; repeat it", collect(parseSetting))
      .option("--add-cause <kind: text>", "repeat it", collect(parseCause))
      .option("--add-control <type, owner, causes: text>", "repeat it", collect(parseControl))
      .option("--remove-causes <numbers>", "such as 2,3", parseNumbers)
      .option("--remove-controls <numbers>", "such as 2,3", parseNumbers)
      .option("--from <file>", "edits from a YAML or JSON file")
      .option("--text <text>", "why, in words"),
  )
    .addHelpText("after", editHelp)
    .action(async (ref: string, options: DecisionOptions & Edited) => {
      const {
        set = [],
        from,
        addCause,
        addControl,
        removeCauses,
        removeControls,
        ...said
      } = options;
      const edits = {
        ...(await editsFrom(deps, $HazardEdits, set, from)),
        ...(addCause === undefined ? {} : { addCauses: addCause }),
        ...(addControl === undefined ? {} : { addControls: addControl }),
        ...(removeCauses === undefined ? {} : { removeCauses }),
        ...(removeControls === undefined ? {} : { removeControls }),
      };
      const { json, ...about } = said;
      await decideOnHazard(deps, "hazard edit", { json }, (call) =>
        call("hazard.edit", { hazard: ref, ...about, edits }),
      );
    });
}
