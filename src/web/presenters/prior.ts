import type { BankEntry } from "../../domain/bank/entry.ts";
import type { Candidate } from "../../domain/candidate/candidate.ts";
import { nearnessWords } from "./words.ts";

export type PriorItem = {
  readonly name: string;
  readonly situation: string;
  readonly id: string;
  readonly nearness: string;
  readonly reviewed: string;
  readonly sources: readonly { readonly text: string; readonly link: string | null }[];
};

/** Only plain web addresses become links; a DOI or a report number stays text. */
const isWebAddress = (identifier: string): boolean => /^https?:\/\/[^\s"<>]+$/u.test(identifier);

/** Prior hazards of the bank with how near they are, in words, and what they rest on. */
export const presentPrior = (
  entries: readonly BankEntry[],
  cited: Candidate["evidence"]["bank"],
): PriorItem[] =>
  entries.map((entry) => {
    const nearness = cited.find(({ id }) => id === entry.id)?.nearness;
    const reviewed = entry.clinicallyReviewed;
    return {
      name: entry.name,
      situation: entry.situation,
      id: `${entry.id}, version ${entry.version}`,
      nearness: nearness === undefined ? "" : nearnessWords[nearness],
      reviewed: reviewed === "no" ? "no" : `by ${reviewed.by}, ${reviewed.date}`,
      sources:
        entry.sources === "unsourced"
          ? []
          : entry.sources.map(({ title, publisher, year, identifier }) => ({
              text: `${title}. ${publisher}, ${year}. ${isWebAddress(identifier) ? "" : identifier}`,
              link: isWebAddress(identifier) ? identifier : null,
            })),
    };
  });
