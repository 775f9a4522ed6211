import { z } from "zod";
import type { KeptScheme } from "../records.ts";
import { look } from "../use-case.ts";

export type ListedSchemes = { readonly schemes: readonly KeptScheme[] };

/** Every version of every risk scheme that a product may declare: the one that comes with hazid first. */
export const listSchemes = look({
  summary: "Listing the risk schemes",
  right: "look",
  $input: z.strictObject({}),
  async run({ tx }): Promise<ListedSchemes> {
    return { schemes: await tx.schemes.list() };
  },
});
