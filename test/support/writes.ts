import type { CallOptions } from "../../src/app/call-options.ts";
import { causeKinds, controlOwners, controlTypes } from "../../src/domain/bank/entry.ts";
import { exportFor } from "./maker-log.ts";
import { makeDescription } from "./make-description.ts";
import type { Queue } from "./make-queue.ts";
import { makeWrittenScheme } from "./make-scheme.ts";
import type { Desk } from "./record.ts";
import { exportBook, fillIn, nameOf, sendAround, shownProposals } from "./returned.ts";
import { bearer, makeToken, operator } from "./tokens.ts";

/** A record with a filled queue and hazard H-1, at one machine and as a server. */
export type Prepared = { readonly desk: Desk; readonly server: Desk; readonly queue: Queue };
/** One write as it is sent, and another request that the same key must not stand for. */
export type MadeWrite = {
  readonly desk: Desk;
  readonly input: object;
  readonly other: object;
  readonly options?: CallOptions;
};
type Make = (prepared: Prepared) => Promise<MadeWrite> | MadeWrite;

const [kind] = causeKinds;
const [type] = controlTypes;
const [owner] = controlOwners;
const control = (actsOn: number[]) => ({ text: "Somebody looks", type, owner, actsOn });
export const writtenHazard = {
  name: "Lost letter",
  hazard: "A letter is lost.",
  effect: "The practice does not read it.",
  harm: "Treatment comes late.",
  causes: [
    { text: "The queue is full", kind },
    { text: "The address is old", kind },
  ],
  controls: [control([1]), control([1, 2])],
};

const person = (name: string, role = "contributor") => ({ name, role });

const suggestion =
  (more: (prepared: Prepared) => Promise<object> | object): Make =>
  async (prepared) => {
    const { desk, queue } = prepared;
    const input = {
      suggestion: queue.first.id,
      seen: queue.first.hash,
      ...(await more(prepared)),
    };
    return { desk, input, other: { ...input, seen: queue.second.hash } };
  };

const hazard =
  (more: object, before: (desk: Desk) => Promise<unknown> = () => Promise.resolve()): Make =>
  async ({ desk }) => {
    await before(desk);
    const shown = await desk.call("hazard.show", { hazard: "sablewick/H-1" });
    const input = { hazard: shown.hazard.id, seen: shown.hazard.hash, ...more };
    return { desk, input, other: { ...input, seen: "0".repeat(64) } };
  };

/** A suggestion that its run joined another draft into, and what that was drafted from. */
export async function joinedInto(
  { call }: Pick<Desk, "call">,
  { candidates }: { readonly candidates: readonly Pick<Queue["first"], "id" | "hash">[] },
) {
  for (const { id, hash } of candidates) {
    const shown = await call("queue.show", { suggestion: id });
    const [taken] = shown.kind === "shown" ? shown.takenIn : [];
    if (taken !== undefined) return { suggestion: id, seen: hash, entry: taken.entry };
  }
  throw new Error("Expected a suggestion that another draft was joined into.");
}

/** A product of its own whose run left candidates out, and two of them. */
async function beyondLimit(desk: Pick<Desk, "call">) {
  const { id: product } = await desk.call("product.add", { text: makeDescription("Wharfedene") });
  await desk.call("run.identify", { product, limit: 3 });
  const { beyond } = await desk.call("run.show", { run: "R-1", product });
  const [one, two] = beyond.map(({ run, key }) => ({ product, candidates: [{ run, key }] }));
  if (one === undefined || two === undefined) throw new Error("Expected two beyond the limit.");
  return { desk, input: one, other: two };
}

const place =
  (verb: "none" | "reopen"): Make =>
  async ({ desk }) => {
    const of = { product: "sablewick", reason: "For this test alone." };
    const cell = "F1/early";
    const seenNow = async () => {
      const { places } = await desk.call("coverage.show", { product: of.product, cell });
      return { ...of, cell, seen: places[0]?.seen };
    };
    if (verb === "reopen") await desk.call("coverage.none", await seenNow());
    const input = await seenNow();
    return { desk, input, other: { ...input, cell: "F1/late" } };
  };

const seenHazard = async ({ desk }: Prepared) => {
  const { hazard: shown } = await desk.call("hazard.show", { hazard: "sablewick/H-1" });
  return { id: shown.id, hash: shown.hash };
};
const scored = async ({ call }: Desk) => {
  const { hazard: shown } = await call("hazard.show", { hazard: "sablewick/H-1" });
  const { id, hash: seen } = shown;
  return call("hazard.score", { hazard: id, seen, severity: "minor", likelihood: "low" });
};
const withAction = async ({ call }: Desk) => {
  const { hazard: shown } = await call("hazard.show", { hazard: "sablewick/H-1" });
  const action = { summary: "Ask", owner: "Bram", party: owner };
  return call("hazard.add-action", { hazard: shown.id, seen: shown.hash, ...action });
};
const token = { ...person("Vi Ward"), label: "laptop" };

/** Every write, sent so that it has one effect, by verb. */
export const writes: Readonly<Record<string, Make>> = {
  "account.set": ({ desk }) => ({ desk, input: person("Bram Oduya"), other: person("Cai Vance") }),
  "token.create": ({ server }) => ({
    desk: server,
    input: token,
    other: { ...token, label: "desk 3" },
    options: { credential: operator },
  }),
  "token.revoke": async ({ server }) => {
    const [one, two] = [await makeToken(server), await makeToken(server)];
    const options = { credential: operator };
    return { desk: server, input: { token: one.id }, other: { token: two.id }, options };
  },
  "session.start": async ({ server }) => ({
    desk: server,
    input: {},
    other: {},
    options: { credential: bearer((await makeToken(server)).secret) },
  }),
  "product.add": ({ desk }) => ({
    desk,
    input: { text: makeDescription("Tarnbeck") },
    other: { text: makeDescription("Ulmere") },
  }),
  "product.answer": ({ desk }) => ({
    desk,
    input: { product: "sablewick", answers: [{ question: "children", text: "Yes." }] },
    other: { product: "sablewick", answers: [{ question: "device-status", text: "It is not." }] },
  }),
  "product.correct": async ({ desk }) => {
    const { hash } = await desk.call("product.show", { product: "sablewick" });
    const added = { kind: "population", id: "children", by: "maker", words: "From 2 years." };
    const input = { product: "sablewick", seen: hash, added: [added] };
    return { desk, input, other: { ...input, added: [{ ...added, words: "From 3 years." }] } };
  },
  "run.start": ({ desk }) => ({
    desk,
    input: { product: "sablewick", limit: 5 },
    other: { product: "sablewick", limit: 6 },
  }),
  "run.identify": ({ desk }) => ({
    desk,
    input: { product: "sablewick", limit: 5 },
    other: { product: "sablewick", limit: 6 },
  }),
  "run.resume": ({ desk, queue }) => ({
    desk,
    input: { run: queue.result.run.id },
    other: { run: "sablewick/R-1" },
  }),
  "tombstone.add": async ({ desk }) => {
    const taken = async (text: string) => {
      const { seen } = await desk.call("tombstone.find", { product: "sablewick", text });
      return { product: "sablewick", text, seen, reason: "It should not stand there." };
    };
    return {
      desk,
      input: await taken("room microphone"),
      other: await taken("speech recognition"),
    };
  },
  "queue.accept": suggestion(() => ({ causes: [1] })),
  "queue.reject": suggestion(() => ({ reason: "too-vague" })),
  "queue.defer": suggestion(() => ({ text: "until the next release" })),
  "queue.merge": suggestion(({ queue }) => ({ into: queue.second.ref })),
  "queue.add-cause": suggestion(async (prepared) => {
    const { id, hash } = await seenHazard(prepared);
    return { hazard: id, hazardSeen: hash, causes: [1] };
  }),
  "queue.undo": suggestion(async ({ desk, queue }) => {
    await desk.call("queue.defer", { suggestion: queue.first.id, seen: queue.first.hash });
    return {};
  }),
  "queue.separate": async ({ desk, queue }) => {
    const input = await joinedInto(desk, queue);
    return { desk, input, other: { ...input, seen: "0".repeat(64) } };
  },
  "queue.take-beyond": async ({ desk }) => {
    const { desk: _desk, ...asked } = await beyondLimit(desk);
    return { desk, ...asked };
  },
  "coverage.none": place("none"),
  "coverage.reopen": place("reopen"),
  "view.write": async ({ desk, queue }) => {
    // Every second suggestion asks, so that S-2 does.
    await desk.call("view.sample", { product: "sablewick", every: 2 });
    const input = { suggestion: queue.second.id, text: "The letter goes to the wrong practice." };
    return { desk, input, other: { ...input, text: "The letter is never sent at all." } };
  },
  "view.agree": async ({ desk, queue }) => {
    await desk.call("view.sample", { product: "sablewick", every: 2 });
    const { id, hash } = queue.second;
    await desk.call("view.write", { suggestion: id, text: "The letter is never sent." });
    const input = { suggestion: id, seen: hash, agreement: "partly" };
    return { desk, input, other: { ...input, agreement: "same" } };
  },
  "view.sample": ({ desk }) => ({
    desk,
    input: { product: "sablewick", every: 5 },
    other: { product: "sablewick", every: 0 },
  }),
  "hazard.add": ({ desk }) => ({
    desk,
    input: { product: "sablewick", content: writtenHazard },
    other: { product: "sablewick", content: { ...writtenHazard, name: "Another" } },
  }),
  "hazard.edit": hazard({ edits: { harm: "Treatment comes too late." } }),
  "hazard.confirm": hazard({ controls: [1] }),
  "hazard.consider": hazard({ control: 1, newHazard: "No.", others: "No." }),
  "hazard.link": hazard({ control: 1, cause: 2 }),
  "hazard.unlink": hazard({ control: 2, cause: 2 }),
  "hazard.add-action": hazard({ summary: "Ask the maker", owner: "Bram", party: owner }),
  "hazard.finish-action": hazard({ action: 1 }, withAction),
  "hazard.status": hazard({ status: "transferred" }),
  "hazard.withdraw": hazard({ text: "Written twice." }),
  "hazard.score": hazard({ severity: "minor", likelihood: "low" }),
  "hazard.evaluate": hazard(
    { stage: "initial", acceptable: true, reason: "Small.", present: ["Asha Kinloch"] },
    scored,
  ),
  "scheme.add": ({ desk }) => ({
    desk,
    input: { scheme: makeWrittenScheme() },
    other: { scheme: makeWrittenScheme({ name: "Another" }) },
  }),
  "scheme.declare": async ({ desk }) => {
    const { name, hash } = await desk.call("scheme.add", { scheme: makeWrittenScheme() });
    const reason = "The trust scores all its products by it.";
    const input = { product: "sablewick", scheme: name, seen: hash, reason };
    return { desk, input, other: { ...input, reason: "Everybody else does so too." } };
  },
  "baseline.approve": async ({ desk }) => {
    await scored(desk);
    const { hash, meaning } = await desk.call("baseline.prepare", { product: "sablewick" });
    const reason = "The suggestions that wait are looked at next week.";
    const input = { product: "sablewick", seen: hash, meaning, reason };
    return { desk, input, other: { ...input, reason: "Another reason altogether." } };
  },
  "log.start-from": async ({ desk }) => {
    const { slug } = await desk.call("product.add", { text: makeDescription("Larkmere") });
    const written = {
      ...writtenHazard,
      controls: [{ ...control([1]), owner: "deployer" as const }],
    };
    await desk.call("hazard.add", { product: slug, content: written });
    const send = async (format: "json" | "xlsx") => ({
      product: "sablewick",
      ...(await exportFor(desk, slug, format)),
    });
    return { desk, input: await send("json"), other: await send("xlsx") };
  },
  "workbook.take": async ({ desk }) => {
    const product = "sablewick";
    const bytes = await exportBook(desk, product);
    const send = async (text: string) => ({
      ...{ product, fileName: "filled-in.xlsx" },
      base64: Buffer.from(await fillIn(bytes, [nameOf("H-1", text)])).toString("base64"),
    });
    return { desk, input: await send("Another name"), other: await send("A third name") };
  },
  "proposal.take": async ({ desk }) => {
    const shown = await sendAround(desk, "sablewick", [nameOf("H-1", "Another name")]);
    const input = shownProposals(shown, shown.proposals);
    return { desk, input, other: { ...input, text: "The developers are right." } };
  },
  "proposal.leave": async ({ desk }) => {
    const shown = await sendAround(desk, "sablewick", [nameOf("H-1", "Another name")]);
    const { hazardSeen: _hazard, ...input } = shownProposals(shown, shown.proposals);
    return { desk, input, other: { ...input, reason: "The old name is better." } };
  },
  "log.export": ({ desk }) => ({
    desk,
    input: { product: "sablewick", format: "json" },
    other: { product: "sablewick", format: "csv" },
  }),
  "bank.import": ({ desk }) => ({ desk, input: {}, other: {} }),
};
