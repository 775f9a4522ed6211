import { z } from "zod";
import { isLoopback } from "./loopback.ts";

const urlExpected =
  "expected https://HOST/v1, or http:// with a loopback address, without name, password, ? and #";
const secondsExpected = "expected whole seconds from 1 to 3600";

/** The part of the environment that names a language model; without all of it, none is asked. */
export const languageModelVariables = {
  HAZID_LLM_URL: z.url({ error: urlExpected }).optional().meta({
    description:
      "language model: where its server's `/chat/completions` stands; texts are sent there",
  }),
  HAZID_LLM_MODEL: z
    .string()
    .regex(/^[\w./:@-]{1,200}$/u, { error: "expected the name of a model, without spaces" })
    .optional()
    .meta({ description: "language model: its name, as its server knows it" }),
  HAZID_LLM_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/u, { error: "expected a key without spaces" })
    .optional()
    .meta({ description: "language model: key of its server; local servers seldom want one" }),
  HAZID_LLM_TIMEOUT_SECONDS: z.coerce
    .number({ error: secondsExpected })
    .int({ error: secondsExpected })
    .min(1, { error: secondsExpected })
    .max(3_600, { error: secondsExpected })
    .default(300)
    .meta({ description: "language model: longest wait for one answer" }),
};

function holds(url: URL): boolean {
  const { protocol, hostname, username, password, search, hash } = url;
  const isSafe = protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
  return isSafe && [username, password, search, hash].every((part) => part === "");
}

/** Half a language model, or one that texts would reach in the clear. */
export function findModelDangers(set: Readonly<Record<string, string | undefined>>): string[] {
  const { HAZID_LLM_URL: url, HAZID_LLM_MODEL: model } = set;
  const dangers: string[] = [];
  if (url !== undefined && URL.canParse(url) && !holds(new URL(url))) {
    dangers.push(`HAZID_LLM_URL: ${urlExpected}`);
  }
  if (url === undefined && model === undefined) {
    for (const name of ["HAZID_LLM_KEY", "HAZID_LLM_TIMEOUT_SECONDS"] as const) {
      if (set[name] !== undefined) {
        dangers.push(`${name}: is for a language model; set HAZID_LLM_URL and HAZID_LLM_MODEL too`);
      }
    }
  } else if (url === undefined) {
    dangers.push("HAZID_LLM_URL: HAZID_LLM_MODEL needs it; set both, or neither");
  } else if (model === undefined) {
    dangers.push("HAZID_LLM_MODEL: HAZID_LLM_URL needs it; set both, or neither");
  }
  return dangers;
}
