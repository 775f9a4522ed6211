/** What somebody does to a chain of six events: each gives the chain that is found afterwards. */
import { eventHash, genesisHash, type AuditEvent } from "../../src/domain/audit/event.ts";
import { sealChain } from "../support/make-chain.ts";

const chainLength = 6;
export const makeHonestChain = (organisation: string, length = chainLength): AuditEvent[] =>
  sealChain(
    Array.from({ length }, (_, i) => ({
      organisation,
      subject: { kind: "suggestion", id: `s-${i + 1}`, ref: `S-${i + 1}` },
    })),
  );

export type Chain = readonly AuditEvent[];
export type Attack = {
  readonly title: string;
  /** The chain after the attack. */
  change(events: Chain, organisation: string): Chain;
  /** What the journal tells then, when hazid itself told it of something. */
  told?(events: Chain, organisation: string): Chain;
};

const forged = (organisation: string) => ({ organisation, action: "hazard.score" });
const alter = (event: AuditEvent): AuditEvent => ({
  ...event,
  text: event.text.replace("Zoë Fenn", "Zoë Finn"),
});
const rehash = (event: AuditEvent): AuditEvent => ({
  ...event,
  hash: eventHash(event.sequence, event.previous, event.text),
});
const at = (events: Chain, sequence: number): AuditEvent => {
  const event = events[sequence - 1];
  if (event === undefined) throw new Error(`expected an event ${sequence}`);
  return event;
};
const instead = (events: Chain, from: number, organisation: string): AuditEvent[] =>
  sealChain(
    Array.from({ length: chainLength - from + 1 }, () => forged(organisation)),
    events.slice(0, from - 1),
  );

export const attacks = {
  alter: {
    title: "a text is altered",
    change: (events) => events.with(2, alter(at(events, 3))),
  },
  rehash: {
    title: "a text is altered and hashed again",
    change: (events) => events.with(2, rehash(alter(at(events, 3)))),
  },
  delete: {
    title: "an event is taken out",
    change: (events) => events.toSpliced(2, 1),
  },
  reorder: {
    title: "two events change places",
    change: (events) =>
      events.with(2, { ...at(events, 4), sequence: 3 }).with(3, { ...at(events, 3), sequence: 4 }),
  },
  double: {
    title: "an event is put in a second time",
    change: (events) => events.toSpliced(3, 0, at(events, 3)),
  },
  insert: {
    title: "a forged event is put in between, well sealed",
    change: (events, organisation) =>
      events.toSpliced(3, 0, at(sealChain([forged(organisation)], events.slice(0, 3)), 4)),
  },
  before: {
    title: "a forged event is put before the first",
    change: (events, organisation) => {
      const { text } = at(sealChain([forged(organisation)]), 1);
      return [rehash({ sequence: 0, previous: genesisHash, hash: "", text }), ...events];
    },
  },
  fork: {
    title: "the chain goes on twice from one event",
    change: (events, organisation) => [...events, ...instead(events, 5, organisation).slice(4)],
  },
  append: {
    title: "a forged event is put at the end, well sealed",
    change: (events, organisation) => sealChain([forged(organisation)], events),
  },
  cut: {
    title: "the tail is cut off",
    change: (events) => events.slice(0, 4),
  },
  rewrite: {
    title: "the tail is written anew, every hash right",
    change: (events, organisation) => instead(events, 3, organisation),
  },
  replay: {
    title: "an older copy is put back",
    change: (events) => events.slice(0, 3),
  },
  carryOn: {
    title: "an older copy is put back, and hazid works on with it",
    change: (events, organisation) => instead(events, 4, organisation),
    told: (events, organisation) => [...events, ...instead(events, 4, organisation).slice(3)],
  },
  relabel: {
    title: "another organisation's events are given out as this one's",
    change: () => makeHonestChain("org-2"),
  },
  empty: {
    title: "everything is taken away",
    change: () => [],
  },
} as const satisfies Readonly<Record<string, Attack>>;
export type AttackName = keyof typeof attacks;
