import { hashOf, sha256 } from "../hash/canonical.ts";
import type { AuditBody } from "./event.ts";

/** Everything that a language model may have had a word in; as texts, or as their hashes. */
type Texts = {
  readonly problem: string | null;
  readonly leftOut: string | null;
  readonly raw: string | null;
  readonly value: string | null;
};
/** As the record keeps it, whose words are parsed elsewhere. */
type Called = Texts & {
  readonly step: string;
  readonly key: string;
  readonly prompt: { readonly id: string; readonly version: number; readonly hash: string };
  readonly model: string;
  readonly sendsTo: string;
  readonly requestHash: string;
  readonly outcome: string;
  readonly format: string | null;
  readonly tokensIn: number;
  readonly tokensOut: number;
  readonly startedAt: string;
  readonly finishedAt: string;
};

/** What PostgreSQL cannot keep as it came, NUL and halved surrogate pairs, as a sign that stands for it. */
const toKept = (text: string | null): string | null =>
  text?.toWellFormed().replaceAll("\u0000", "\u2400") ?? null;

/** The texts of a call as they are kept, and so as they are hashed. */
export const keptTexts = ({ problem, leftOut, raw, value }: Texts): Texts => ({
  problem: toKept(problem),
  leftOut: toKept(leftOut),
  raw: toKept(raw),
  value: toKept(value),
});

const hashed = (text: string | null): string | null => (text === null ? null : sha256(text));

/** Hash of a whole call whose texts are given by their hashes, so that tombstones keep it. */
export const callHash = ({
  step,
  key,
  prompt: { id, version, hash },
  model,
  sendsTo,
  requestHash,
  outcome,
  problem,
  leftOut,
  format,
  raw,
  value,
  tokensIn,
  tokensOut,
  startedAt,
  finishedAt,
}: Called): string =>
  hashOf({
    step,
    key,
    prompt: { id, version, hash },
    model,
    sendsTo,
    requestHash,
    outcome,
    problem,
    leftOut,
    format,
    raw,
    value,
    tokensIn,
    tokensOut,
    startedAt,
    finishedAt,
  });

/** What the event `run.call` says of a call. */
export function callDetails(call: Called): AuditBody["details"] {
  const kept = keptTexts(call);
  const [reply, value] = [hashed(kept.raw), hashed(kept.value)];
  const [problem, leftOut] = [hashed(kept.problem), hashed(kept.leftOut)];
  return {
    key: call.key,
    prompt: `${call.prompt.id}@${call.prompt.version}`,
    promptHash: call.prompt.hash,
    model: call.model,
    sendsTo: call.sendsTo,
    request: call.requestHash,
    outcome: call.outcome,
    reply,
    value,
    tokensIn: call.tokensIn,
    tokensOut: call.tokensOut,
    record: callHash({ ...call, problem, leftOut, raw: reply, value }),
  };
}
