import { sayProposal, type ProposalContent } from "./proposal.ts";

type File = { readonly number: number; readonly fileName: string; readonly fileHash: string };
type Cell = { readonly number: number; readonly content: ProposalContent };

/** Where a decision's words came from: `Returned workbook 2, “log.xlsx” (SHA-256 …): Controls!F12, control K2, text.` */
export const sayReturned = (file: File, proposals: readonly Cell[]): string =>
  `Returned workbook ${file.number}, “${file.fileName}” (SHA-256 ${file.fileHash}): ${proposals
    .map(({ content }) => `${content.cells.join(", ")}, ${sayProposal(content)}`)
    .join("; ")}.`;
