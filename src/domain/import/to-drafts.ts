import type { Candidate } from "../candidate/candidate.ts";
import type { Draft } from "../candidate/draft.ts";
import { importedCell, importedDrafter } from "../candidate/imported.ts";
import type { ImportedHazard, ImportItem, ReadLog } from "./read-log.ts";

/** It was not found by reading the description: nothing says how much it is about this product. */
const noRelevance = { fit: 0, near: 0, general: false, aspects: [] };

/** What stands where a log is silent, and the sentence that says so. */
const silent = {
  condition: {
    value: "fault",
    says: "The log does not say whether this arises in normal or in fault conditions: it is put under fault.",
  },
  kind: {
    value: "software",
    says: "The log does not say of what kind each cause is: what it leaves open is put under software.",
  },
  type: {
    value: "design",
    says: "The log does not say of what type each control is: what it leaves open is put under design.",
  },
  owner: {
    value: "maker",
    says: "The log does not say whose each control is: what it leaves open is put under the maker.",
  },
} as const;

const assumedOf = ({ condition, causes, controls }: ImportedHazard): string[] => [
  ...(condition === null ? [silent.condition.says] : []),
  ...(causes.some(({ kind }) => kind === null) ? [silent.kind.says] : []),
  ...(controls.some(({ type }) => type === null) ? [silent.type.says] : []),
  ...(controls.some(({ owner }) => owner === null) ? [silent.owner.says] : []),
];

function toCandidate(
  { kind, file, sha256, head, of }: ReadLog["source"],
  { ref, content, quote, actions }: ImportItem,
): Candidate {
  const { title, hazard, effect, harm, exposed, condition, causes, controls, lens } = content;
  const every = causes.map((_cause, i) => i + 1);
  return {
    ...{ title, hazard, effect, harm, exposed },
    causes: causes.map((cause) => ({ text: cause.text, kind: cause.kind ?? silent.kind.value })),
    controls: controls.map((control) => ({
      text: control.text,
      type: control.type ?? silent.type.value,
      owner: control.owner ?? silent.owner.value,
      // That it is there is for a person to confirm, whatever the log says of it.
      basis: "proposed",
      span: null,
      actsOn: control.actsOn.length === 0 ? every : control.actsOn,
      worksIf: control.worksIf,
    })),
    cell: importedCell,
    function: "",
    lens: lens ?? "receiving-organisation",
    condition: condition ?? silent.condition.value,
    assumptions: assumedOf(content),
    untailored: false,
    evidence: {
      product: [],
      bank: [],
      imported: {
        ...{ kind, file, sha256, of, ref, quote },
        ...(head === undefined ? {} : { head }),
        ...(actions === undefined ? {} : { actions }),
      },
    },
    drafter: { ...importedDrafter },
    clinicallyReviewed: "none was used",
  };
}

/** Where in its log a draft was taken from; two rows may have one number. */
export const originOf = ({ source, items }: ReadLog, place: number): Draft["origin"] => {
  const ref = items[place]?.ref ?? "";
  const same = items.slice(0, place).filter((one) => one.ref === ref).length;
  return { cell: importedCell, entry: `${source.kind} ${ref}${same === 0 ? "" : ` #${same + 1}`}` };
};

/** A draft of each hazard that was read, in the order of the file. */
export const toDrafts = (read: ReadLog): Draft[] =>
  read.items.map((item, i) => ({
    origin: originOf(read, i),
    relevance: noRelevance,
    sameRowAs: [],
    content: toCandidate(read.source, item),
  }));
