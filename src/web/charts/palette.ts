/** How one series of a chart is told from the others: by its colour and by its pattern, never by one alone. */
export type Mark = {
  /** At least 3 : 1 against white (WCAG 2.2, 1.4.11). */
  readonly colour: string;
  readonly pattern: "plain" | "rising" | "falling" | "dots" | "upright" | "crossed";
};

/** None of them is the green of “done” or the red of “wrong”: a count is neither. */
export const marks = [
  { colour: "#143c4d", pattern: "plain" },
  { colour: "#3d7c98", pattern: "rising" },
  { colour: "#6b4fa0", pattern: "dots" },
  { colour: "#7a6a1f", pattern: "upright" },
  { colour: "#a0522d", pattern: "falling" },
  { colour: "#5f6b73", pattern: "crossed" },
] as const satisfies readonly Mark[];
