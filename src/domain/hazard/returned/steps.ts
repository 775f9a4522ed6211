import { z } from "zod";
import { diff } from "../../diff/diff.ts";
import { controlOwners } from "../../bank/entry.ts";
import { $ActionEdits, editActions } from "../action-edits.ts";
import { addAction, confirmControls, finishAction, linkControl, setStatus } from "../changes.ts";
import type { HazardContent, HazardVerb } from "../content.ts";
import { editHazard, $HazardEdits, isRefused, type Refused } from "../edits.ts";
import {
  actionEdits,
  isAddition,
  isChange,
  linksOf,
  newAction,
  valuesOf,
  wordEdits,
  type Taken,
} from "./edits-of.ts";
import type { ProposedChange } from "./proposal.ts";

type Make = (content: HazardContent) => HazardContent | Refused;
/** One decision about the hazard, made of one or more proposals. */
export type Step = {
  readonly verb: Exclude<HazardVerb, "add" | "withdraw" | "consider">;
  readonly make: Make;
  /** Numbers of the proposals that it takes. */
  readonly proposals: readonly number[];
};

const text = z.string().trim().min(1, { error: "expected some text" });
const $NewAction = z.strictObject({
  summary: text.max(1_000),
  owner: text.max(200),
  party: z.enum(controlOwners),
  due: z.iso.date().nullable(),
});

const refuse = (error: z.ZodError): Refused => ({
  refused: `What was proposed does not hold: ${error.issues
    .map(({ path, message }) => `${path.join(" ")}: ${message}`)
    .join("; ")}. Write it by hand, then leave the proposal.`,
});

/** One make after another, as far as nothing is refused. */
const allOf =
  (makes: readonly Make[]): Make =>
  (content) =>
    makes.reduce<HazardContent | Refused>(
      (made, make) => (isRefused(made) ? made : make(made)),
      content,
    );

function editStep(taken: readonly Taken[]): Make {
  const edits = $HazardEdits.safeParse(wordEdits(taken));
  const actions = $ActionEdits.safeParse(actionEdits(taken));
  if (!edits.success) return () => refuse(edits.error);
  if (!actions.success) return () => refuse(actions.error);
  return allOf([
    (content) => editHazard(content, edits.data),
    (content) => editActions(content, actions.data),
  ]);
}

/** Every link in one decision: only the control that is left without a cause is refused. */
const linkStep =
  (changes: readonly ProposedChange[], which: "added" | "removed", at: HazardContent): Make =>
  (content) =>
    allOf(
      changes.flatMap((change) =>
        linksOf(at, change)[which].map(
          (cause): Make =>
            (made) =>
              linkControl(made, change.number, cause, which === "added"),
        ),
      ),
    )(content);

function statusStep({ returned }: ProposedChange, standard: "dcb0129" | "dcb0160"): Make {
  const status = z.enum(["open", "transferred", "closed"]).safeParse(returned);
  return (content) =>
    status.success
      ? setStatus(content, status.data, standard)
      : {
          refused:
            "A hazard is withdrawn by an act of its own, with a reason: leave this proposal.",
        };
}

function addStep(one: Taken): Make {
  if (!isAddition(one.content)) return (content) => content;
  const action = $NewAction.safeParse(newAction(valuesOf(one.content, one.given)));
  return (content) => (action.success ? addAction(content, action.data) : refuse(action.error));
}

/** The decisions that taking these proposals of one hazard comes to, in the order in which they hold. */
function planned(
  taken: readonly Taken[],
  content: HazardContent,
  standard: "dcb0129" | "dcb0160",
): Step[] {
  const changes = (field: string, value?: string) =>
    taken.filter(
      ({ content: said }) =>
        isChange(said) && said.field === field && (value === undefined || said.returned === value),
    );
  const changesIn = (some: readonly Taken[]) => some.map((one) => one.content).filter(isChange);
  const numbers = (some: readonly Taken[]) => some.map(({ number }) => number);
  const newActions = taken.filter(({ content: said }) => isAddition(said) && said.of === "action");
  const statuses = changes("status");
  const own = new Set([
    ...["status", "state", "actsOn", "done"].flatMap((field) => changes(field)),
    ...newActions,
  ]);
  const words = taken.filter((one) => !own.has(one));
  const links = changes("actsOn");
  const step = (verb: Step["verb"], some: readonly Taken[], make: () => Make): Step[] =>
    some.length === 0 ? [] : [{ verb, proposals: numbers(some), make: make() }];
  const states = (["proposed", "existing"] as const).flatMap((state) => {
    const some = changes("state", state);
    const controls = changesIn(some).map(({ number }) => number);
    return step("confirm", some, () => (made) => confirmControls(made, controls, state));
  });
  const status = (some: readonly Taken[]): Step[] =>
    some.flatMap((one) =>
      changesIn([one]).flatMap((said) => step("status", [one], () => statusStep(said, standard))),
    );
  const opens = statuses.filter(({ content: said }) => isChange(said) && said.returned === "open");
  return [
    ...status(opens),
    ...step("edit", words, () => editStep(words)),
    ...step("link", links, () => linkStep(changesIn(links), "added", content)),
    ...step("unlink", links, () => linkStep(changesIn(links), "removed", content)),
    ...states,
    ...newActions.flatMap((one) => step("add-action", [one], () => addStep(one))),
    ...changes("done").flatMap((one) =>
      changesIn([one]).flatMap((said) =>
        step(
          "finish-action",
          [one],
          () => (made) => finishAction(made, said.number, said.returned === "yes"),
        ),
      ),
    ),
    ...status(statuses.filter((one) => !opens.includes(one))),
  ];
}

/** Steps that change something; a proposal that another step has made true already goes with the last one. */
export function stepsOf(
  taken: readonly Taken[],
  content: HazardContent,
  standard: "dcb0129" | "dcb0160",
): readonly Step[] | Refused {
  const steps: (Step & { proposals: number[] })[] = [];
  let standing = content;
  let idle: number[] = [];
  for (const { verb, make, proposals } of planned(taken, content, standard)) {
    const made = make(standing);
    if (isRefused(made)) return made;
    const known = steps.flatMap((step) => step.proposals);
    const fresh = proposals.filter((number) => !known.includes(number));
    if (diff(standing, made).length === 0) {
      idle = [...idle, ...fresh];
      continue;
    }
    steps.push({ verb, make, proposals: fresh });
    standing = made;
  }
  const known = steps.flatMap((step) => step.proposals);
  steps.at(-1)?.proposals.push(...new Set(idle.filter((number) => !known.includes(number))));
  return steps;
}
