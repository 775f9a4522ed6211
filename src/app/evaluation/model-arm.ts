import type { Call } from "../use-cases.ts";
import type { Arm } from "./arm.ts";
import type { ModelArm, PriorHazard } from "./model-arms.ts";

type WithScratch = <T>(work: (call: Call) => Promise<T>) => Promise<T>;

/** A model that is asked with nothing kept between questions. */
export const toArm = (name: string, ask: ModelArm): Arm => ({
  name,
  repeat: (work) => work(ask),
});

/** The prior hazards that identification with no model rests on, most relevant first, each once. */
export async function findPriorHazards(
  withScratch: WithScratch,
  description: string,
  most: number,
): Promise<PriorHazard[]> {
  return withScratch(async (call) => {
    const { entries } = await call("bank.list", {});
    const byId = new Map(entries.map((entry) => [`${entry.id}@${entry.version}`, entry]));
    const product = await call("product.add", { text: description, name: "Product" });
    const { candidates } = await call("run.identify", { product: product.id, limit: most });
    const ids = candidates.flatMap(({ evidence }) =>
      evidence.bank.map(({ id, version }) => `${id}@${version}`),
    );
    return [...new Set(ids)].flatMap((id) => {
      const entry = byId.get(id);
      if (entry === undefined) return [];
      const causes = entry.causes.map(({ text }) => text);
      return { id, text: [entry.situation, ...entry.effects, ...entry.harms, ...causes].join(" ") };
    });
  });
}
