import type { PutBack } from "./kept-form.ts";

type Text = { readonly label: string; readonly text: string };

const element = (name: string, className: string, ...inside: (string | Node)[]): HTMLElement => {
  const made = document.createElement(name);
  if (className !== "") made.className = className;
  made.append(...inside);
  return made;
};

const sayWhen = (atMs: number): string =>
  new Date(atMs).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });

let made = 0;

function open(title: string, ...inside: Node[]): HTMLElement {
  made += 1;
  const id = `kept-${made}`;
  const heading = element("h2", "nhsuk-heading-s", title);
  heading.id = id;
  const notice = element("section", "hz-kept", heading, ...inside);
  notice.setAttribute("aria-labelledby", id);
  const main = document.querySelector("main");
  const after = main?.querySelector(
    ":scope > .nhsuk-notification-banner, :scope > .nhsuk-error-summary",
  );
  if (after === null || after === undefined) main?.prepend(notice);
  else after.after(notice);
  return notice;
}

/** A button that throws something away, and takes its notice with it. */
function toDiscard(label: string, discard: () => void): HTMLElement {
  const button = element(
    "button",
    "nhsuk-button nhsuk-button--secondary nhsuk-button--small",
    label,
  );
  button.setAttribute("type", "button");
  button.addEventListener("click", () => {
    discard();
    button.closest(".hz-kept")?.remove();
    const heading = document.querySelector("h1");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus();
  });
  return button;
}

function toCopy({ label, text }: Text): HTMLElement {
  made += 1;
  const area = document.createElement("textarea");
  area.className = "nhsuk-textarea";
  area.id = `kept-text-${made}`;
  area.rows = text.length > 80 ? 4 : 2;
  area.readOnly = true;
  area.value = text;
  const name = element("label", "nhsuk-label", element("bdi", "", label));
  name.setAttribute("for", area.id);
  return element("div", "nhsuk-form-group", name, area);
}

const list = (items: readonly string[]): HTMLElement =>
  element(
    "ul",
    "hz-kept__list",
    ...items.map((item) => element("li", "", element("bdi", "", item))),
  );

/** Says what of an earlier visit stands in the form again. */
export function showPutBack(
  atMs: number,
  { what, gone, left }: PutBack,
  discard: () => void,
): void {
  const parts: Node[] = [
    element(
      "p",
      "",
      `From ${sayWhen(atMs)}, in this browser. Nothing of it is sent until you decide:`,
    ),
    list(what),
  ];
  if (gone > 0) {
    parts.push(
      element("p", "", "What you had chosen and is not on the page any more was left out."),
    );
  }
  open(
    "What you had entered is back",
    ...parts,
    ...left.map(toCopy),
    toDiscard("Discard it", discard),
  );
}

/** Offers texts that belong to other words than the page shows now, or to what is decided. */
export function showToCopy(
  atMs: number,
  texts: readonly Text[],
  why: string,
  discard: () => void,
): void {
  open(
    "What you had typed before",
    element("p", "", `From ${sayWhen(atMs)}, in this browser. ${why} Copy what you need.`),
    ...texts.map(toCopy),
    toDiscard("Discard it", discard),
  );
}

export function showUnkept(): void {
  if (document.querySelector(".hz-kept--not") !== null) return;
  const text =
    "This browser keeps no copy of what you type here: it is safe once you have decided, not before.";
  open("Not kept in this browser", element("p", "", text)).classList.add("hz-kept--not");
}
