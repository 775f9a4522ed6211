import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AppError } from "../../../app/errors.ts";
import type { ShownHazard } from "../../../app/hazard/show.ts";
import { requireSeen } from "../../../app/seen.ts";
import { fieldWithPatientData, presentRefusal } from "../../errors.ts";
import type { Form } from "../../form.ts";
import type { Problem } from "../../presenters/frame.ts";
import { presentSince } from "../../presenters/hazard/since.ts";

type Refusal = { readonly status: ContentfulStatusCode; readonly problem: Problem };

/** A refusal at the field to mend; who was faster is named, and what they changed stands on the page. */
export function presentHazardRefusal(
  refused: AppError,
  shown: ShownHazard,
  form: Form,
  field: string | null,
): Refusal {
  const error = refused.code === "invalid-input" ? (unseenIn(form, shown) ?? refused) : refused;
  const { status, sentence } = presentRefusal(error);
  const since = presentSince(shown, form.text("seen"));
  if (error.code === "seen-stale" && since !== null) {
    const text = `${since.sentence}: read it as it stands now, then send again. Nothing was recorded`;
    return { status, problem: { field: "since", text } };
  }
  return { status, problem: { field: fieldOf(error, form, field), text: sentence } };
}

function fieldOf({ code }: AppError, form: Form, field: string | null): string | null {
  if (code === "no-person") return "name";
  if (code === "patient-identifier") return fieldWithPatientData(form);
  return code === "invalid-input" ? field : null;
}

/** That the hazard is not what was shown comes before anything else that is to be mended. */
function unseenIn(form: Form, { hazard }: ShownHazard): AppError | null {
  try {
    requireSeen(hazard.ref, hazard.hash, form.text("seen"));
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
