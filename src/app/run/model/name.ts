import type { LanguageModel } from "../../ports.ts";
import { isImport } from "../../../domain/candidate/imported.ts";
import { modelDrafterVersion } from "./drafting.ts";

const drafterName = /^model (?<model>\S+) (?<version>\d+) (?<contextTokens>\d+) at \S+$/u;

/** How a run's record names the language model that drafts it, where it stands, and what its questions depend on:
 * what was agreed to for one host is not sent to another when the run is taken up again. */
export const modelDrafterName = ({ chat, contextTokens }: LanguageModel): string =>
  `model ${chat.id} ${modelDrafterVersion} ${contextTokens} at ${chat.sendsTo}`;

/** A run's drafter as it is read: rules by their version, a language model by its name. */
export function sayRunDrafter(name: string): string {
  if (isImport({ drafter: name })) return `nobody: taken over from a log (${name})`;
  const named = readDrafterName(name);
  return named === null ? name : `the language model ${named.model}`;
}

/** What a run's record says of its drafter; null for one by rules. */
export function readDrafterName(name: string): { model: string; contextTokens: number } | null {
  const { model, contextTokens } = drafterName.exec(name)?.groups ?? {};
  if (model === undefined || contextTokens === undefined) return null;
  return { model, contextTokens: Number(contextTokens) };
}
