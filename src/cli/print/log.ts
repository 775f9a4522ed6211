import type { Hazard, RiskScore } from "../../domain/hazard/hazard.ts";
import { plain, wrap } from "./text.ts";

const score = (found: RiskScore | null): string =>
  found === null
    ? "not scored"
    : `${found.severity} × ${found.likelihood} → ${found.level}, by ${plain(found.by)}`;

export function printHazard(hazard: Hazard): string {
  return [
    wrap(`${hazard.ref}  ${hazard.hazard}`, 5, 0),
    wrap(`Effect: ${hazard.effect}`, 7, 5),
    wrap(`Harm: ${hazard.harm}`, 7, 5),
    ...hazard.causes.map((cause) => wrap(`cause ${cause.number}: ${cause.text}`, 7, 5)),
    ...hazard.controls.map((c) =>
      wrap(
        `control ${c.number} [${c.type}, ${c.owner}, ${c.state}] on cause ${c.actsOn.join(", ")}: ${c.text}`,
        7,
        5,
      ),
    ),
    `     initial risk: ${score(hazard.initial)}; residual risk: ${score(hazard.residual)}; status: ${hazard.status}`,
  ].join("\n");
}
