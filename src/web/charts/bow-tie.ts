import type { ChartSize } from "./draw.ts";
import { toLabel, toXml, wrapLabel } from "./label.ts";

/** Causes, the controls that act on them, the hazard, and what it leads to. */
export type BowTie = {
  readonly title: string;
  readonly causes: readonly {
    readonly number: number;
    readonly text: string;
    /** `no control`, `training alone`; empty where something else acts on it. */
    readonly gap: string;
  }[];
  readonly controls: readonly {
    readonly number: number;
    readonly text: string;
    /** `design · maker`. */
    readonly about: string;
    readonly existing: boolean;
    readonly actsOn: readonly number[];
  }[];
  readonly hazard: string;
  readonly effect: string;
  readonly harm: string;
};

type Kind = "cause" | "bare" | "proposed" | "existing" | "hazard" | "outcome";
type Block = {
  readonly kind: Kind;
  readonly head: string;
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
};
type Box = Block & { readonly x: number; readonly y: number };

const [letters, lineHeight, inset, gap] = [14, 18, 10, 16];
const [ink, soft] = ["#212b32", "#4c6272"];
/** Longer texts stand whole beside the picture. */
const [maxText, maxLines] = [260, 9];

function toBlock(kind: Kind, head: string, text: string, width: number): Block {
  const fit = { width: width - 2 * inset, size: letters };
  const lines = text === "" ? [] : wrapLabel(toLabel(text, maxText), { ...fit, maxLines });
  const heads = wrapLabel(toLabel(head, maxText), { ...fit, maxLines: 2 });
  const height = (heads.length + lines.length) * lineHeight + 2 * inset;
  return { kind, head: heads.join("\n"), lines, width, height };
}

const causeBlock = ({ number, text, gap: lack }: BowTie["causes"][number], width: number): Block =>
  toBlock(
    lack === "no control" ? "bare" : "cause",
    `Cause ${number}${lack === "" ? "" : `: ${lack}`}`,
    text,
    width,
  );
const controlBlock = (
  { number, text, about, existing }: BowTie["controls"][number],
  width: number,
  more = "",
): Block =>
  toBlock(
    existing ? "existing" : "proposed",
    `Control ${number}, ${existing ? "confirmed" : "proposed"} · ${about}${more}`,
    text,
    width,
  );

/** What is confirmed has a thick frame, what is proposed a broken one; each says so in words too. */
const frames: Readonly<Record<Kind, string>> = {
  cause: `stroke="${soft}" stroke-width="1.5"`,
  bare: `stroke="${ink}" stroke-width="1.5" stroke-dasharray="2 4"`,
  proposed: `stroke="${soft}" stroke-width="1.5" stroke-dasharray="7 5"`,
  existing: `stroke="${ink}" stroke-width="3"`,
  hazard: `stroke="${ink}" stroke-width="4"`,
  outcome: `stroke="${soft}" stroke-width="1.5"`,
};

function drawBox({ kind, head, lines, x, y, width, height }: Box): string {
  const heads = head.split("\n");
  const line = (text: string, i: number, more: string): string =>
    `<text x="${x + inset}" y="${y + inset + letters + i * lineHeight - 1}"${more}>${toXml(text)}</text>`;
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="#fff" ${frames[kind]}/>`,
    ...heads.map((text, i) => line(text, i, ` font-weight="700"`)),
    ...lines.map((text, i) => line(text, heads.length + i, "")),
  ].join("");
}

const arrow = (path: string, dashed = false): string =>
  `<path d="${path}" fill="none" stroke="${soft}" stroke-width="1.5"${dashed ? ` stroke-dasharray="2 4"` : ""} marker-end="url(#tip)"/>`;
const tip = `<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="${soft}"/></marker></defs>`;

const across = (from: Box, to: Box, dashed = false): string => {
  const [x1, y1] = [from.x + from.width, from.y + from.height / 2];
  const [x2, y2] = [to.x - 2, to.y + to.height / 2];
  const bend = (x2 - x1) / 2;
  return arrow(`M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`, dashed);
};
const down = (from: Box, to: Box): string =>
  arrow(`M${from.x + 12} ${from.y + from.height}V${to.y - 2}`);

const heightOf = (blocks: readonly Block[]): number =>
  blocks.reduce((sum, { height }) => sum + height + gap, -gap);

/** One below another, in the middle of `height`. */
function stack(blocks: readonly Block[], x: number, height: number): Box[] {
  let y = 2 + (height - heightOf(blocks)) / 2;
  return blocks.map((block) => {
    const box = { ...block, x, y: Math.round(y) };
    y += block.height + gap;
    return box;
  });
}

const toSvg = (title: string, width: number, height: number, drawn: readonly string[]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="arial, helvetica, sans-serif" font-size="${letters}" fill="${ink}"><title>${toXml(toLabel(title))}</title>${tip}<rect width="${width}" height="${height}" fill="#fff"/>${drawn.join("")}</svg>`;

const columns = { causes: 250, controls: 270, hazard: 180, outcome: 150, between: 34 } as const;

/** What stands between causes and the hazard: a control, or the place where there is none. */
type Barrier = {
  readonly block: Block;
  readonly actsOn: readonly number[];
  readonly open: boolean;
};

/** Each near its causes, so that few lines cross. */
function barriersOf({ causes, controls }: BowTie, width: number): Barrier[] {
  const place = (number: number): number => causes.findIndex((cause) => cause.number === number);
  const middle = ({ actsOn }: Barrier): number =>
    actsOn.reduce((sum, number) => sum + place(number), 0) / Math.max(1, actsOn.length);
  return [
    ...controls.map((control) => ({
      ...{ block: controlBlock(control, width), actsOn: control.actsOn, open: false },
    })),
    ...causes
      .filter(({ gap: lack }) => lack === "no control")
      .map(({ number }) => ({
        ...{ block: toBlock("bare", "No control", "", width), actsOn: [number], open: true },
      })),
  ].sort((a, b) => middle(a) - middle(b));
}

/** Causes on the left, what holds them back in the middle, what comes of it on the right. */
function drawWide(tie: BowTie): string {
  const { causes: first, controls: second, hazard, outcome, between } = columns;
  const causes = tie.causes.map((cause) => causeBlock(cause, first));
  const barriers = barriersOf(tie, second);
  const middle = barriers.map(({ block }) => block);
  const ends = [
    toBlock("hazard", "Hazard", tie.hazard, hazard),
    toBlock("outcome", "Effect", tie.effect, outcome),
    toBlock("outcome", "Harm", tie.harm, outcome),
  ];
  const inner = Math.max(heightOf(causes), heightOf(middle), ...ends.map(({ height }) => height));
  const causeBoxes = stack(causes, 2, inner);
  const barrierBoxes = stack(middle, 2 + first + between * 2, inner);
  let x = 2 + first + second + between * 4;
  const endBoxes = ends.flatMap((block) => {
    const boxes = stack([block], x, inner);
    x += block.width + between;
    return boxes;
  });
  const lines = barriers.flatMap(({ actsOn, open }, i) => {
    const [box, top] = [barrierBoxes[i], endBoxes[0]];
    if (box === undefined || top === undefined) return [];
    const from = causeBoxes.filter((_, at) => actsOn.includes(tie.causes[at]?.number ?? 0));
    return [...from.map((cause) => across(cause, box, open)), across(box, top, open)];
  });
  const onward = endBoxes.slice(1).map((box, i) => across(endBoxes[i] ?? box, box));
  const boxes = [...causeBoxes, ...barrierBoxes, ...endBoxes].map(drawBox);
  return toSvg(tie.title, x - between + 2, inner + 4, [...lines, ...onward, ...boxes]);
}

/** All below one another, for small windows: each cause with its controls under it. */
function drawNarrow(tie: BowTie): string {
  const [width, indent] = [320, 24];
  const full = width - 4;
  const boxes: Box[] = [];
  const lines: string[] = [];
  let y = 2;
  const put = (block: Block, x: number): Box => {
    const box = { ...block, x, y };
    boxes.push(box);
    y += block.height + gap + 6;
    return box;
  };
  for (const cause of tie.causes) {
    const top = put(causeBlock(cause, full), 2);
    for (const control of tie.controls.filter(({ actsOn }) => actsOn.includes(cause.number))) {
      const others = control.actsOn.filter((number) => number !== cause.number);
      const more = others.length === 0 ? "" : ` · also on ${others.join(", ")}`;
      const box = put(controlBlock(control, full - indent, more), 2 + indent);
      const middle = box.y + box.height / 2;
      lines.push(arrow(`M${top.x + 12} ${top.y + top.height}V${middle}H${box.x - 2}`));
    }
  }
  const ends = [
    put(toBlock("hazard", "Hazard", tie.hazard, full), 2),
    put(toBlock("outcome", "Effect", tie.effect, full), 2),
    put(toBlock("outcome", "Harm", tie.harm, full), 2),
  ];
  for (const [i, box] of ends.slice(1).entries()) lines.push(down(ends[i] ?? box, box));
  return toSvg(tie.title, width, y - gap - 2, [...lines, ...boxes.map(drawBox)]);
}

/** An SVG that stands by itself: no script, no font or picture from elsewhere, nothing that moves. */
export const drawBowTie = (tie: BowTie, size: ChartSize): string =>
  size === "wide" ? drawWide(tie) : drawNarrow(tie);
