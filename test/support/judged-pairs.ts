import type { JudgedPair } from "../../src/domain/evaluation/fit-matcher.ts";

const topics = ["lantern", "harness", "ledger", "whistle", "gauge"];
const textsOf = (product: string, topic: string) => ({
  hazard: `The ${product} ${topic} cracks overnight`,
  effect: `Crew of the ${product} work without a ${topic}`,
  harm: `Bruises near the ${topic}`,
  causes: [`Frost in the ${topic} of the ${product}`, `Cheap ${topic} from abroad`],
});

/** For each product and topic: the same words strict, the same effect lenient, other words none. */
export const makePairs = (products: readonly string[]): JudgedPair[] =>
  products.flatMap((product) =>
    topics.flatMap((topic): JudgedPair[] => {
      const gold = { id: topic, ...textsOf(product, topic), core: true, kinds: [] };
      const strange = {
        hazard: "Maps fade",
        effect: "Detour",
        harm: "Fatigue",
        causes: ["Sunlight"],
      };
      const same = textsOf(product, topic);
      const half = { ...strange, effect: same.effect, harm: same.harm };
      return [
        { product, gold, candidate: same, level: "STRICT", causes: [1] },
        { product, gold, candidate: half, level: "LENIENT", causes: [] },
        { product, gold, candidate: strange, level: "NO", causes: [] },
        {
          product,
          gold,
          candidate: { ...strange, hazard: "Paint peels" },
          level: "NO",
          causes: [],
        },
      ];
    }),
  );
