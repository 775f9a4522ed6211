import type { AddedProduct } from "../../src/app/product/add.ts";
import type { IdentifyResult, PresentedCandidate } from "../../src/app/run/present.ts";
import type { Account, Role } from "../../src/domain/actor/actor.ts";
import { makeDescription } from "./make-description.ts";
import { beforeAll } from "vitest";
import { loadPrompts } from "../../src/infra/files/prompts.ts";
import type { Desk, OpenRecord } from "./record.ts";
import { makeScriptedModel } from "./scripted-model.ts";

export const namePerson = (
  { call }: Pick<Desk, "call">,
  role: Role = "cso",
  name = "Asha Kinloch",
): Promise<Account> => call("account.set", { name, role, body: "GMC", number: "7654321" });

export const addProduct = (
  { call }: Pick<Desk, "call">,
  name = "Sablewick",
): Promise<AddedProduct> => call("product.add", { text: makeDescription(name) });

/** For what is about something other than own views: no suggestion of the product asks for one first. */
export const withoutSample = ({ call }: Pick<Desk, "call">, product: string): Promise<unknown> =>
  call("view.sample", { product, every: 0 });

/** What drafts the candidates of a queue: rules that the product goes by hold for either. */
export const draftedBy = ["rules", "model"] as const;
export type DraftedBy = (typeof draftedBy)[number];

export type Queue = {
  readonly product: AddedProduct;
  readonly result: IdentifyResult;
  /** The candidates by rank, at least one. */
  readonly candidates: readonly PresentedCandidate[];
  readonly first: PresentedCandidate;
  readonly second: PresentedCandidate;
};

/**
 * Describes a product and fills its queue; with a person named, unless `role` is null. With `sample: false`
 * no suggestion asks for the own view first, and all of them are among the candidates.
 */
export async function makeQueue(
  desk: Desk,
  {
    name = "Sablewick",
    role = "cso",
    sendTo,
    sample = true,
  }: {
    name?: string;
    role?: Role | null;
    sendTo?: string | undefined;
    sample?: boolean;
  } = {},
): Promise<Queue> {
  if (role !== null) await namePerson(desk, role);
  const product = await addProduct(desk, name);
  if (!sample) await withoutSample(desk, product.id);
  const result = await desk.call("run.identify", { product: product.id, sendTo });
  const [first, second] = result.candidates;
  if (first === undefined || second === undefined) {
    throw new Error(`Expected at least two candidates; found ${result.candidates.length}.`);
  }
  return { product, result, candidates: result.candidates, first, second };
}

/** One desk with a filled queue for the tests of a table that change nothing. */
export function useQueue(
  record: () => OpenRecord,
  { by = "rules", ...options }: { role?: Role | null; by?: DraftedBy } = {},
): () => { desk: Desk; queue: Queue } {
  let made: { desk: Desk; queue: Queue } | null = null;
  beforeAll(async () => {
    const model = by === "rules" ? null : makeScriptedModel(await loadPrompts()).model;
    const desk = await record().desk(model === null ? {} : { model });
    made = { desk, queue: await makeQueue(desk, { ...options, sendTo: model?.chat.sendsTo }) };
  });
  return () => {
    if (made === null) throw new Error("Expected a filled queue: call it within a test.");
    return made;
  };
}
