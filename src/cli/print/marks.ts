import { scoreStages, type Hazard } from "../../domain/hazard/hazard.ts";
import { nameNumbers } from "./text.ts";

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What a person should look at again: scores that no longer hold, and causes that little acts on. */
export function marksOf(hazard: Hazard): string[] {
  const acting = (cause: number) =>
    hazard.controls.filter(({ actsOn }) => actsOn.includes(cause)).map(({ type }) => type);
  const numbers = hazard.causes.map(({ number }) => number);
  const bare = numbers.filter((cause) => acting(cause).length === 0);
  const trained = numbers.filter((cause) => {
    const types = acting(cause);
    return types.length > 0 && types.every((type) => type === "training");
  });
  const say = (causes: readonly number[], what: string): string[] =>
    causes.length === 0
      ? []
      : [
          `${capital(nameNumbers("cause", causes))} ${causes.length === 1 ? "has" : "have"} ${what}.`,
        ];
  return [
    ...scoreStages.flatMap((stage) => {
      const reasons = hazard[stage]?.rescore ?? [];
      return reasons.length === 0 ? [] : [`Re-score the ${stage} risk: ${reasons.join("; ")}.`];
    }),
    ...scoreStages.flatMap((stage) =>
      hazard.evaluation[stage]?.current === false && hazard[stage]?.rescore.length === 0
        ? [`The ${stage} risk was scored again after it was evaluated.`]
        : [],
    ),
    ...say(bare, "no control"),
    ...say(trained, "training alone"),
  ];
}
