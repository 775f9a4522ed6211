import type { Asked, Bounds, DraftingTask } from "./asked.ts";
import { fitContext, type Question } from "./fit-context.ts";
import type { Prior } from "./prior-hazards.ts";
import { inAnswer } from "./room.ts";
import { fencedJson, productParts, wantedLine, writeParts } from "./write-question.ts";

type Drafting = Pick<Question, "listed" | "beyond"> & {
  readonly key: string;
  readonly task: DraftingTask;
  readonly name: string;
  readonly description: NonNullable<Question["description"]>;
  /** How many candidates are wanted where the answer is as long as it may be. */
  readonly wanted: number;
  /** The parts between description and prior hazards, with so many of what is listed. */
  readonly parts: (listed: number) => readonly string[];
  readonly cells: readonly string[];
  readonly prior: readonly Prior[];
};

/** A question that wants candidates. Where cells are `listed`, only those that fit are asked about. */
export function askWithPrior(drafting: Drafting, bounds: Bounds): Asked {
  const { key, task, name, cells, prior, parts, listed, beyond, description } = drafting;
  const most = inAnswer(drafting.wanted, task, bounds);
  const { shown, ...fitted } = fitContext(
    {
      task,
      description,
      prior: prior.length,
      ...(listed && { listed }),
      ...(beyond && { beyond }),
      write: (now) =>
        writeParts([
          wantedLine(most),
          ...productParts(name, now.description),
          ...parts(now.listed),
          fencedJson("prior hazards", prior.slice(0, now.prior)),
        ]),
    },
    bounds,
  );
  return {
    key,
    ...fitted,
    most,
    cells: listed === undefined ? cells : cells.slice(0, shown.listed),
    offered: prior.slice(0, shown.prior).map(({ id }) => id),
  };
}
