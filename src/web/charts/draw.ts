import type { EChartsCoreOption } from "echarts/core";
import { toLabel } from "./label.ts";
import { marks, type Mark } from "./palette.ts";

/** Bars that lie, one a row, made of one part a series. */
export type Chart = {
  readonly rows: readonly string[];
  readonly series: readonly {
    readonly name: string;
    readonly values: readonly number[];
    /** Its place among the marks: the same thing looks the same in every chart. */
    readonly mark: number;
  }[];
};
/** Wide is drawn beside words; narrow for small windows, where letters must not shrink with it. */
export type ChartSize = "wide" | "narrow";

const sizes = {
  wide: { width: 760, names: 190, letters: 15 },
  narrow: { width: 300, names: 112, letters: 13 },
} as const;
const [rowHeight, partsAxis, legendLine] = [46, 34, 26];
const ink = "#212b32";
const soft = "#4c6272";
const font = "arial, helvetica, sans-serif";

/** Loaded when the first chart is drawn: a command or the API never needs it. */
const loadEcharts = async () => {
  const [core, { BarChart }, { GridComponent, LegendComponent, AriaComponent }, { SVGRenderer }] =
    await Promise.all([
      import("echarts/core"),
      import("echarts/charts"),
      import("echarts/components"),
      import("echarts/renderers"),
    ]);
  core.use([BarChart, GridComponent, LegendComponent, AriaComponent, SVGRenderer]);
  return core;
};
let loading: ReturnType<typeof loadEcharts> | null = null;

const patterns: Readonly<Record<Mark["pattern"], object>> = {
  plain: { symbol: "none" },
  rising: { rotation: -Math.PI / 4, dashArrayX: [1, 0], dashArrayY: [2, 5] },
  falling: { rotation: Math.PI / 4, dashArrayX: [1, 0], dashArrayY: [2, 5] },
  upright: { rotation: Math.PI / 2, dashArrayX: [1, 0], dashArrayY: [2, 6] },
  dots: {
    symbol: "circle",
    symbolSize: 0.6,
    dashArrayX: [
      [6, 6],
      [0, 6, 6, 0],
    ],
    dashArrayY: [6, 0],
  },
  crossed: {
    symbol: "rect",
    symbolSize: 0.5,
    dashArrayX: [
      [5, 5],
      [0, 5, 5, 0],
    ],
    dashArrayY: [5, 0],
  },
};

/** How many lines the legend takes, by how wide its names run. */
function legendLines(names: readonly string[], width: number, letters: number): number {
  const widths = names.map((name) => 66 + name.length * letters * 0.56);
  let [lines, used] = [1, 0];
  for (const one of widths) {
    if (used > 0 && used + one > width) [lines, used] = [lines + 1, 0];
    used += one;
  }
  return lines;
}

function toOption(chart: Chart, size: ChartSize, top: number): EChartsCoreOption {
  const { width, names, letters } = sizes[size];
  const total = (row: number): number =>
    chart.series.reduce((sum, { values }) => sum + (values[row] ?? 0), 0);
  const largest = Math.max(1, ...chart.rows.map((_, row) => total(row)));
  const text = { fontFamily: font, fontSize: letters, color: ink };
  const room = width - names - 30;
  return {
    animation: false,
    textStyle: text,
    aria: { enabled: false, decal: { show: true } },
    ...(chart.series.length > 1
      ? {
          legend: {
            ...{ top: 0, left: 0, width: width - 10, itemGap: 34, itemWidth: 22, itemHeight: 14 },
            selectedMode: false,
            textStyle: text,
          },
        }
      : {}),
    grid: { left: names + 6, right: 24, top, bottom: partsAxis, containLabel: false },
    xAxis: {
      type: "value",
      minInterval: 1,
      splitNumber: size === "wide" ? 5 : 2,
      axisLabel: { ...text, color: soft, hideOverlap: true },
      splitLine: { lineStyle: { color: "#d8dde0" } },
    },
    yAxis: {
      type: "category",
      inverse: true,
      data: chart.rows.map((name) => toLabel(name)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: soft } },
      axisLabel: {
        ...text,
        interval: 0,
        width: names - 18,
        overflow: "break",
        lineHeight: letters + 2,
      },
    },
    series: chart.series.map(({ name, values, mark: place }) => {
      const mark = marks[place % marks.length] ?? marks[0];
      return {
        type: "bar",
        name,
        stack: "all",
        silent: true,
        barMaxWidth: 26,
        // A number is written where its part has room for it; all are in the table below.
        data: values.map((value) => ({
          value: value === 0 ? "-" : value,
          label: { show: (value / largest) * room >= 14 + 9 * String(value).length },
        })),
        itemStyle: {
          color: mark.colour,
          decal: { color: "rgba(255,255,255,0.45)", ...patterns[mark.pattern] },
          borderColor: "#fff",
          borderWidth: 1,
        },
        label: { ...text, backgroundColor: "#fff", padding: [1, 4], borderRadius: 2 },
      };
    }),
  };
}

/**
 * Without what only a page with scripts would use; fonts as attributes, since the pages' policy refuses
 * inline styles where a picture is opened by itself. Quotes in names are escaped: no text looks like these.
 */
const toPlain = (svg: string): string =>
  svg
    .replace(/<style ><!\[CDATA\[[^<>]*\]\]>\s*<\/style>\s*/u, "")
    .replaceAll(/ (?:class="zr[\w-]+"|ecmeta_\w+="\w*"|pointer-events="visible")/gu, "")
    .replaceAll(
      / style="font-size:(\d+)px;font-family:([^";]*);"/gu,
      ' font-size="$1" font-family="$2"',
    );

/** An SVG that stands by itself: no script, no font or picture from elsewhere, nothing that moves. */
export async function drawChart(chart: Chart, size: ChartSize): Promise<string> {
  const core = await (loading ??= loadEcharts());
  const { width, letters } = sizes[size];
  const named = chart.series.map(({ name }) => name);
  const top = named.length > 1 ? legendLines(named, width - 10, letters) * legendLine + 8 : 8;
  const height = top + chart.rows.length * rowHeight + partsAxis;
  const drawn = core.init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    drawn.setOption(toOption(chart, size, top));
    return toPlain(drawn.renderToSVGString());
  } finally {
    drawn.dispose();
  }
}
