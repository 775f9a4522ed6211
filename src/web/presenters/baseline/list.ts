import type { ListedBaselines } from "../../../app/baseline/list.ts";
import type { BaselineLine } from "../../../app/records.ts";
import { sayPerson } from "../account.ts";
import { baselineAt, compareBaselinesAt, logAt, prepareBaselineAt } from "../addresses.ts";
import { createFields, type ChoiceField } from "../field.ts";
import { nothingTyped } from "../typed.ts";
import { sayTime } from "../words.ts";

export type BaselinesPage = {
  readonly productName: string;
  readonly prepare: string;
  readonly log: string;
  readonly baselines: readonly {
    readonly title: string;
    readonly href: string;
    readonly sentence: string;
    readonly reason: string;
    readonly hash: string;
  }[];
  /** Null where there are not two to compare. */
  readonly compare: {
    readonly address: string;
    readonly from: ChoiceField;
    readonly to: ChoiceField;
  } | null;
};

/** `Approved by Dr Okafor, Clinical Safety Officer (GMC 1234567), 2 March 2026 at …, for version 2 of the description`. */
export const sayApproval = ({ by, at, productVersion }: BaselineLine): string =>
  `Approved by ${sayPerson(by)}, ${sayTime(at)}, for version ${productVersion} of the description`;

export function presentBaselines({ product, baselines }: ListedBaselines): BaselinesPage {
  const { slug } = product;
  const numbers = baselines.map(({ number }) => ({
    value: String(number),
    label: `Baseline ${number}`,
    means: "",
  }));
  const fields = createFields(nothingTyped, []);
  const [last, before] = baselines;
  return {
    productName: product.name,
    prepare: prepareBaselineAt(slug),
    log: logAt(slug),
    baselines: baselines.map((line) => ({
      title: `Baseline ${line.number}`,
      href: baselineAt(slug, line.number),
      sentence: sayApproval(line),
      reason: line.reason,
      hash: line.hash,
    })),
    compare:
      last === undefined || before === undefined
        ? null
        : {
            address: compareBaselinesAt(slug),
            from: fields.choice("from", "Earlier", numbers, String(before.number)),
            to: fields.choice("to", "Later", numbers, String(last.number)),
          },
  };
}
