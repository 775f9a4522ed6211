import type * as Docx from "docx";
import type { Block, LogDocument } from "../../domain/hazard/document/blocks.ts";

/** XML 1.0 §2.2 has no place for them; a document is only read, and never read back. */
const unspeakable = /[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]|\p{Surrogate}/gu;
const readable = (text: string): string =>
  text.replaceAll(/\r\n?/gu, "\n").replaceAll(unspeakable, "\ufffd");

const indentTwips = 480;
const a4 = { width: 11_906, height: 16_838 } as const;

const run = (docx: typeof Docx, options: Docx.IRunOptions): Docx.TextRun =>
  new docx.TextRun(options);

/** Lines of a text, with breaks between them. */
const runs = (docx: typeof Docx, label: string, text: string): Docx.TextRun[] => [
  ...(label === "" ? [] : [run(docx, { text: `${readable(label)}: `, bold: true })]),
  ...readable(text)
    .split("\n")
    .map((line, i) => new docx.TextRun(i === 0 ? { text: line } : { text: line, break: 1 })),
];

function toTable(docx: typeof Docx, { header, rows }: Extract<Block, { kind: "table" }>) {
  const cell = (text: string, bold: boolean): Docx.TableCell =>
    new docx.TableCell({
      margins: { top: 60, bottom: 60, left: 100, right: 100 },
      children: [new docx.Paragraph({ children: [run(docx, { text: readable(text), bold })] })],
    });
  return new docx.Table({
    width: { size: 100, type: docx.WidthType.PERCENTAGE },
    rows: [
      new docx.TableRow({ tableHeader: true, children: header.map((text) => cell(text, true)) }),
      ...rows.map(
        (row) =>
          new docx.TableRow({
            cantSplit: true,
            children: row.map((text, i) => cell(text, i === 0)),
          }),
      ),
    ],
  });
}

function toChildren(docx: typeof Docx, block: Block): (Docx.Paragraph | Docx.Table)[] {
  switch (block.kind) {
    case "heading": {
      const levels = { 1: "HEADING_1", 2: "HEADING_2", 3: "HEADING_3" } as const;
      return [
        new docx.Paragraph({
          heading: docx.HeadingLevel[levels[block.level]],
          keepNext: true,
          children: runs(docx, "", block.text),
        }),
      ];
    }
    case "text":
      return [
        new docx.Paragraph({
          spacing: { after: 80 },
          children: runs(docx, block.label, block.text),
        }),
      ];
    case "item":
      return [
        new docx.Paragraph({
          spacing: { after: 60 },
          indent: { left: indentTwips * (block.depth + 1), hanging: indentTwips / 2 },
          children: runs(docx, block.label, block.text),
        }),
      ];
    case "table":
      return [toTable(docx, block), new docx.Paragraph({ children: [] })];
  }
}

/** Writes a document for reading, and gives its bytes. */
export async function writeDocument(document: LogDocument): Promise<Uint8Array> {
  const docx = await import("docx");
  const { title, footer, blocks } = document;
  const made = new docx.Document({
    title: readable(title),
    creator: "hazid",
    styles: { default: { document: { run: { font: "Arial", size: 21 } } } },
    sections: [
      {
        properties: { page: { size: a4 } },
        footers: {
          default: new docx.Footer({
            children: [
              new docx.Paragraph({
                children: [
                  new docx.TextRun({ text: `${readable(footer)}, page ` }),
                  new docx.TextRun({ children: [docx.PageNumber.CURRENT] }),
                ],
              }),
            ],
          }),
        },
        children: [
          new docx.Paragraph({
            heading: docx.HeadingLevel.TITLE,
            children: runs(docx, "", title),
          }),
          ...blocks.flatMap((block) => toChildren(docx, block)),
        ],
      },
    ],
  });
  return docx.Packer.toBuffer(made);
}
