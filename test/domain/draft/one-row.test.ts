import { describe, expect, test } from "vitest";
import type { BankEntry } from "../../../src/domain/bank/entry.ts";
import { oneRowWith } from "../../../src/domain/draft/one-row.ts";
import { makeBankEntry } from "../../support/make-bank.ts";

const of = (id: string, facets: Partial<BankEntry["facets"]>): BankEntry =>
  makeBankEntry({
    id,
    sameRowAs: ["b"],
    facets: { capabilities: ["letter"], guideWords: ["wrong"], ...facets },
  });
const rowsOf = (facets: Partial<BankEntry["facets"]>, others: Partial<BankEntry["facets"]>) =>
  oneRowWith(of("a", facets), new Map([["b", of("b", others)]]));

describe("of the prior hazards that a CSO would keep in one row", () => {
  test.each<[string, Partial<BankEntry["facets"]>, Partial<BankEntry["facets"]>, string[]]>([
    ["of one way and work", {}, {}, ["b"]],
    ["of no capability", { capabilities: [] }, { capabilities: [] }, ["b"]],
    ["half of one work", { capabilities: ["letter", "result"] }, {}, ["b"]],
    ["mostly of other work", { capabilities: ["letter", "result", "order"] }, {}, []],
    ["of a work and of any product", { capabilities: [] }, {}, []],
    ["going wrong in another way", {}, { guideWords: ["late", "wrong"] }, []],
  ])("those %s are one", (_what, own, others, expected) => {
    expect(rowsOf(own, others)).toEqual(expected);
  });

  test("one that this product does not meet is none", () => {
    expect(oneRowWith(of("a", {}), new Map())).toEqual([]);
  });
});
