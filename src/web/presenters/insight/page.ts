import type { ShownInsight } from "../../../app/insight/show.ts";
import type { ChartSize } from "../../charts/draw.ts";
import { anyQueueAt, insightAt, productAt, queueAt } from "../addresses.ts";
import { count } from "../words.ts";
import { presentFigures, type Figure, type FigureName } from "./figures.ts";
import { share } from "./words.ts";

/** The picture of a figure, of one product or of all. */
const chartAt = (slug: string | undefined, figure: FigureName, size: ChartSize): string =>
  `${insightAt(slug)}/${figure}.svg${size === "wide" ? "" : `?size=${size}`}`;

export type InsightPage = {
  /** Null where all products are counted. */
  readonly product: { readonly name: string; readonly address: string } | null;
  /** Of all products together, from the page of one. */
  readonly everywhere: string;
  readonly queue: string;
  /** Null before anything is decided or written. */
  readonly figures:
    | readonly (Omit<Figure, "chart"> & {
        readonly images: Readonly<Record<ChartSize, string>> | null;
      })[]
    | null;
  readonly summary: readonly string[];
  readonly waiting: string;
};

export function presentInsight({ product, insight }: ShownInsight): InsightPage {
  const { all, ownViews } = insight;
  const slug = product?.slug;
  const isEmpty = all.decisions === 0 && all.undone === 0 && ownViews.written === 0;
  const taken = all.stands.accept + all.stands.edit + all.stands["add-cause"];
  return {
    product: product === null ? null : { name: product.name, address: productAt(product.slug) },
    everywhere: insightAt(),
    queue: slug === undefined ? anyQueueAt : queueAt(slug),
    waiting: count(all.waiting, "suggestion waits", "suggestions wait"),
    summary: [
      `${count(all.decisions, "decision stands", "decisions stand")}. ${share(taken, all.decisions)} took a suggestion into the log, as a hazard or as causes of one.`,
      all.undone === 0
        ? "None was undone."
        : `${count(all.undone, "decision was", "decisions were")} undone, and ${all.undone === 1 ? "is" : "are"} not among them.`,
    ],
    figures: isEmpty
      ? null
      : presentFigures(insight).map(({ chart, ...figure }) => ({
          ...figure,
          images:
            chart === null || chart.rows.length === 0
              ? null
              : {
                  wide: chartAt(slug, figure.name, "wide"),
                  narrow: chartAt(slug, figure.name, "narrow"),
                },
        })),
  };
}
