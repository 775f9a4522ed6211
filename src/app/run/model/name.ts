import type { LanguageModel } from "../../ports.ts";
import { modelDrafterVersion } from "./drafting.ts";

const drafterName = /^model (?<model>\S+) (?<version>\d+) (?<contextTokens>\d+)$/u;

/** How a run's record names the language model that drafts it, and all that its questions depend on. */
export const modelDrafterName = ({ chat, contextTokens }: LanguageModel): string =>
  `model ${chat.id} ${modelDrafterVersion} ${contextTokens}`;

/** What a run's record says of its drafter; null for one by rules. */
export function readDrafterName(name: string): { model: string; contextTokens: number } | null {
  const { model, contextTokens } = drafterName.exec(name)?.groups ?? {};
  if (model === undefined || contextTokens === undefined) return null;
  return { model, contextTokens: Number(contextTokens) };
}
