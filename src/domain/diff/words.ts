/** A stretch of words that both texts have, or that one of the two has at that place. */
export type WordRun = { readonly kind: "same" | "added" | "removed"; readonly text: string };

/** More words than this are told as one text in the place of the other: the work grows with the product of both. */
const maxWords = 1_000;

const wordsIn = (text: string): string[] => text.split(/\s+/u).filter((word) => word !== "");

/**
 * What became of `before` in `after`, word by word: the longest words in common stay, what is removed
 * stands before what is added. The runs that are not removed, joined by spaces, are the words of `after`;
 * those that are not added are the words of `before`.
 */
export function diffWords(before: string, after: string): WordRun[] {
  const [a, b] = [wordsIn(before), wordsIn(after)];
  if (a.length > maxWords || b.length > maxWords) {
    return toRuns([...a.map(removed), ...b.map(added)]);
  }
  // inCommon[i][j]: most words that a from i and b from j have in common, in order.
  const inCommon = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const common = (i: number, j: number): number => inCommon[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = inCommon[i];
    for (let j = b.length - 1; row !== undefined && j >= 0; j -= 1) {
      row[j] =
        a[i] === b[j] ? common(i + 1, j + 1) + 1 : Math.max(common(i + 1, j), common(i, j + 1));
    }
  }
  const words: WordRun[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      words.push({ kind: "same", text: left });
      [i, j] = [i + 1, j + 1];
    } else if (
      left !== undefined &&
      (right === undefined || common(i + 1, j) >= common(i, j + 1))
    ) {
      words.push(removed(left));
      i += 1;
    } else if (right !== undefined) {
      words.push(added(right));
      j += 1;
    }
  }
  return toRuns(words);
}

const removed = (text: string): WordRun => ({ kind: "removed", text });
const added = (text: string): WordRun => ({ kind: "added", text });

/** Between two stretches in common, all that is removed and then all that is added, each as one run. */
function toRuns(words: readonly WordRun[]): WordRun[] {
  const runs: WordRun[] = [];
  let gone: string[] = [];
  let come: string[] = [];
  let same: string[] = [];
  const close = (kind: WordRun["kind"], texts: readonly string[]): void => {
    if (texts.length > 0) runs.push({ kind, text: texts.join(" ") });
  };
  const closeChanged = (): void => {
    close("removed", gone);
    close("added", come);
    [gone, come] = [[], []];
  };
  for (const { kind, text } of words) {
    if (kind === "same") {
      closeChanged();
      same.push(text);
      continue;
    }
    close("same", same);
    same = [];
    (kind === "removed" ? gone : come).push(text);
  }
  close("same", same);
  closeChanged();
  return runs;
}
