import type { z } from "zod";

/** Issues that are said, and their UTF-16 code units: an input of a thousand wrong fields gets a sentence too. */
const maxIssues = 10;
const maxLength = 600;

const shorten = (text: string): string =>
  text.length <= maxLength ? text : `${text.slice(0, maxLength).toWellFormed()}… and more`;

/** What of an input does not hold and where, without the full stop of its sentence. */
export function sayIssues({ issues }: z.core.$ZodError): string {
  const said = issues.slice(0, maxIssues).map(({ path, message }) => {
    const where = path.join(".");
    return where === "" ? message : `${where}: ${message}`;
  });
  const more = issues.length - said.length;
  return `${shorten(said.join("; "))}${more > 0 ? `; and ${more} more` : ""}`;
}
