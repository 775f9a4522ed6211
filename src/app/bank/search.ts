import { z } from "zod";
import type { BankEntry } from "../../domain/bank/entry.ts";
import type { Nearness } from "../../domain/candidate/candidate.ts";
import type { Cell } from "../../domain/cell/cell.ts";
import { nearnessOf } from "../../domain/retrieval/hit.ts";
import { requireNoPatientData } from "../free-text.ts";
import type { Embedder } from "../ports.ts";
import { requireProduct } from "../require.ts";
import { long } from "../use-case.ts";

export type FoundEntry = { readonly entry: BankEntry; readonly nearness: Nearness };

/** Prior hazards nearest to a text, over the whole bank; of what is one product's alone, only that named. */
export const createSearchBank = (embedder: Embedder) =>
  long({
    summary: "Searching the hazard bank",
    right: "look",
    writes: false,
    $input: z.strictObject({
      text: z.string().trim().min(2, { error: "expected a few words to search for" }).max(2000),
      limit: z.int().min(1).max(50).default(10),
      product: z.string().optional(),
    }),
    async run({ step, signal }, input): Promise<FoundEntry[]> {
      if (embedder.sendsTo !== null) requireNoPatientData("the search", input.text);
      const vectors = await embedder.embed([input.text], signal);
      const cell: Cell = {
        key: "search",
        lens: "function",
        functions: [],
        guideWord: null,
        facet: null,
        query: input.text,
        capabilities: [],
      };
      return step(async ({ tx }) => {
        const product =
          input.product === undefined ? null : (await requireProduct(tx, input.product)).id;
        const hits = await tx.bank.retrieve({
          cells: [cell],
          vectors,
          artefact: embedder.artefact,
          technologies: null,
          perCell: input.limit,
          product,
        });
        const entries = await tx.bank.entries(
          hits.map((h) => ({ id: h.entry, version: h.version })),
          product,
        );
        const byId = new Map(entries.map(({ entry }) => [`${entry.id}@${entry.version}`, entry]));
        const found = hits.flatMap((hit) => {
          const entry = byId.get(`${hit.entry}@${hit.version}`);
          if (entry === undefined) return [];
          return [{ entry, nearness: nearnessOf(hit.similarity, embedder.bounds) }];
        });
        const { true: exact = [], false: near = [] } = Object.groupBy(found, ({ entry }) =>
          String(holdsWords(entry, input.text)),
        );
        return [...exact, ...near];
      });
    },
  });

/** Whether an entry's name or situation holds the searched words, as they were typed. */
const holdsWords = ({ name, situation }: BankEntry, text: string): boolean =>
  `${name} ${situation}`.toLowerCase().includes(text.trim().toLowerCase());
