import type { ComparedBaselines } from "../../../app/baseline/compare.ts";
import type { ShownBaseline } from "../../../app/baseline/show.ts";
import { sayPerson } from "../account.ts";
import { baselineAt, baselineFileAt, compareBaselinesAt } from "../addresses.ts";
import { presentMatrix, type MatrixPicture } from "../hazard/matrix.ts";
import { sayTime } from "../words.ts";
import { presentBaselineChanges, type ChangesBlock } from "./changes.ts";
import { presentConditions, type ConditionItem } from "./conditions.ts";
import { presentHazardLines, type HazardLines } from "./hazards.ts";
import { sayApproval } from "./list.ts";

export type BaselinePage = {
  readonly title: string;
  readonly productName: string;
  readonly approval: string;
  readonly meaning: string;
  readonly reason: string;
  /** SHA-256 of the bytes that were approved, and of those that stand there now. */
  readonly hash: string;
  readonly now: string;
  readonly isWhole: boolean;
  /** Who took what out of it since, and why. */
  readonly tombstones: readonly { readonly sentence: string; readonly reason: string }[];
  readonly file: string;
  readonly conditions: readonly ConditionItem[];
  readonly hazards: HazardLines;
  readonly scheme: MatrixPicture | null;
  readonly since: {
    readonly number: number;
    readonly href: string;
    /** What changed alone, on a page of its own. */
    readonly compare: string;
    readonly changes: ChangesBlock;
  } | null;
};
export type ComparePage = {
  readonly productName: string;
  readonly from: { readonly title: string; readonly href: string; readonly sentence: string };
  readonly to: { readonly title: string; readonly href: string; readonly sentence: string };
  readonly changes: ChangesBlock;
};

const placeWords: Readonly<Record<string, string>> = {
  "baseline.content": "the log itself",
  "baseline.reason": "the reason given for its approval",
};

export function presentBaseline(shown: ShownBaseline): BaselinePage {
  const { product, baseline, content, sha256, tombstones, changes } = shown;
  const { slug } = product;
  const { previous, scheme } = content;
  return {
    title: `Baseline ${baseline.number}`,
    productName: content.product.name,
    approval: sayApproval(baseline),
    meaning: baseline.meaning,
    reason: baseline.reason,
    hash: baseline.hash,
    now: sha256,
    isWhole: sha256 === baseline.hash,
    tombstones: tombstones.map(({ place, by, at, reason }) => ({
      sentence: `Text was taken out of ${placeWords[place] ?? place} by ${sayPerson(by)}, ${sayTime(at)}`,
      reason,
    })),
    file: baselineFileAt(slug, baseline.number),
    conditions: presentConditions(slug, content.conditions),
    hazards: presentHazardLines(slug, content.hazards),
    scheme: scheme === null ? null : presentMatrix(scheme),
    since:
      previous === null || changes === null
        ? null
        : {
            number: previous.number,
            href: baselineAt(slug, previous.number),
            compare: compareBaselinesAt(slug, previous.number, baseline.number),
            changes: presentBaselineChanges(slug, changes),
          },
  };
}

export function presentCompare({ product, from, to, changes }: ComparedBaselines): ComparePage {
  const { slug, name } = product;
  const side = (line: ComparedBaselines["from"]) => ({
    title: `Baseline ${line.number}`,
    href: baselineAt(slug, line.number),
    sentence: sayApproval(line),
  });
  return {
    productName: name,
    from: side(from),
    to: side(to),
    changes: presentBaselineChanges(slug, changes),
  };
}
