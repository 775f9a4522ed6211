import type { ShownHazard } from "../../../app/hazard/show.ts";
import type { CallOptions } from "../../../app/dispatch.ts";
import type { Call } from "../../../app/use-cases.ts";
import type { Form } from "../../form.ts";
import type { Problem } from "../../presenters/frame.ts";

/** What every decision about a hazard says: which one, what was seen, and to whom it was shown. */
export type About = {
  readonly hazard: string;
  readonly product: string;
  readonly seen: string | undefined;
  readonly as: string | undefined;
};

/** One button of the hazard page. */
export type HazardAct = {
  /** Said once it is recorded. */
  readonly notice: string;
  /** Where a refusal that has no field of its own is said; null when there is no field. */
  readonly field: string | null | ((form: Form) => string | null);
  /** What can be mended at a field before anything is sent on. */
  check(form: Form, shown: ShownHazard): readonly Problem[];
  act(call: Call, about: About, form: Form, options: CallOptions): Promise<unknown>;
};

export const fieldOf = ({ field }: HazardAct, form: Form): string | null =>
  typeof field === "function" ? field(form) : field;

const isNumber = (text: string): boolean => /^[1-9]\d{0,3}$/u.test(text);

/** What a choice among the numbers of a hazard still needs. */
export const missingNumber = (form: Form, field: string, text: string): Problem[] =>
  isNumber(form.text(field)) ? [] : [{ field, text }];

export const missingText = (form: Form, field: string, text: string): Problem[] =>
  form.text(field).trim() === "" ? [{ field, text }] : [];
