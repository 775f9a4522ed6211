import type { ShownRun } from "../../app/run/show.ts";
import { sayRunDrafter } from "../../app/run/model/name.ts";
import { printBeyond } from "./beyond.ts";
import { count, sayTime, table, wrap } from "./text.ts";

type Calls = ShownRun["calls"];

const number = (n: number): string => n.toLocaleString("en-GB");
const distinct = (texts: readonly string[]): string => [...new Set(texts)].join(", ");

/** What was asked of a language model; nothing where rules drafted. */
function printCalls(calls: Calls): string[] {
  const [first] = calls;
  if (first === undefined) return [];
  const sum = (of: (call: Calls[number]) => number): string =>
    number(calls.reduce((total, call) => total + of(call), 0));
  const sent = calls.filter(({ outcome }) => outcome !== "unasked");
  const asked = distinct(sent.map(({ model, sendsTo }) => `${model} at ${sendsTo}`));
  const formats = distinct(sent.flatMap(({ format }) => format ?? []));
  const prompts = calls.map(({ prompt: p }) => `${p.id}@${p.version} ${p.hash.slice(0, 12)}`);
  const notes = calls.flatMap(({ key, problem, leftOut }) =>
    [problem, leftOut].flatMap((note) => (note === null ? [] : [wrap(`${key}: ${note}`, 4, 2)])),
  );
  return [
    "",
    wrap(
      `${count(calls.length, "question")} to a language model from ${sayTime(first.startedAt)} UTC${asked === "" ? "; none was sent" : `: ${asked}`}${formats === "" ? "" : `; answers as ${formats}`}`,
      2,
      0,
    ),
    table(
      ["asked", "question", "tokens in", "out", "outcome"],
      [
        ...calls.map((call) => [
          call.startedAt.slice(11, 16),
          call.key,
          number(call.tokensIn).padStart(9),
          number(call.tokensOut).padStart(9),
          call.outcome,
        ]),
        [
          "",
          "total",
          sum(({ tokensIn }) => tokensIn).padStart(9),
          sum(({ tokensOut }) => tokensOut).padStart(9),
          "",
        ],
      ],
    ),
    wrap(`Prompts, by the start of their hash: ${distinct(prompts)}`, 2, 0),
    ...(notes.length === 0 ? [] : ["Problems, and what was left out", ...notes]),
  ];
}

/** A run with its steps and what it asked. */
export const printShownRun = ({ run, steps, calls, beyond }: ShownRun): string =>
  [
    wrap(
      `Run ${run.ref} (${run.id}): ${run.state}, drafted by ${sayRunDrafter(run.drafter)}`,
      2,
      0,
    ),
    table(
      ["step", "attempt", "state", "finished", "output"],
      steps.map((s) => [
        s.step,
        String(s.attempt),
        s.state,
        s.finishedAt,
        s.outputHash.slice(0, 16),
      ]),
    ),
    ...printCalls(calls),
    ...(beyond.length === 0
      ? []
      : [
          "",
          wrap(
            `${count(beyond.length, "relevant candidate")} beyond the limit of ${run.limit}, and not in the queue: identify with --limit lists more`,
            2,
            0,
          ),
          ...beyond.map(printBeyond),
        ]),
  ].join("\n");
