import type { ItemKind } from "../about.ts";
import type { Called } from "../called.ts";
import type { RunFacts, Step } from "../record.ts";
import { part } from "./document.ts";

/** What every thing of a record is called in a PROV document: the same in every document about it. */
export const idOf = {
  description: (id: string): string => `rec:description/${id}`,
  describing: (id: string): string => `rec:describing/${id}`,
  bank: (hash: string): string => `rec:bank/${hash}`,
  entry: (id: string, version: number): string => `rec:bank-entry/${part(id)}/${version}`,
  file: (sha256: string): string => `rec:file/${sha256}`,
  run: (id: string): string => `rec:run/${id}`,
  step: ({ id }: RunFacts, { step, attempt }: Step): string => `rec:run/${id}/${step}/${attempt}`,
  output: ({ id }: RunFacts, { step, attempt }: Step): string =>
    `rec:run/${id}/${step}/${attempt}/output`,
  call: ({ id }: RunFacts, key: string): string => `rec:run/${id}/call/${part(key)}`,
  reply: ({ id }: RunFacts, key: string): string => `rec:run/${id}/call/${part(key)}/reply`,
  prompt: ({ id, hash }: Called["prompt"]): string => `rec:prompt/${part(id)}/${hash}`,
  separating: (id: string): string => `rec:separating/${id}`,
  suggestion: (id: string): string => `rec:suggestion/${id}`,
  decision: (id: string): string => `rec:decision/${id}`,
  version: (hazard: string, version: number): string => `rec:hazard/${hazard}/version/${version}`,
  item: (hazard: string, version: number, kind: ItemKind, number: number): string =>
    `rec:hazard/${hazard}/version/${version}/${kind}/${number}`,
  score: (id: string): string => `rec:score/${id}`,
  scoring: (id: string): string => `rec:scoring/${id}`,
  evaluation: (id: string): string => `rec:evaluation/${id}`,
  evaluating: (id: string): string => `rec:evaluating/${id}`,
  person: (account: string): string => `rec:person/${account}`,
  software: (kind: string, version: string): string => `rec:software/${kind}/${part(version)}`,
} as const;
