import { unlessBlank } from "../../form.ts";
import {
  isStage,
  missingInEvaluation,
  missingInScore,
  readPresent,
  shownScoreField,
} from "../../presenters/hazard/risk.ts";
import type { HazardAct } from "./act.ts";

const stageOf = (text: string) => (isStage(text) ? text : undefined);

export const riskActs = {
  score: {
    notice: "The score is saved.",
    field: "severity",
    check: missingInScore,
    act: (call, about, form, options) =>
      call(
        "hazard.score",
        {
          ...about,
          stage: stageOf(form.text("stage")),
          severity: form.text("severity"),
          likelihood: form.text("likelihood"),
        },
        options,
      ),
  },
  evaluate: {
    notice: "The evaluation is saved.",
    field: "evaluate-stage",
    check: missingInEvaluation,
    act: (call, about, form, options) => {
      const stage = stageOf(form.text("evaluate-stage")) ?? "initial";
      return call(
        "hazard.evaluate",
        {
          ...about,
          stage,
          score: unlessBlank(form.text(shownScoreField(stage))),
          acceptable: form.text("acceptable") === "yes",
          reason: form.text("evaluate-reason"),
          present: readPresent(form),
          benefit: unlessBlank(form.text("benefit")),
        },
        options,
      );
    },
  },
} as const satisfies Readonly<Record<string, HazardAct>>;
