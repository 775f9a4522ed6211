/** Something to mend: in the summary on top, linked to its field, and said again at the field. */
export type Problem = {
  /** Id of the field; null when no one field is to blame. */
  readonly field: string | null;
  readonly text: string;
};
export type Crumb = {
  readonly text: string;
  readonly href: string;
  /** The key that leads there, on pages with keys. */
  readonly key?: string;
};

/** A short success message, with the one thing that follows from it at most. */
export type Notice = {
  readonly text: string;
  readonly link: { readonly text: string; readonly href: string; readonly key: string } | null;
};

/** Names of modules in `src/web/browser/`, without ending. */
export type BrowserScript = "list" | "run" | "suggestion" | "keep" | "filter";

/** What every page has around its content. */
export type Frame = {
  readonly title: string;
  readonly section: "home" | "products" | "queue" | "bank" | "insight" | "audit" | "account" | null;
  readonly crumbs: readonly Crumb[];
  readonly problems: readonly Problem[];
  /** A short success message; made of the record or a fixed sentence, never of the address. */
  readonly notice: Notice | null;
  /** Uses the whole window: for pages with the description beside. */
  readonly wide: boolean;
  /** Modules of `src/web/browser/` that the page runs besides the one on every page. */
  readonly scripts: readonly BrowserScript[];
};

export const frame = (
  given: Pick<Frame, "title" | "section"> &
    Partial<Omit<Frame, "title" | "section" | "notice">> & {
      readonly notice?: Notice | string | null;
    },
): Frame => ({
  ...{ crumbs: [], problems: [], wide: false, scripts: [], ...given },
  notice:
    typeof given.notice === "string" ? { text: given.notice, link: null } : (given.notice ?? null),
});

export const problemAt = (problems: readonly Problem[], field: string): string | null =>
  problems.find((problem) => problem.field === field)?.text ?? null;

const maxTitleLength = 90;
/** Direction overrides and other invisible characters would reorder a browser's tab and history. */
const invisible = /[\p{Cc}\p{Cf}]/gu;

/** `Error: S-3, queue of Marlnote – hazid`. */
export function toPageTitle({ title, problems }: Pick<Frame, "title" | "problems">): string {
  const plain = title.replaceAll(invisible, "").trim();
  const short = plain.length > maxTitleLength ? `${plain.slice(0, maxTitleLength)}…` : plain;
  return `${problems.length > 0 ? "Error: " : ""}${short} – hazid`;
}
