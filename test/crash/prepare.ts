import { systemClock } from "../../src/infra/clock.ts";
import { namePerson, send } from "./calls.ts";
import type { Told } from "./find-breaches.ts";
import type { Intent, Reply, Target } from "./messages.ts";
import { openWork } from "./open-work.ts";

type Prepared = {
  readonly sendTo: string | undefined;
  readonly before: readonly Told[];
  /** What a run queues that nobody disturbs: hashes of content, by rank. */
  readonly undisturbed: readonly string[];
};

/** A record with a person named and one product identified in peace, by rules or by the model at a host. */
export async function prepare(target: Target, sendTo?: string): Promise<Prepared> {
  const { call, close } = await openWork(target, { clock: systemClock });
  try {
    const before: Told[] = [];
    const perform = async (intent: Intent): Promise<Reply> => {
      const reply = await send(call, intent);
      before.push({ intent, reply });
      return reply;
    };
    await namePerson(call);
    const { made: product } = await perform({ key: "0-1", verb: "product.add", name: "Tarnbeck" });
    const { queued } = await perform({ key: "0-2", verb: "run.identify", product, sendTo });
    return { sendTo, before, undisturbed: queued.map(({ hash }) => hash) };
  } finally {
    await close();
  }
}
