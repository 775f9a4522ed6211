import type { Provenance } from "../../app/provenance/show.ts";
import type { AuditBody } from "../../domain/audit/event.ts";
import { showQuote } from "../../domain/text/span.ts";
import { plain, wrap } from "./text.ts";

function scoreIn({ stage, severity, likelihood, level }: AuditBody["details"]): string {
  if (typeof stage !== "string" || typeof severity !== "string") return "";
  if (typeof likelihood !== "string" || typeof level !== "number") return "";
  return ` (${stage} ${severity} × ${likelihood} → ${level})`;
}

/** How an entry came about, as a story. */
export function printProvenance(found: Provenance): string {
  const { suggestion, run, product, productVersion, hazard } = found;
  const { content } = suggestion;
  const lines = [
    wrap(
      `${suggestion.ref} of ${product.name}${hazard === null ? "" : `, ${hazard.ref} of its hazard log`}: “${content.hazard}”`,
    ),
    "",
    wrap(
      `Run ${run.ref} (${run.id}) read version ${productVersion.number} of the description (SHA-256 ${productVersion.hash.slice(0, 16)}…) on ${run.startedAt}, started by ${run.startedBy}, with pipeline ${run.pipeline}, drafter ${run.drafter}, vectors of ${run.embedder}, and the hazard bank ${run.bankHash.slice(0, 16)}….`,
    ),
    ...found.steps.map(
      (step) =>
        `  ${step.step.padEnd(9)} ${step.state}  ${step.finishedAt}  in ${step.inputHash.slice(0, 12)}  out ${step.outputHash.slice(0, 12)}`,
    ),
    "",
    wrap(
      `It was drafted by ${content.drafter.id} ${content.drafter.version} in the cell ${content.cell}, from the prior hazards ${content.evidence.bank.map((b) => `${b.id} version ${b.version} (${b.nearness})`).join(", ")}, resting on ${content.evidence.product.map((s) => `“${showQuote(s.quote)}”`).join(" and ")}. Content hash ${suggestion.hash}.`,
    ),
    "",
    "Decisions",
    ...(found.decisions.length === 0 ? ["  none yet"] : []),
    ...found.decisions.map(({ verb, by, at, seen, reason, text, causes, controls }) => {
      const registration = by.body === null ? "" : `, ${by.body} ${by.number ?? ""}`;
      const chosen =
        verb === "accept"
          ? `, causes ${causes.join(", ")}, controls ${controls.join(", ") || "none"}`
          : "";
      const why = reason === null ? "" : `, ${reason}${text === null ? "" : `: ${text}`}`;
      return wrap(
        `${at}  ${verb} by ${by.name} (${by.role}${registration}) on content ${seen?.slice(0, 12) ?? "none"}${chosen}${why}`,
        4,
        2,
      );
    }),
    "",
    "Audit events",
    ...found.events.map(
      (event) =>
        `  ${event.sequence}  ${event.at}  ${event.action}${scoreIn(event.details)}  ${plain(event.actor.name ?? event.actor.kind)}  ${event.hash.slice(0, 12)}`,
    ),
  ];
  return lines.join("\n");
}
