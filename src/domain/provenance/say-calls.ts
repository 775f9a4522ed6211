import type { Called } from "./called.ts";
import type { RunFacts, Suggested } from "./record.ts";
import { sayList, sayMoment, sentence, shortHash } from "./words.ts";

const sayPrompt = ({ id, version, hash }: Called["prompt"]): string =>
  `prompt ${id} version ${version} (${shortHash(hash)})`;

function sayCall({ prompt, model, sentTo, requestHash, replyHash, ...call }: Called): string {
  const sent =
    call.outcome === "unasked"
      ? "nothing was sent"
      : `sent to ${model} at ${sentTo} on ${sayMoment(call.startedAt)}`;
  const reply = replyHash === null ? "no reply" : `reply ${shortHash(replyHash)}`;
  return `“${call.key}”: ${sayPrompt(prompt)}, ${sent}, request ${shortHash(requestHash)}, ${reply}`;
}

/** Who wrote a suggestion, in the words of a story. */
export function sayAuthor({ drafter, asked }: Suggested, run: RunFacts | undefined): string {
  const own = run?.calls?.find(({ key }) => key === asked?.drafted[0]);
  return own?.model === drafter.id
    ? `the language model ${drafter.id} (drafter version ${drafter.version})`
    : `drafter ${drafter.id} ${drafter.version}`;
}

/** What a language model had to do with a suggestion; nothing in a run by rules. */
export function sayCalls({ drafter, asked, ref }: Suggested, run: RunFacts | undefined): string[] {
  if (asked === undefined) return [];
  const found = (keys: readonly string[]): Called[] =>
    keys.flatMap((key) => run?.calls?.find((call) => call.key === key) ?? []);
  const [first, ...merged] = found(asked.drafted);
  const isOwn = first?.model === drafter.id;
  const joined = isOwn ? merged : found(asked.drafted);
  const [failed] = found(asked.standsInFor === null ? [] : [asked.standsInFor]);
  const { standsIn } = drafter;
  const whole = asked.whole.map((prompt) =>
    prompt.keys.length === 1
      ? sayPrompt(prompt)
      : `${sayPrompt(prompt)} in ${prompt.keys.length} questions`,
  );
  return [
    ...(first !== undefined && isOwn ? [`It was asked ${sayCall(first)}.`] : []),
    ...(standsIn === undefined
      ? []
      : [`Rules stood in for the language model: ${sentence(standsIn)}`]),
    ...(failed === undefined ? [] : [`The question without an answer was ${sayCall(failed)}.`]),
    ...(joined.length === 0
      ? []
      : [`What it drafted when asked ${sayList(joined.map(sayCall))} was merged into ${ref}.`]),
    ...(whole.length === 0
      ? []
      : [`Of the questions about many at once, these concerned ${ref} too: ${sayList(whole)}.`]),
  ];
}
