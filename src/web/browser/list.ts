import { startKeys } from "./keys.ts";
import { say } from "./said.ts";

/** Links of a list's lines, in order: those marked, or else those of a queue. */
function linesOf(): HTMLElement[] {
  const marked = [...document.querySelectorAll<HTMLElement>("[data-key-line]")];
  return marked.length > 0
    ? marked
    : [...document.querySelectorAll<HTMLElement>(".hz-queue__line a.hz-queue__hazard")];
}

const here = (lines: readonly HTMLElement[]): number =>
  lines.findIndex((line) => line === document.activeElement);

function move(by: 1 | -1): void {
  const lines = linesOf();
  const at = here(lines);
  const next = lines[at < 0 ? (by === 1 ? 0 : lines.length - 1) : at + by];
  if (next !== undefined) next.focus();
  else say(by === 1 ? "This is the last line of the page." : "This is the first line of the page.");
}

function openLine(): void {
  const lines = linesOf();
  const line = lines[here(lines)];
  if (line === undefined) say("No line is chosen: j leads to the first.");
  else line.click();
}

const hasLines = linesOf().length > 0;
startKeys(
  hasLines
    ? [
        {
          sequences: ["j"],
          says: "Next line",
          moves: true,
          repeats: true,
          press: () => {
            move(1);
          },
        },
        {
          sequences: ["k"],
          says: "Line before",
          moves: true,
          repeats: true,
          press: () => {
            move(-1);
          },
        },
        {
          sequences: ["o"],
          says: "Open the line (Enter does too)",
          moves: false,
          repeats: false,
          press: openLine,
        },
      ]
    : [],
);
