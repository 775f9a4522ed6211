import { facetKinds, type FacetKind } from "../../domain/facet/kinds.ts";
import type { Problem } from "./frame.ts";
import type { Typed } from "./typed.ts";

type Facet = { readonly kind: FacetKind; readonly id: string };
type Corrections = {
  readonly struck: Facet[];
  readonly added: (Facet & { readonly by: "description" | "maker"; readonly words: string })[];
};

/** What a box or an option stands for; null for what was not sent by our form. */
function readFacet(value: string): Facet | null {
  const [kind, id = ""] = value.split(":");
  const known = facetKinds.find((one) => one === kind);
  return known === undefined ? null : { kind: known, id };
}

/** What a person corrects, or what is to be mended in it. */
export function readCorrections(typed: Typed): {
  readonly corrections: Corrections;
  readonly problems: Problem[];
} {
  const struck = typed.texts("strike").flatMap((value) => readFacet(value) ?? []);
  const missed = readFacet(typed.text("missed"));
  const by = typed.text("said-by");
  const words = typed.text("missed-words").trim();
  const isSaid = by === "description" || by === "maker";
  if (missed === null) {
    const problems =
      words !== ""
        ? [{ field: "missed", text: "Choose what was missed" }]
        : struck.length === 0
          ? [{ field: "corrections", text: "Tick what is not so, or add what was missed" }]
          : [];
    return { corrections: { struck, added: [] }, problems };
  }
  const problems: Problem[] = [
    ...(isSaid ? [] : [{ field: "said-by", text: "Say who says so" }]),
    ...(words === "" ? [{ field: "missed-words", text: "Give the words that say so" }] : []),
  ];
  return {
    corrections: { struck, added: isSaid ? [{ ...missed, by, words }] : [] },
    problems,
  };
}
