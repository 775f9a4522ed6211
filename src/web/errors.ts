import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { AppError, ErrorCode } from "../app/errors.ts";
import { findPatientIdentifiers } from "../domain/text/patient-identifiers.ts";
import type { Form } from "./form.ts";

type ErrorPage = {
  readonly status: ContentfulStatusCode;
  readonly heading: string;
  /** Said instead of the refusal's own sentence, where that speaks of commands. */
  readonly sentence?: string;
};

/** Every refusal as a page: its status (RFC 9110 §15, RFC 6585 §3) and its heading. */
const errorPages = {
  "invalid-input": { status: 400, heading: "That could not be taken" },
  "patient-identifier": { status: 422, heading: "There is patient data in the text" },
  "not-signed-in": {
    status: 401,
    heading: "You are not signed in",
    sentence:
      "Your session has ended, or was ended. Nothing was recorded: sign in, open the page again, and do it there.",
  },
  "too-many-attempts": { status: 429, heading: "Too many attempts" },
  "no-person": {
    status: 403,
    heading: "Nobody is named yet",
    sentence: "A decision belongs to a person: name yourself, then decide. Nothing was recorded.",
  },
  forbidden: {
    status: 403,
    heading: "Your role may not do this",
    sentence:
      "The role in which you act does not have the right to do this: ask a Clinical Safety Officer. How to act in another role stands on the page “Who is deciding”. Nothing was recorded.",
  },
  "not-found": { status: 404, heading: "Page not found" },
  ambiguous: { status: 400, heading: "More than one thing has that name" },
  "seen-required": {
    status: 428,
    heading: "A decision needs what was seen",
    sentence:
      "A decision says what was seen, and this one did not. Read what is shown now, then decide. Nothing was recorded.",
  },
  "seen-stale": {
    status: 412,
    heading: "It has changed",
    sentence:
      "It is not what you were shown any more. Read it as it is shown now, then decide. Nothing was recorded.",
  },
  "view-first": { status: 409, heading: "Write your own view first" },
  conflict: { status: 409, heading: "Somebody was faster" },
  "key-reused": {
    status: 422,
    heading: "This form was sent already",
    sentence:
      "This form was sent before with other answers, and the first answers were kept. Read the page as it is now before you send it again.",
  },
  locked: { status: 503, heading: "The record is in use elsewhere" },
  "data-folder": { status: 503, heading: "The record cannot be opened" },
  "run-failed": {
    status: 502,
    heading: "The run did not finish",
    sentence:
      "Identifying hazards stopped before its end. What it had done is kept: open the product and resume the run.",
  },
  unavailable: { status: 503, heading: "Not available now" },
} as const satisfies Readonly<Record<ErrorCode, ErrorPage>>;

/** The page of a refusal: what a person reads. */
export function presentRefusal(error: AppError): Required<ErrorPage> {
  const { status, heading, sentence }: ErrorPage = errorPages[error.code];
  return { status, heading, sentence: sentence ?? error.message };
}

const shownInForm: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  "invalid-input",
  "patient-identifier",
  "no-person",
  "forbidden",
  "seen-required",
  "seen-stale",
  "view-first",
  "conflict",
  "key-reused",
]);

/** Whether a refused form is best shown again with what was typed, rather than an error page. */
export const isForForm = (error: AppError): boolean => shownInForm.has(error.code);

/** Ids and hashes that a form carries for itself: their digits may look like a patient's number. */
const carried = /[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu;

/** The field whose text was refused: the refusal itself does not repeat what it found. */
export const fieldWithPatientData = ({ typed }: Pick<Form, "typed">): string | null =>
  typed.find(({ text }) => findPatientIdentifiers(text.replaceAll(carried, " ")).length > 0)
    ?.name ?? null;
