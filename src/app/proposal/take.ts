import { z } from "zod";
import { proposalDecisionHash } from "../../domain/audit/record-hash.ts";
import type { Hazard } from "../../domain/hazard/hazard.ts";
import { compareNow } from "../../domain/hazard/returned/compare-now.ts";
import { isScore, sayProposal } from "../../domain/hazard/returned/proposal.ts";
import { sayReturned } from "../../domain/hazard/returned/say.ts";
import { stepsOf } from "../../domain/hazard/returned/steps.ts";
import { toWritten } from "../../domain/hazard/returned/written.ts";
import type { Product } from "../../domain/product/product.ts";
import { AppError } from "../errors.ts";
import { requireNoPatientData } from "../free-text.ts";
import { decideToAdd } from "../hazard/add.ts";
import { contentOf, decideChange, requireChangeable } from "../hazard/change.ts";
import { holdProduct } from "../hazard/hold.ts";
import { personOf } from "../person.ts";
import type { KeptProposal, NewProposalDecision, WorkbookLine } from "../records.ts";
import { requireHazard, requireProduct } from "../require.ts";
import { requireSeen } from "../seen.ts";
import { write, type Scope } from "../use-case.ts";
import { requireProposals, requireWorkbook } from "../workbook/require.ts";

const maxAtOnce = 200;
const $input = z.strictObject({
  product: z.string(),
  workbook: z.int().min(1),
  /** Each with its hash as it was shown; never defaulted. */
  proposals: z
    .array(
      z.strictObject({
        number: z.int().min(1),
        seen: z.string().optional(),
        /** What the cells leave open of something new, by field. */
        given: z.record(z.string().max(40), z.string().trim().max(1_000)).default({}),
      }),
    )
    .min(1, { error: "expected at least one proposal: none is taken for you" })
    .max(maxAtOnce),
  /** Hash of the hazard as it was shown; a new hazard has none. */
  hazardSeen: z.string().optional(),
  /** Why. */
  text: z.string().trim().min(1).max(4_000).optional(),
  as: z.string().optional(),
});
type Input = z.output<typeof $input>;

export type TakenProposals = {
  readonly product: Product;
  readonly workbook: number;
  readonly proposals: readonly number[];
  readonly hazard: Hazard;
};

type Work = {
  readonly scope: Scope;
  readonly input: Input;
  readonly product: Product;
  readonly workbook: WorkbookLine;
  readonly taken: readonly KeptProposal[];
};

/**
 * A person takes proposals of one hazard, on what they were shown of both: decisions about the hazard like any
 * other, by the same rules, that say which cells of which file they came from. A score is never taken.
 */
export const takeProposals = write({
  summary: "Taking proposals of a workbook",
  right: "decide",
  needsPerson: true,
  $input,
  async run(scope, input): Promise<TakenProposals> {
    const { tx } = scope;
    const product = await requireProduct(tx, input.product);
    personOf(scope, input.as);
    await holdProduct(tx, product.id);
    requireNoPatientData("the reason", input.text);
    const { unread: _unread, ...workbook } = await requireWorkbook(tx, product, input.workbook);
    const numbers = input.proposals.map(({ number }) => number);
    const taken = await requireProposals(tx, workbook, numbers);
    if (taken.length < numbers.length) {
      throw new AppError("invalid-input", "A proposal is named twice: name each once.");
    }
    for (const one of taken) requireTakeable(one, input);
    const work = { scope, input, product, workbook, taken };
    const isNewHazard = taken.some(({ hazard }) => hazard === null);
    const hazard = isNewHazard ? await takeNewHazard(work) : await takeOfHazard(work);
    return { product, workbook: workbook.number, proposals: numbers, hazard };
  },
});

const refOf = ({ number }: KeptProposal): string => `proposal ${number}`;

function requireTakeable(one: KeptProposal, { proposals }: Input): void {
  const asked = proposals.find(({ number }) => number === one.number);
  requireSeen(refOf(one), one.hash, asked?.seen);
  requireNoPatientData(`what ${refOf(one)} leaves open`, asked?.given);
  if (one.state === "taken") {
    throw new AppError("conflict", `${refOf(one)} was taken already. Nothing was changed.`);
  }
  if (isScore(one.content)) {
    throw new AppError(
      "invalid-input",
      `${refOf(one)} (${one.cell}) is the ${sayProposal(one.content)}, and a person scores: score the hazard, then leave the proposal. Nothing was changed.`,
    );
  }
}

async function takeNewHazard(work: Work): Promise<Hazard> {
  const { scope, input, product, taken } = work;
  const [one, second] = taken;
  if (one === undefined || second !== undefined || one.content.kind !== "addition") {
    throw new AppError(
      "invalid-input",
      "A new hazard is taken by itself: take it first, then the others. Nothing was changed.",
    );
  }
  const made = toWritten(one.content, input.proposals[0]?.given ?? {});
  if ("refused" in made) throw new AppError("invalid-input", made.refused);
  const { hazard, decision } = await decideToAdd(scope, {
    product: product.id,
    content: made.written,
    as: input.as,
    text: textOf(work, taken),
  });
  await record(work, [{ one, decision }], hazard);
  return hazard;
}

async function takeOfHazard(work: Work): Promise<Hazard> {
  const { scope, input, product, taken } = work;
  const [id, other] = [...new Set(taken.map(({ hazard }) => hazard))];
  if (id === undefined || id === null || other !== undefined) {
    throw new AppError(
      "invalid-input",
      "Proposals are taken for one hazard at a time: these are of several. Nothing was changed.",
    );
  }
  let standing = await requireHazard(scope.tx, id);
  requireChangeable(standing, input.hazardSeen);
  requireUndisputed(taken, standing);
  const asTaken = taken.map(({ number, content }) => ({
    ...{ number, content },
    given: input.proposals.find((one) => one.number === number)?.given ?? {},
  }));
  const steps = stepsOf(asTaken, contentOf(standing), product.standard);
  if ("refused" in steps)
    throw new AppError("invalid-input", `${steps.refused} Nothing was changed.`);
  const decided: { one: KeptProposal; decision: string }[] = [];
  for (const { verb, make, proposals } of steps) {
    const of = taken.filter(({ number }) => proposals.includes(number));
    const made = await decideChange(
      scope,
      { hazard: id, seen: standing.hash, as: input.as },
      { verb, make, text: textOf(work, of) },
    );
    standing = made.hazard;
    decided.push(...of.map((one) => ({ one, decision: made.decision })));
  }
  await record(work, decided, standing);
  return standing;
}

/** Of two texts for one field only one holds, and what the log says already is not decided again. */
function requireUndisputed(taken: readonly KeptProposal[], hazard: Hazard): void {
  for (const one of taken) {
    const { already, conflict, label } = compareNow(one, hazard, taken);
    if (already) {
      throw new AppError(
        "conflict",
        `${hazard.ref} says already what ${refOf(one)} proposes (${label}): leave it. Nothing was changed.`,
      );
    }
    if (conflict.includes("cells")) {
      throw new AppError(
        "conflict",
        `Two of the proposals say different things of one field of ${hazard.ref} (${label}): take one of them. Nothing was changed.`,
      );
    }
  }
}

const textOf = ({ input, workbook }: Work, of: readonly KeptProposal[]): string =>
  [...(input.text === undefined ? [] : [input.text]), sayReturned(workbook, of)].join("\n");

async function record(
  { scope, input, product, workbook }: Work,
  decided: readonly { one: KeptProposal; decision: string }[],
  hazard: Hazard,
): Promise<void> {
  const { tx, at, newId, audit } = scope;
  const account = personOf(scope, input.as).id;
  const made = decided.map(({ one, decision }): NewProposalDecision => ({
    ...{ id: newId(), account, at, proposal: one.id, seen: one.hash, verb: "take" },
    ...{ reason: input.text ?? null, decision },
  }));
  for (const one of made) await tx.workbooks.decide(one);
  await audit({
    action: "proposal.take",
    subject: { kind: "workbook", id: workbook.id, ref: `workbook ${workbook.number}` },
    product: product.id,
    details: {
      hazard: hazard.ref,
      sha256: workbook.fileHash,
      cells: decided.map(({ one }) => one.cell),
      proposalDecisions: made.map((one) => ({
        ...{ id: one.id, record: proposalDecisionHash(one) },
        ...{ proposal: one.proposal, seen: one.seen, by: one.decision },
      })),
    },
  });
}
