import type { Asked } from "./called.ts";
import type { RunFacts, Suggested } from "./record.ts";

const keysOf = ({ drafted, standsInFor, whole }: Asked): string[] => [
  ...drafted,
  ...(standsInFor === null ? [] : [standsInFor]),
  ...whole.flatMap(({ keys }) => keys),
];

/** A run with only those of its calls that the suggestions told of name. */
export function onlyNamed(run: RunFacts, suggestions: readonly Suggested[]): RunFacts {
  if (run.calls === undefined) return run;
  const named = new Set(
    suggestions
      .filter((suggested) => suggested.run === run.id)
      .flatMap(({ asked }) => (asked === undefined ? [] : keysOf(asked))),
  );
  return { ...run, calls: run.calls.filter(({ key }) => named.has(key)) };
}
