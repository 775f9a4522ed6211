import { z } from "zod";
import { acceptances, type Assessment } from "../../domain/evaluation/assessment.ts";
import type { AssessList, CaseLists } from "../../domain/evaluation/open-assessments.ts";
import type { Assessing } from "./assessing.ts";
import { throwPlaces, type Place } from "./places.ts";

const $filled = z.string().trim().min(1, { error: "expected a text, found nothing" });
const $ListAnswers = z.strictObject({
  list: z.string(),
  /** The key of each candidate by its name on the sheet, such as A3. */
  candidates: z.record(z.string(), z.string()),
  /** Names of those that are asked for; said for whoever answers. */
  open: z.array(z.string()),
  answers: z.array(
    z.strictObject({
      candidate: z.string(),
      accept: z.enum(acceptances),
      /** Name of an earlier candidate of the list. */
      sameAs: z.string().nullable(),
      invented: z.array($filled),
      why: $filled,
    }),
  ),
  left: z.array(z.string()),
});

/** Answers to a sheet of lists, as they come back. */
export const $AssessmentAnswers = z.strictObject({
  format: z.literal("hazid-assessment-answers-1"),
  judge: z.string(),
  cases: z.array(
    z.strictObject({ case: z.string(), description: z.string(), lists: z.array($ListAnswers) }),
  ),
});
export type AssessmentAnswers = z.infer<typeof $AssessmentAnswers>;
type ListAnswers = z.infer<typeof $ListAnswers>;
type Wrong = (where: string, what: string) => void;

const keysOf = ({ candidates }: AssessList): Record<string, string> =>
  Object.fromEntries(candidates.map(({ id, key }) => [id, key]));

/** The form in which a sheet of lists is answered: nothing is answered yet. */
export const toAssessmentTemplate = (assessing: Assessing): AssessmentAnswers => ({
  format: "hazid-assessment-answers-1",
  judge: assessing.judge.judge,
  cases: assessing.open().map(({ case: name, description, lists }) => ({
    case: name,
    description,
    lists: lists.map((list) => ({
      list: list.letter,
      candidates: keysOf(list),
      open: list.candidates.filter(({ open }) => open).map(({ id }) => id),
      answers: [],
      left: [],
    })),
  })),
});

/**
 * Keeps the assessments of a sheet that was answered; returns how many candidates were assessed.
 * Throws AppError `invalid-input` with every place that does not hold, and keeps nothing then.
 */
export async function takeAssessments(
  assessing: Assessing,
  answers: AssessmentAnswers,
): Promise<{ decided: number; left: number }> {
  const places: Place[] = [];
  const wrong: Wrong = (where, what) => void places.push({ where, what });
  const open = assessing.open();
  if (answers.judge !== assessing.judge.judge) {
    wrong("judge", `expected ${assessing.judge.judge}, found ${answers.judge}`);
  }
  const seen = new Set<AssessList>();
  const taken: { lists: CaseLists; said: Assessment[] }[] = [];
  answers.cases.forEach((one, c) => {
    const lists = open.find((found) => found.case === one.case);
    if (lists === undefined) {
      wrong(`cases.${c}.case`, `nothing is open in a case ${one.case}`);
      return;
    }
    if (lists.description !== one.description) {
      wrong(`cases.${c}.description`, "the description is another in this result");
    }
    one.lists.forEach((answered, l) => {
      const where = `cases.${c}.lists.${l}`;
      const list = lists.lists.find(({ letter }) => letter === answered.list);
      if (list === undefined) wrong(`${where}.list`, `nothing is open in a list ${answered.list}`);
      else if (seen.has(list)) wrong(`${where}.list`, `list ${answered.list} is answered twice`);
      else {
        seen.add(list);
        taken.push({ lists, said: toSaid(lists, list, answered, where, wrong) });
      }
    });
  });
  for (const { case: name, lists } of open) {
    for (const list of lists) {
      if (!seen.has(list)) wrong("cases", `nothing is said of list ${list.letter} of case ${name}`);
    }
  }
  throwPlaces(places);
  for (const { lists, said } of taken) await assessing.assess(lists, said);
  return {
    decided: taken.reduce((sum, { said }) => sum + said.length, 0),
    left: answers.cases.flatMap(({ lists }) => lists.flatMap(({ left }) => left)).length,
  };
}

function toSaid(
  { description }: CaseLists,
  list: AssessList,
  answered: ListAnswers,
  where: string,
  wrong: Wrong,
): Assessment[] {
  const byId = new Map(
    list.candidates.map((candidate, place) => [candidate.id, { candidate, place }]),
  );
  for (const [id, key] of Object.entries(answered.candidates)) {
    if (byId.get(id)?.candidate.key === key) continue;
    const what = "not the candidate of this name in this result: was it another result’s sheet?";
    wrong(`${where}.candidates.${id}`, what);
  }
  const named = new Set<string>();
  const name = (id: string, at: string): void => {
    const found = byId.get(id);
    if (found === undefined) wrong(at, `there is no candidate ${id} in list ${list.letter}`);
    else if (!found.candidate.open) wrong(at, `${id} was assessed already, and is not asked again`);
    else if (named.has(id)) wrong(at, `${id} is named twice`);
    named.add(id);
  };
  const said = answered.answers.map(({ candidate: id, sameAs, ...rest }, a) => {
    const at = `${where}.answers.${a}`;
    name(id, `${at}.candidate`);
    const earlier = sameAs === null ? undefined : byId.get(sameAs);
    if (sameAs !== null && (earlier === undefined || earlier.place >= (byId.get(id)?.place ?? 0))) {
      wrong(`${at}.sameAs`, `expected a candidate before ${id} in its list, found ${sameAs}`);
    }
    return {
      ...rest,
      candidate: byId.get(id)?.candidate.key ?? "",
      description,
      sameAs: earlier?.candidate.key ?? null,
    };
  });
  answered.left.forEach((id, i) => {
    name(id, `${where}.left.${i}`);
  });
  const forgotten = list.candidates.filter(({ id, open }) => open && !named.has(id));
  if (forgotten.length > 0) {
    const ids = forgotten.map(({ id }) => id).join(", ");
    wrong(where, `neither answered nor left: ${ids}. Answer them, or name them under left`);
  }
  return said;
}
