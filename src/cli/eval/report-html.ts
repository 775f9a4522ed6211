import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import nunjucks from "nunjucks";
import type { GateOutcome } from "../../domain/evaluation/gate.ts";
import type { EvalResult } from "../../domain/evaluation/result.ts";
import { plain } from "../print/text.ts";
import { presentReport } from "./present-report.ts";

const viewFolder = fileURLToPath(new URL("views/", import.meta.url));

/** Nothing may be fetched or run; the one style sheet is known by its hash (CSP Level 3, 2.3.1). */
const policyFor = (css: string): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${createHash("sha256").update(css).digest("base64")}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

/**
 * One HTML file that holds all it shows and opens from disk. Texts of hazards, arms and errors are escaped,
 * and characters that would turn a line around are replaced by `�`.
 */
export function toReportHtml(result: EvalResult, gate: GateOutcome | null = null): string {
  const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(viewFolder), {
    autoescape: true,
    throwOnUndefined: true,
    trimBlocks: true,
    lstripBlocks: true,
  });
  const css = readFileSync(new URL("views/report.css", import.meta.url), "utf8");
  return plain(
    environment.render("report.njk", {
      css,
      policy: policyFor(css),
      model: presentReport(result, gate),
    }),
  );
}
