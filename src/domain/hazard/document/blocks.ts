/** A document for reading, without a word of how files are made. */
export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  /** A sentence or two, under a label where it has one. */
  | { readonly kind: "text"; readonly label: string; readonly text: string }
  | { readonly kind: "item"; readonly depth: 0 | 1; readonly label: string; readonly text: string }
  | {
      readonly kind: "table";
      readonly header: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };
export type LogDocument = {
  readonly title: string;
  /** At the foot of every page. */
  readonly footer: string;
  readonly blocks: readonly Block[];
};
