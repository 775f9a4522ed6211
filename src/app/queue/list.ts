import { z } from "zod";
import { $QueueFilter } from "../../domain/suggestion/queue-filter.ts";
import { suggestionStates } from "../../domain/suggestion/suggestion.ts";
import { requireProduct } from "../require.ts";
import { look } from "../use-case.ts";
import { withholdLines } from "../view/withhold.ts";
import { toLine, type QueueLine, type WholeLine } from "./line.ts";

/** All suggestions by rank, those that wait first. What people and clients read is `queue.page`. */
export const listQueue = look({
  summary: "Listing the queue",
  right: "look",
  $input: z.strictObject({
    product: z.string().optional(),
    state: z.enum(suggestionStates).optional(),
  }),
  async run(scope, input): Promise<QueueLine[]> {
    const { tx } = scope;
    const only = input.product === undefined ? null : await requireProduct(tx, input.product);
    const decided = suggestionStates.filter((state) => state !== "pending");
    const groups =
      input.state === undefined ? ([["pending"], decided] as const) : ([[input.state]] as const);
    const lines: WholeLine[] = [];
    for (const states of groups) {
      const filter = $QueueFilter.parse({ states: [...states] });
      const { ids } = await tx.queue.find({
        product: only?.id ?? null,
        filter,
        from: null,
        limit: Number.MAX_SAFE_INTEGER,
        look: 0,
      });
      lines.push(...(await tx.queue.rows(ids)).map(toLine));
    }
    return withholdLines(scope, lines);
  },
});
