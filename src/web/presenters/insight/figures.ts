import { outcomes, agreements, type Insight, type Tally } from "../../../domain/insight/insight.ts";
import type { Chart } from "../../charts/draw.ts";
import { capitalise, count, lensWords, listWords, rejectWords } from "../words.ts";
import {
  agreementWords,
  fieldWords,
  outcomeWords,
  sayDrafted,
  share,
  shareInRow,
} from "./words.ts";

const figureNames = ["drafters", "lenses", "reasons", "edits", "own-views"] as const;
export type FigureName = (typeof figureNames)[number];

export type Table = {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly { readonly name: string; readonly cells: readonly string[] }[];
};
export type Figure = {
  readonly name: FigureName;
  readonly heading: string;
  /** What is seen in the picture, in words. */
  readonly finding: string;
  /** What the numbers may mean, and what they do not. */
  readonly meaning: string;
  /** Null where there is nothing to draw yet. */
  readonly chart: Chart | null;
  readonly tables: readonly Table[];
};

const tallyHead = [
  "Decisions",
  ...outcomes.map((o) => capitalise(outcomeWords[o])),
  "Waiting",
  "Undone",
];
const tallyCells = ({ stands, decisions, waiting, undone }: Tally): string[] => [
  String(decisions),
  ...outcomes.map((outcome) => shareInRow(stands[outcome], decisions)),
  String(waiting),
  String(undone),
];
const taken = ({ stands }: Tally): number => stands.accept + stands.edit + stands["add-cause"];
const sayTally = (name: string, tally: Tally): string =>
  tally.decisions === 0
    ? `${name}: nothing decided, ${tally.waiting} waiting`
    : `${name}: ${share(taken(tally), tally.decisions)} taken into the log, ${tally.stands.reject} rejected`;

/** How many rows a sentence names; the table has all of them. */
const maxSaid = 3;
type Row = { readonly name: string; readonly tally: Tally };

function tallyFigure(
  about: Pick<Figure, "name" | "heading" | "meaning"> & { readonly first: string },
  rows: readonly Row[],
): Figure {
  const { first, ...figure } = about;
  const decided = rows.filter(({ tally }) => tally.decisions > 0);
  const most = [...decided].sort((a, b) => b.tally.decisions - a.tally.decisions);
  const said = most.slice(0, maxSaid).map(({ name, tally }) => sayTally(capitalise(name), tally));
  const more = most.length - said.length;
  return {
    ...figure,
    finding: `${said.join(". ")}.${more > 0 ? ` ${count(more, "row")} more below.` : ""}`,
    chart: {
      rows: decided.map(({ name }) => name),
      series: outcomes
        .map((outcome, mark) => ({
          mark,
          name: outcomeWords[outcome],
          values: decided.map(({ tally }) => tally.stands[outcome]),
        }))
        .filter(({ values }) => values.some((value) => value > 0)),
    },
    tables: [
      {
        caption: `${about.heading}: suggestions by what stands about them`,
        head: [first, ...tallyHead],
        rows: rows.map(({ name, tally }) => ({ name: capitalise(name), cells: tallyCells(tally) })),
      },
    ],
  };
}

function reasonsFigure({ reasons, all }: Insight): Figure {
  const { reject } = all.stands;
  const name = (reason: (typeof reasons)[number]["reason"]): string => rejectWords[reason].label;
  const top = reasons.filter(({ rejections }) => rejections === reasons[0]?.rejections);
  return {
    name: "reasons",
    heading: "Why suggestions were rejected",
    finding:
      reject === 0
        ? "No rejection stands."
        : `Most often: ${listWords(top.map(({ reason }) => name(reason)))}, ${share(reasons[0]?.rejections ?? 0, reject)}${top.length > 1 ? " each" : ""}.`,
    meaning:
      "The reason is the one that a person chose. Many of one kind may point at the description, at the prior hazards or at the scope; the numbers do not say at which.",
    chart:
      reject === 0
        ? null
        : {
            rows: reasons.map(({ reason }) => name(reason)),
            series: [
              { mark: 0, name: "rejections", values: reasons.map(({ rejections }) => rejections) },
            ],
          },
    tables:
      reject === 0
        ? []
        : [
            {
              caption: `Reasons of ${count(reject, "rejection")}`,
              head: ["Reason", "Rejections"],
              rows: reasons.map(({ reason, rejections }) => ({
                name: name(reason),
                cells: [shareInRow(rejections, reject)],
              })),
            },
          ],
  };
}

function editsFigure({ edits }: Insight): Figure {
  const { accepted, edited, counted, words, fields } = edits;
  const were = edited === 1 ? "was" : "were";
  const some = words !== null && fields.length > 0;
  const bound = counted < edited ? ` Words were counted of the newest ${counted} of these.` : "";
  return {
    name: "edits",
    heading: "How much was put in other words",
    finding:
      accepted === 0
        ? "Nothing was accepted as a hazard of its own."
        : some
          ? `${share(edited, accepted)} ${were} accepted in other words: ${count(words.middle, "word")} changed${counted === 1 ? "" : ` in the middle one of them, ${words.most} at most`}.${bound}`
          : `${share(edited, accepted)} ${were} accepted in other words.`,
    meaning:
      "Words are counted, not weighed: one can turn the meaning, twenty can leave it as it was. No change may mean that the words fitted, or that nobody had the time. Edits made later in the log are not among them.",
    chart: some
      ? {
          rows: fields.map(({ field }) => fieldWords[field]),
          series: [
            {
              mark: 0,
              name: "suggestions changed here",
              values: fields.map((field) => field.edited),
            },
          ],
        }
      : null,
    tables: some
      ? [
          {
            caption: `Parts that were put in other words, of ${count(counted, "edited suggestion")}`,
            head: ["Part", "Changed in", "Words changed: the middle", "Words changed: at most"],
            rows: fields.map((field) => ({
              name: capitalise(fieldWords[field.field]),
              cells: [
                shareInRow(field.edited, counted),
                String(field.words.middle),
                String(field.words.most),
              ],
            })),
          },
        ]
      : [],
  };
}

function ownViewsFigure({ ownViews }: Insight): Figure {
  const { written, compared, agreement, first, others } = ownViews;
  const said = agreements.map((a) => `${agreement[a]} ${agreementWords[a]}`);
  return {
    name: "own-views",
    heading: "Own views, written first",
    finding:
      written === 0
        ? "No own view was written before a suggestion was opened."
        : compared === 0
          ? `${count(written, "own view")} written before the suggestion was opened, none compared with it yet.`
          : `${share(compared, written)} own views were compared with the suggestion: ${listWords(said)}.`,
    meaning:
      "On a sample, a person writes what they think could go wrong before the suggestion is opened, and says afterwards how near the two are. Different is not wrong: each may have what the other missed. Where the sample is accepted much less often than the rest, read a few of the rest again.",
    chart:
      compared === 0
        ? null
        : {
            rows: agreements.map((a) => agreementWords[a]),
            series: [{ mark: 0, name: "own views", values: agreements.map((a) => agreement[a]) }],
          },
    tables:
      written === 0
        ? []
        : [
            {
              caption: `Own views beside the suggestion, of ${compared} compared`,
              head: ["They are", "Own views"],
              rows: agreements.map((a) => ({
                name: capitalise(agreementWords[a]),
                cells: [shareInRow(agreement[a], compared)],
              })),
            },
            {
              caption: "What stands about suggestions with an own view first, and about the others",
              head: ["Suggestions", ...tallyHead],
              rows: [
                { name: "With an own view first", cells: tallyCells(first) },
                { name: "All others", cells: tallyCells(others) },
              ],
            },
          ],
  };
}

export const presentFigures = (insight: Insight): Figure[] => [
  tallyFigure(
    {
      name: "drafters",
      heading: "By who drafted",
      first: "Drafted by",
      meaning:
        "Much taken into the log may mean good drafts, or a tired reader. Drafters that worked on different products, or for different people, cannot be compared by these counts.",
    },
    insight.drafters.map((drafter) => ({ name: sayDrafted(drafter), tally: drafter })),
  ),
  tallyFigure(
    {
      name: "lenses",
      heading: "By lens",
      first: "Lens",
      meaning:
        "Much rejected under a lens may mean poor drafts there, or a product with little to find there. It is no reason to stop looking under it.",
    },
    insight.lenses.map(({ lens, ...tally }) => ({ name: lensWords[lens], tally })),
  ),
  reasonsFigure(insight),
  editsFigure(insight),
  ownViewsFigure(insight),
];
