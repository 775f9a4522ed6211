import { z } from "zod";
import type { KeptScheme } from "../records.ts";
import { look } from "../use-case.ts";
import { requireScheme } from "./require.ts";

/** One version of a risk scheme: its words with their definitions, its matrix, what its levels mean. */
export const showScheme = look({
  summary: "Showing a risk scheme",
  right: "look",
  $input: z.strictObject({ scheme: z.string() }),
  run: ({ tx }, input): Promise<KeptScheme> => requireScheme(tx, input.scheme),
});
