import type { ShownProposal, ShownWorkbook } from "../../../app/workbook/show.ts";
import type { Account } from "../../../domain/actor/actor.ts";
import type { Hazard } from "../../../domain/hazard/hazard.ts";
import { hazardAddAt, hazardAt, workbookAt, workbooksAt } from "../addresses.ts";
import { problemAt, type Problem } from "../frame.ts";
import { nothingTyped, type Typed } from "../typed.ts";
import { sayStates, sayTakenBack } from "./list.ts";
import { presentProposal, type ProposalItem } from "./proposal.ts";

/** Proposals of one hazard, which one form decides about; a new hazard is one by itself. */
type Group = {
  /** `H-3`, or `new-7`: the form's own name. */
  readonly id: string;
  readonly title: string;
  readonly href: string | null;
  /** Hash of the hazard as it stands here; empty for a new one. */
  readonly seen: string;
  readonly isWithdrawn: boolean;
  readonly open: readonly ProposalItem[];
  /** Left before; they may still be taken. */
  readonly left: readonly ProposalItem[];
  readonly opensLeft: boolean;
  readonly taken: readonly ProposalItem[];
  readonly reason: { readonly value: string; readonly problem: string | null };
};
type Link = { readonly text: string; readonly href: string };
export type WorkbookPage = {
  readonly title: string;
  readonly productName: string;
  readonly fileName: string;
  readonly hash: string;
  readonly sentence: string;
  readonly states: string;
  readonly address: string;
  readonly workbooks: string;
  readonly byHand: string;
  readonly key: string;
  readonly isNamed: boolean;
  readonly groups: readonly Group[];
  /** `Hazards 21 to 40 of 64`; empty where all are shown. */
  readonly shown: string;
  readonly before: Link | null;
  readonly after: Link | null;
  readonly cells: readonly {
    readonly cell: string;
    readonly found: string;
    readonly why: string;
  }[];
  readonly missing: readonly string[];
};
/** What a person sent that was refused, in the form of one group. */
export type Sent = { readonly group: string; readonly typed: Typed };

const groupsPerPage = 20;

const groupOf = ({ number, hazard, content }: ShownProposal): string =>
  hazard === null ? `new-${number}` : (content.hazard ?? hazard);

/** Groups with something open come first. */
function gather(proposals: readonly ShownProposal[]): [string, ShownProposal[]][] {
  const groups = new Map<string, ShownProposal[]>();
  for (const one of proposals) {
    const id = groupOf(one);
    groups.set(id, [...(groups.get(id) ?? []), one]);
  }
  const isOpen = (of: readonly ShownProposal[]): boolean =>
    of.some(({ state }) => state === "open");
  return [...groups].sort(([, a], [, b]) => Number(isOpen(b)) - Number(isOpen(a)));
}

export function presentWorkbook(
  { product, workbook, proposals, hazards, unread }: ShownWorkbook,
  {
    person,
    key,
    page,
    sent,
    problems,
  }: {
    readonly person: Account | null;
    readonly key: string;
    readonly page: number;
    readonly sent: Sent | null;
    readonly problems: readonly Problem[];
  },
): WorkbookPage {
  const { slug } = product;
  const all = gather(proposals);
  const pages = Math.max(1, Math.ceil(all.length / groupsPerPage));
  const at = Math.min(page, pages);
  const first = (at - 1) * groupsPerPage;
  const here = all.slice(first, first + groupsPerPage);
  const standing = new Map(hazards.map((hazard) => [hazard.id, hazard]));
  const pageAt = (number: number): string => workbookAt(slug, workbook.number, number);
  return {
    title: `Workbook ${workbook.number}`,
    productName: product.name,
    fileName: workbook.fileName,
    hash: workbook.fileHash,
    sentence: sayTakenBack(workbook),
    states: sayStates(workbook),
    address: pageAt(at),
    workbooks: workbooksAt(slug),
    byHand: hazardAddAt(slug),
    key,
    isNamed: person !== null,
    groups: here.map(([id, of]) => {
      const typed = sent?.group === id ? sent.typed : nothingTyped;
      const hazard = standing.get(of[0]?.hazard ?? "") ?? null;
      return presentGroup(slug, { id, of, hazard, typed, problems });
    }),
    shown: pages === 1 ? "" : `Hazards ${first + 1} to ${first + here.length} of ${all.length}`,
    before: at > 1 ? { text: "Hazards before these", href: pageAt(at - 1) } : null,
    after: at < pages ? { text: "Further hazards", href: pageAt(at + 1) } : null,
    cells: unread.cells,
    missing: unread.missing,
  };
}

function presentGroup(
  slug: string,
  given: {
    readonly id: string;
    readonly of: readonly ShownProposal[];
    readonly hazard: Hazard | null;
    readonly typed: Typed;
    readonly problems: readonly Problem[];
  },
): Group {
  const { id, of, hazard, typed, problems } = given;
  const inState = (state: ShownProposal["state"]): ProposalItem[] =>
    of.filter((one) => one.state === state).map((one) => presentProposal(one, typed, problems));
  const field = `reason-${id}`;
  const left = inState("left");
  return {
    id,
    title:
      hazard === null
        ? `A new hazard (proposal ${of[0]?.number ?? ""})`
        : `${hazard.ref} · ${hazard.name}`,
    href: hazard === null ? null : hazardAt(slug, hazard.ref),
    seen: hazard?.hash ?? "",
    isWithdrawn: hazard?.status === "withdrawn",
    open: inState("open"),
    left,
    opensLeft: left.some(({ ticked }) => ticked),
    taken: inState("taken"),
    reason: { value: typed.text(field), problem: problemAt(problems, field) },
  };
}
