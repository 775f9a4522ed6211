import type { Intent, Reply } from "./messages.ts";

type WithoutKey<I> = I extends unknown ? Omit<I, "key"> : never;
export type NewIntent = WithoutKey<Intent>;
type Perform = (intent: NewIntent) => Promise<Reply>;
type Queued = Reply["queued"][number];

/** One product after another, its hazards identified, decided and scored: alone, and several at once. */
export async function workOn(
  perform: Perform,
  generation: string,
  random: () => number,
  sendTo?: string,
): Promise<never> {
  for (let round = 1; ; round += 1) {
    const name = `Sablewick ${generation}-${round}`;
    const { made: product } = await perform({ verb: "product.add", name });
    const { queued } = await perform({ verb: "run.identify", product, sendTo });
    const [first, second, ...rest] = shuffle(queued, random);
    if (first === undefined || second === undefined) throw new Error("expected a filled queue");
    const { made: hazard } = await perform(accept(first));
    await perform(reject(second));
    await perform({ verb: "hazard.score", hazard });
    const atOnce = rest.splice(0, 4);
    const [accepted] = await Promise.all([
      ...atOnce.map((suggestion) => perform(accept(suggestion))),
      perform({ verb: "product.add", name: `${name} beside` }),
    ]);
    await Promise.all([
      perform({ verb: "hazard.score", hazard: accepted.made }),
      ...rest.map((suggestion) =>
        perform(random() < 0.5 ? accept(suggestion) : reject(suggestion)),
      ),
    ]);
  }
}

const accept = ({ id, hash }: Queued): NewIntent => ({
  verb: "queue.accept",
  suggestion: id,
  seen: hash,
});
const reject = ({ id, hash }: Queued): NewIntent => ({
  verb: "queue.reject",
  suggestion: id,
  seen: hash,
});

function shuffle<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
