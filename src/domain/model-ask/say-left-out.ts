/** `left` of all `of` were not sent. */
export type Left = { readonly left: number; readonly of: number; readonly what: string };
/** What is not asked about because one question takes no more than `most`. */
export type Beyond = Left & { readonly most: number };

const figure = (n: number): string => n.toLocaleString("en-GB");
const say = ({ left, of, what }: Left): string => `${figure(left)} of ${figure(of)} ${what}`;

const list = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;

const areOrIs = (parts: readonly Left[], many: string, one: string): string =>
  parts.length === 1 && parts[0]?.left === 1 ? one : many;

/** One sentence that says what a question leaves out and why; null where that is nothing. */
export function sayLeftOut(
  all: readonly Left[],
  fits: boolean,
  contextTokens: number,
  beyond: Beyond | null = null,
): string | null {
  const parts = all.filter(({ left }) => left > 0);
  const tokens = `${figure(contextTokens)} tokens`;
  const were = `${list(parts.map(say))} ${areOrIs(parts, "were", "was")} left out`;
  const cut =
    parts.length === 0
      ? fits
        ? []
        : [`the question does not fit into ${tokens}`]
      : fits
        ? [`${were}: the question would not fit into ${tokens}`]
        : [`${were}, and the question still does not fit into ${tokens}`];
  const untold =
    beyond === null || beyond.left <= 0
      ? []
      : [
          `${say(beyond)} ${areOrIs([beyond], "are", "is")} not asked about: ` +
            `one question takes at most ${figure(beyond.most)}`,
        ];
  const sentence = [...untold, ...cut].join("; ");
  return sentence === "" ? null : `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}
