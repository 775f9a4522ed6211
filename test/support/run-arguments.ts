const legNames = ["browser", "postgres"] as const;
export type Leg = (typeof legNames)[number];

type RunArguments = {
  readonly legs: readonly Leg[];
  readonly summaryFile: string | null;
  readonly forVitest: readonly string[];
};

/** Takes out what is ours; the rest is vitest's, in its order. */
export function parseArguments(args: readonly string[]): RunArguments {
  const legs: Leg[] = [];
  const forVitest: string[] = [];
  let summaryFile: string | null = null;
  const queue = args.flatMap((argument) => {
    const [, name, value] = /^(--require-leg|--summary)=(.*)$/.exec(argument) ?? [];
    return name === undefined || value === undefined ? [argument] : [name, value];
  });
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (next === "--require-leg") legs.push(requireLeg(queue.shift()));
    else if (next === "--summary") summaryFile = requireFile(queue.shift());
    else forVitest.push(next);
  }
  return { legs, summaryFile, forVitest };
}

function requireLeg(value: string | undefined): Leg {
  const leg = legNames.find((name) => name === value);
  if (leg === undefined) {
    throw new Error(
      `--require-leg: expected ${legNames.join(" or ")}, found ${value ?? "nothing"}`,
    );
  }
  return leg;
}

function requireFile(value: string | undefined): string {
  if (value === undefined) throw new Error("--summary: expected a file, found nothing");
  return value;
}
