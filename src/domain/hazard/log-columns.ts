import type { Hazard, RiskScore } from "./hazard.ts";

/** The columns of the template hazard log in its order (IG Tables 2 and 5, at second hand; DOMAIN §5). */
export const logColumns = [
  "Hazard Number",
  "Hazard Name",
  "Hazard Description",
  "Potential Clinical Impact",
  "Possible Causes",
  "Existing Controls",
  "Initial Severity",
  "Initial Likelihood",
  "Initial Risk Rating",
  "Additional Controls: Design",
  "Additional Controls: Test",
  "Additional Controls: Training",
  "Additional Controls: Business Process Change",
  "Residual Severity",
  "Residual Likelihood",
  "Residual Risk Rating",
  "Actions: Summary",
  "Actions: Owner",
  "Hazard Status",
] as const;
export type LogRow = Readonly<Record<(typeof logColumns)[number], string>>;

const lines = (items: readonly string[]): string => items.join("\n");

const score = (found: RiskScore | null): readonly [string, string, string] =>
  found === null ? ["", "", ""] : [found.severity, found.likelihood, String(found.level)];

/** One row a hazard. A control that nobody has confirmed is an additional control, not an existing one. */
export function toLogRow(hazard: Hazard): LogRow {
  const proposed = (type: string): string =>
    lines(
      hazard.controls
        .filter((control) => control.state === "proposed" && control.type === type)
        .map((c) => `${c.text} [proposed; ${c.owner}; causes ${c.actsOn.join(", ")}]`),
    );
  const [severity, likelihood, level] = score(hazard.initial);
  const [residualSeverity, residualLikelihood, residualLevel] = score(hazard.residual);
  const impact = [hazard.effect, hazard.harm];
  if (hazard.exposed !== "") impact.push(`More exposed: ${hazard.exposed}`);
  return {
    "Hazard Number": hazard.ref,
    // Who reads a few columns must not take it for one that stands.
    "Hazard Name": hazard.status === "withdrawn" ? `[Withdrawn] ${hazard.name}` : hazard.name,
    "Hazard Description": hazard.hazard,
    "Potential Clinical Impact": lines(impact),
    "Possible Causes": lines(hazard.causes.map((cause) => `${cause.number}. ${cause.text}`)),
    "Existing Controls": lines(
      hazard.controls
        .filter((control) => control.state === "existing")
        .map((c) => `${c.text} [${c.type}; ${c.owner}; causes ${c.actsOn.join(", ")}]`),
    ),
    "Initial Severity": severity,
    "Initial Likelihood": likelihood,
    "Initial Risk Rating": level,
    "Additional Controls: Design": proposed("design"),
    "Additional Controls: Test": proposed("test"),
    "Additional Controls: Training": proposed("training"),
    "Additional Controls: Business Process Change": proposed("business-process"),
    "Residual Severity": residualSeverity,
    "Residual Likelihood": residualLikelihood,
    "Residual Risk Rating": residualLevel,
    "Actions: Summary": lines(
      hazard.actions.map(
        ({ number, summary, due, done }) =>
          `${number}. ${summary}${done ? " [done]" : due === null ? "" : ` [due ${due}]`}`,
      ),
    ),
    "Actions: Owner": lines(
      hazard.actions.map(({ number, owner, party }) => `${number}. ${owner} [${party}]`),
    ),
    "Hazard Status": hazard.status.charAt(0).toUpperCase() + hazard.status.slice(1),
  };
}
