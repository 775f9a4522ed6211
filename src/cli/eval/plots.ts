import type { Figure } from "../../domain/evaluation/result.ts";

/** Shapes around 0,0 and about 5 units wide: arms are told apart without colour too. */
const shapes = [
  "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0Z",
  "M-3.6-3.6h7.2v7.2h-7.2Z",
  "M0-4.6L4.4 3.4H-4.4Z",
  "M0-5L4.4 0L0 5L-4.4 0Z",
] as const;
/** Classes of the style sheet; five colours and four shapes make twenty arms. */
const colours = 5;

/** How an arm is drawn wherever it is drawn. */
export type Mark = { readonly shape: string; readonly colour: string };

export const markOf = (arm: number): Mark => ({
  shape: shapes[arm % shapes.length] ?? shapes[0],
  colour: `c${arm % colours}`,
});

const round = (n: number): number => Math.round(n * 100) / 100;
const clamp = (share: number): number => Math.min(1, Math.max(0, share));

/** One row of a forest or dot plot, shares from left to right, in units of its view box. */
export const strip = { width: 150, lane: 16, margin: 8 } as const;
export type Dot = {
  readonly mark: Mark;
  readonly x: number;
  readonly y: number;
  readonly low: number | null;
  readonly high: number | null;
};

const stripX = (share: number): number =>
  round(strip.margin + clamp(share) * (strip.width - 2 * strip.margin));

export const stripTicks = [0, 0.5, 1].map((share) => ({ x: stripX(share), says: String(share) }));

/** A share in its lane; lanes are counted from 0. */
export const toDot = (
  { value, low, high }: { value: number; low: number | null; high: number | null },
  mark: Mark,
  lane = 0,
): Dot => ({
  mark,
  x: stripX(value),
  y: strip.lane * (lane + 0.5),
  low: low === null ? null : stripX(low),
  high: high === null ? null : stripX(high),
});

/** The plot of shares by number of candidates, in units of its view box. */
export const curve = { width: 440, height: 270, left: 44, right: 14, top: 12, bottom: 48 } as const;
const [plotWidth, plotHeight] = [
  curve.width - curve.left - curve.right,
  curve.height - curve.top - curve.bottom,
];
const shareTicks = [0, 0.25, 0.5, 0.75, 1];
/** Between arms at the same number, so that intervals do not cover each other. */
const shift = 7;

export type Curve = {
  readonly lines: readonly {
    readonly mark: Mark;
    readonly path: string;
    readonly dots: readonly {
      readonly x: number;
      readonly y: number;
      readonly low: number | null;
      readonly high: number | null;
    }[];
  }[];
  readonly xTicks: readonly { readonly x: number; readonly says: string }[];
  readonly yTicks: readonly { readonly y: number; readonly says: string }[];
};

const curveY = (share: number): number => round(curve.top + (1 - clamp(share)) * plotHeight);

/** A line an arm; figures without a number of candidates or a value are not drawn. */
export function toCurve(
  arms: readonly { readonly mark: Mark; readonly figures: readonly Figure[] }[],
): Curve {
  const ats = arms.flatMap(({ figures }) => figures.flatMap(({ at }) => (at === null ? [] : [at])));
  const most = Math.max(1, ...ats);
  const curveX = (at: number): number => round(curve.left + (at / (most * 1.06)) * plotWidth);
  const lines = arms.map(({ mark, figures }, i) => {
    const aside = (i - (arms.length - 1) / 2) * shift;
    const dots = figures.flatMap(({ at, value, low, high }) =>
      at === null || value === null
        ? []
        : [
            {
              x: round(curveX(at) + aside),
              y: curveY(value),
              low: low === null ? null : curveY(low),
              high: high === null ? null : curveY(high),
            },
          ],
    );
    return {
      mark,
      dots,
      path: dots.map(({ x, y }, j) => `${j === 0 ? "M" : "L"}${x} ${y}`).join(""),
    };
  });
  return {
    lines,
    xTicks: [...new Set(ats)]
      .toSorted((a, b) => a - b)
      .map((at) => ({ x: curveX(at), says: String(at) })),
    yTicks: shareTicks.map((share) => ({ y: curveY(share), says: String(share) })),
  };
}
