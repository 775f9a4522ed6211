import { z } from "zod";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { refOfItem, splitItem, type ItemRef } from "../../domain/provenance/about.ts";
import { narrowTo, numbersOf } from "../../domain/provenance/item.ts";
import { audiences, type Provenance } from "../../domain/provenance/record.ts";
import { withhold } from "../../domain/provenance/withhold.ts";
import { AppError } from "../errors.ts";
import type { Tx } from "../ports.ts";
import { requireHazard, requireSuggestion } from "../require.ts";
import { look } from "../use-case.ts";
import { requireOpened } from "../view/withhold.ts";
import { gatherHazard, gatherSuggestion } from "./gather.ts";

const number = z.int().min(1);
const $input = z.strictObject({
  /** `S-17`, `H-3`, `H-3/cause-2`, each with its product before it where it needs one, or an id. */
  ref: z.string(),
  product: z.string().optional(),
  /** Only this cause, or this control, of the hazard named. */
  cause: number.optional(),
  control: number.optional(),
  /** Who reads it. The outside, unless somebody says that it stays in the organisation. */
  audience: z.enum(audiences).default("outside"),
});

/** How a suggestion, a hazard, or one cause or control of it came about, and who decided. */
export const showProvenance = look({
  summary: "Showing provenance",
  right: "look",
  $input,
  async run(scope, input): Promise<Provenance> {
    const { tx } = scope;
    const { base, item } = readRef(input);
    const hazard = await findHazard(tx, base, input.product);
    if (hazard !== null) {
      const whole = await gatherHazard(tx, hazard);
      return withhold(item === null ? whole : requireItem(whole, item), input.audience);
    }
    const suggestion = await requireSuggestion(tx, base, input.product);
    if (item !== null) {
      throw new AppError(
        "invalid-input",
        `${suggestion.ref} is a suggestion: causes and controls are told of a hazard of the log, such as H-3/cause-2.`,
      );
    }
    await requireOpened(scope, suggestion);
    return withhold(await gatherSuggestion(tx, suggestion), input.audience);
  },
});

function readRef({ ref, cause, control }: z.infer<typeof $input>) {
  const { base, item } = splitItem(ref);
  const asked: ItemRef[] = item === null ? [] : [item];
  if (cause !== undefined) asked.push({ kind: "cause", number: cause });
  if (control !== undefined) asked.push({ kind: "control", number: control });
  const [only, second] = asked;
  if (second !== undefined) {
    throw new AppError(
      "invalid-input",
      "Expected one cause or one control: name it once, as in H-3/cause-2.",
    );
  }
  return { base, item: only ?? null };
}

function requireItem(whole: Provenance, item: ItemRef): Provenance {
  const found = narrowTo(whole, item);
  if (found !== null) return found;
  const [hazard] = whole.hazards;
  const had = numbersOf(hazard?.versions ?? [], item.kind);
  const list = had.length === 0 ? `no ${item.kind}` : `${item.kind}s ${had.join(", ")}`;
  throw new AppError(
    "not-found",
    `There is no ${refOfItem(whole.about.ref, item)}, and never was: ${whole.about.ref} has had ${list}.`,
  );
}

/** A hazard of that reference, or null: the reference may be a suggestion's. */
async function findHazard(
  tx: Tx,
  ref: string,
  product: string | undefined,
): Promise<Hazard | null> {
  try {
    return await requireHazard(tx, ref, product);
  } catch (error) {
    if (error instanceof AppError && error.code === "not-found") return null;
    throw error;
  }
}
