import type { Provenance, RunFacts } from "../../domain/provenance/record.ts";
import { tellStory } from "../../domain/provenance/story.ts";
import { sayMoment } from "../../domain/provenance/words.ts";
import { wrap } from "./text.ts";

const printSteps = ({ ref, steps }: RunFacts): string[] => [
  `Steps of ${ref}`,
  ...steps.map(
    ({ step, state, attempt, finishedAt, inputHash, outputHash }) =>
      `  ${step.padEnd(9)} ${state}${attempt > 1 ? `, attempt ${attempt}` : ""}  ${finishedAt}  in ${inputHash.slice(0, 12)}  out ${outputHash.slice(0, 12)}`,
  ),
  "",
];

/** How it came about and who decided: the story, then what it can be checked by. */
export function printProvenance(found: Provenance): string {
  const { title, words, moments, standing } = tellStory(found);
  const lines = [wrap(words === null ? title : `${title}: “${words}”`), ""];
  for (const { at, event, sentences } of moments) {
    const kept = event === null ? "" : `, audit event ${event.sequence}`;
    lines.push(
      `${at === "" ? "not dated" : sayMoment(at)}${kept}`,
      wrap(sentences.join(" "), 2),
      "",
    );
  }
  lines.push(wrap(standing.join(" ")), "", ...found.runs.flatMap(printSteps), "Audit events");
  for (const { sequence, at, action, actor, hash } of found.events) {
    const who = actor.name ?? actor.kind;
    lines.push(wrap(`${sequence}  ${at}  ${action}  ${who}  ${hash.slice(0, 12)}`, 4, 2));
  }
  return lines.join("\n");
}
