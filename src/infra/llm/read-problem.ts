import { z } from "zod";
import { parseJson } from "./find-object.ts";

const $Problem = z.object({ error: z.object({ code: z.string().regex(/^[a-z_]{3,40}$/u) }) });

/** The code that a refusing server gives, such as `model_not_found`; null when it gives none. */
export function readProblem(body: string): string | null {
  const parsed = $Problem.safeParse(parseJson(body)?.value);
  return parsed.success ? parsed.data.error.code : null;
}
