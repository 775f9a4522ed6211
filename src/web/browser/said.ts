/** One line at the foot of the window, read out by screen readers, for what a key did or still needs. */
let line: HTMLElement | null = null;

const openLine = (): HTMLElement => {
  if (line === null) {
    line = document.createElement("p");
    line.className = "hz-said-line";
    line.setAttribute("role", "status");
    document.body.append(line);
  }
  return line;
};

/** The line stands from the start: what appears together with its words is often not read out. */
export const prepareToSay = (): void => void openLine();

export function say(text: string): void {
  openLine().textContent = text;
}

export const sayNothing = (): void => {
  say("");
};
