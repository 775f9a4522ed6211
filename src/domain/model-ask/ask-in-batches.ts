import type { Candidate } from "../candidate/candidate.ts";
import type { AskedOfDrafts, Bounds } from "./asked.ts";
import { estimateTokens } from "./estimate-tokens.ts";
import { fitContext } from "./fit-context.ts";
import { numberCandidates, numbersOf } from "./number-candidates.ts";
import { readDescription } from "./part-of-description.ts";
import { inAnswer, questionTokens } from "./room.ts";
import { byPlaces } from "./wanted-passages.ts";
import { fencedJson, productParts, writeParts } from "./write-question.ts";

type Item = { readonly index: number; readonly content: Candidate };
type Batched = {
  readonly task: "check" | "wording";
  readonly name: string;
  readonly description: string;
  readonly items: readonly Item[];
  readonly most: number;
  readonly show: (content: Candidate) => object;
};

/** Candidates are given at most this share of a question: they are held against the description. */
const candidatesShare = 0.5;

/** Questions about so many candidates at a time, and fewer where question or answer has no room. */
export function askInBatches(batched: Batched, bounds: Bounds): AskedOfDrafts[] {
  const { task, name, show } = batched;
  const reading = readDescription(batched.description);
  return toBatches(batched, bounds).map((batch, i) => {
    const candidates = fencedJson("candidates", numberCandidates(batch, show));
    const quoted = batch.flatMap(({ content }) => content.evidence.product);
    const fitted = fitContext(
      {
        task,
        description: { reading, order: () => byPlaces(reading.passages, quoted) },
        write: (shown) => writeParts([...productParts(name, shown.description), candidates]),
      },
      bounds,
    );
    const { text, leftOut, maxTokens } = fitted;
    const key = `${task} ${i + 1}`;
    const asked = { key, task, text, cells: [], offered: [], leftOut, maxTokens };
    return { asked, numbers: numbersOf(batch) };
  });
}

function toBatches({ task, items, most, show }: Batched, bounds: Bounds): Item[][] {
  const count = inAnswer(most, task, bounds);
  const room = questionTokens(task, bounds) * candidatesShare;
  const batches: Item[][] = [];
  let taken = 0;
  for (const item of items) {
    const tokens = estimateTokens(JSON.stringify([show(item.content)], null, 1));
    const batch = batches.at(-1);
    if (batch !== undefined && batch.length < count && taken + tokens <= room) {
      batch.push(item);
      taken += tokens;
    } else {
      batches.push([item]);
      taken = tokens;
    }
  }
  return batches;
}
