import { z } from "zod";
import type { Facet, Vocabulary } from "../../domain/facet/vocabulary.ts";
import { look } from "../use-case.ts";

/** Every facet that a description can be read for, in the vocabulary's order. */
export const createListFacets = (vocabulary: Vocabulary) =>
  look({
    summary: "Listing facets",
    right: "look",
    $input: z.strictObject({}),
    run: (): Promise<Facet[]> => Promise.resolve([...vocabulary.facets.values()]),
  });
