import type { Estimate } from "../../risk/level.ts";
import type { Action, HazardContent, LoggedCause, LoggedControl } from "../content.ts";
import { isSameText } from "./same-text.ts";
import {
  doneWords,
  kindWords,
  ownerWords,
  sayWords,
  stateWords,
  statusWords,
  toCode,
  typeWords,
} from "./words.ts";

/** What a workbook says of one hazard: its content, and the scores that counted. */
export type Sent = {
  readonly ref: string;
  readonly content: HazardContent;
  readonly initial: Estimate | null;
  readonly residual: Estimate | null;
};

/** What a field is of: the hazard, its scores, or one of its causes, controls and actions. */
export const thingKinds = ["hazard", "initial", "residual", "cause", "control", "action"] as const;
export type ThingKind = (typeof thingKinds)[number];

/** One field of one thing of a hazard. Of the hazard and its scores there is one each: number 0. */
export type Field = {
  readonly of: ThingKind;
  readonly number: number;
  readonly field: string;
};

/** What a field holds and how it is read back. Values are texts: codes of the domain, or words. */
type Rule = {
  readonly label: string;
  /** Null where there is no such thing. */
  readonly valueOf: (sent: Sent, number: number) => string | null;
  /** The value that a person's text stands for; null where it stands for none. */
  readonly parse: (text: string) => string | null;
  /** How a value is said in a cell. */
  readonly say: (value: string) => string;
  /** What a cell may say, for who wrote something else. */
  readonly expected: string;
  /** Whether a cell that was emptied takes the value out; elsewhere it proposes nothing. */
  readonly mayBeEmpty: boolean;
};

const same = (text: string): string => text;
const text = (
  label: string,
  valueOf: Rule["valueOf"],
  more: Partial<Pick<Rule, "mayBeEmpty">> = {},
): Rule => ({
  label,
  valueOf,
  parse: same,
  say: same,
  expected: "some text",
  mayBeEmpty: false,
  ...more,
});
const optional = { mayBeEmpty: true } as const;

const word = (
  label: string,
  words: Readonly<Record<string, string>>,
  valueOf: Rule["valueOf"],
): Rule => ({
  label,
  valueOf,
  parse: (said) => toCode(words, said),
  say: (code) => words[code] ?? code,
  expected: sayWords(words),
  mayBeEmpty: false,
});

const causeOf = ({ content }: Sent, number: number): LoggedCause | undefined =>
  content.causes.find((cause) => cause.number === number);
const controlOf = ({ content }: Sent, number: number): LoggedControl | undefined =>
  content.controls.find((control) => control.number === number);
const actionOf = ({ content }: Sent, number: number): Action | undefined =>
  content.actions.find((action) => action.number === number);

const numbersPattern =
  /^(?:acts on )?(?:causes? )?c?[1-9]\d{0,3}(?:(?: ?, ?| and | |;)c?[1-9]\d{0,3})*$/u;

/** `C1, C2` → `1, 2`: numbers of causes, each once, in rising order. */
function parseNumbers(said: string): string | null {
  const plain = said.trim().toLowerCase().replaceAll(/\s+/gu, " ");
  if (!numbersPattern.test(plain)) return null;
  const numbers = [...plain.matchAll(/\d+/gu)].map(([digits]) => Number(digits));
  return joinNumbers(numbers);
}
const joinNumbers = (numbers: readonly number[]): string =>
  [...new Set(numbers)].sort((a, b) => a - b).join(", ");

/** Days as spreadsheets count them, from 30 December 1899: of 2009 to 2099. */
const countedDay = /^(?:4\d{4}|[56]\d{4}|7[0-2]\d{3})$/u;
const msPerDay = 86_400_000;

/** ISO 8601, or as dates are written in Britain; a day that no calendar has is none. */
function parseDay(said: string): string | null {
  const plain = said.trim();
  if (plain === "") return "";
  if (countedDay.test(plain)) {
    const at = Date.UTC(1899, 11, 30) + Number(plain) * msPerDay;
    return new Date(at).toISOString().slice(0, 10);
  }
  const iso = /^(\d{4})-(\d{2})-(\d{2})(?:T00:00(?::00(?:\.0+)?)?Z?)?$/u.exec(plain);
  const british = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/u.exec(plain);
  const [year, month, day] =
    iso !== null
      ? [iso[1], iso[2], iso[3]]
      : british !== null
        ? [british[3], british[2]?.padStart(2, "0"), british[1]?.padStart(2, "0")]
        : [];
  if (year === undefined || month === undefined || day === undefined) return null;
  const made = `${year}-${month}-${day}`;
  const at = Date.parse(`${made}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== made ? null : made;
}

const scored = (stage: "initial" | "residual"): Readonly<Record<string, Rule>> => ({
  severity: text(`${stage} severity`, (sent) => sent[stage]?.severity ?? ""),
  likelihood: text(`${stage} likelihood`, (sent) => sent[stage]?.likelihood ?? ""),
});

/** Every field that a workbook holds and that may come back, by what it is of. */
const rules: Readonly<Record<ThingKind, Readonly<Record<string, Rule>>>> = {
  hazard: {
    name: text("name", ({ content }) => content.name),
    hazard: text("hazard", ({ content }) => content.hazard),
    effect: text("effect", ({ content }) => content.effect),
    harm: text("harm", ({ content }) => content.harm),
    exposed: text("more exposed", ({ content }) => content.exposed, optional),
    status: word("status", statusWords, ({ content }) => content.status),
  },
  initial: scored("initial"),
  residual: scored("residual"),
  cause: {
    text: text("text", (sent, number) => causeOf(sent, number)?.text ?? null),
    kind: word("kind", kindWords, (sent, number) => causeOf(sent, number)?.kind ?? null),
  },
  control: {
    text: text("text", (sent, number) => controlOf(sent, number)?.text ?? null),
    type: word("type", typeWords, (sent, number) => controlOf(sent, number)?.type ?? null),
    owner: word("owner", ownerWords, (sent, number) => controlOf(sent, number)?.owner ?? null),
    state: word("state", stateWords, (sent, number) => controlOf(sent, number)?.state ?? null),
    actsOn: {
      label: "acts on",
      valueOf(sent, number) {
        const control = controlOf(sent, number);
        return control === undefined ? null : joinNumbers(control.actsOn);
      },
      parse: parseNumbers,
      say: (value) => (value === "" ? "" : `C${value.replaceAll(", ", ", C")}`),
      expected: "numbers of causes such as C1, C2",
      mayBeEmpty: false,
    },
    worksIf: text("works if", (sent, number) => controlOf(sent, number)?.worksIf ?? null, optional),
    implemented: text(
      "evidence that it is implemented",
      (sent, number) => ofControl(sent, number, ({ evidence }) => evidence?.implemented),
      optional,
    ),
    works: text(
      "evidence that it works",
      (sent, number) => ofControl(sent, number, ({ evidence }) => evidence?.works),
      optional,
    ),
  },
  action: {
    summary: text("summary", (sent, number) => actionOf(sent, number)?.summary ?? null),
    owner: text("owner", (sent, number) => actionOf(sent, number)?.owner ?? null),
    party: word("whose", ownerWords, (sent, number) => actionOf(sent, number)?.party ?? null),
    due: {
      ...text("due", (sent, number) => {
        const action = actionOf(sent, number);
        return action === undefined ? null : (action.due ?? "");
      }),
      parse: parseDay,
      expected: "a day such as 2026-03-31",
      mayBeEmpty: true,
    },
    done: word("done", doneWords, (sent, number) => {
      const action = actionOf(sent, number);
      return action === undefined ? null : action.done ? "yes" : "no";
    }),
  },
};

function ofControl(
  sent: Sent,
  number: number,
  read: (control: LoggedControl) => string | undefined,
): string | null {
  const control = controlOf(sent, number);
  return control === undefined ? null : (read(control) ?? "");
}

/** Names of all fields, as proposals keep them. */
export const fieldNames: readonly string[] = Object.values(rules).flatMap((of) => Object.keys(of));

/** How a field is held and read; throws on one that no workbook has. */
export function ruleOf({ of, field }: Pick<Field, "of" | "field">): Rule {
  const rule = rules[of][field];
  if (rule === undefined) throw new RangeError(`no workbook has ${of}.${field}`);
  return rule;
}

/** What a hazard says in a field, as a cell says it; empty where there is no such thing. */
export function sayValue(sent: Sent, of: ThingKind, number: number, field: string): string {
  const rule = ruleOf({ of, field });
  const value = rule.valueOf(sent, number);
  return value === null ? "" : rule.say(value);
}

/** Whether two values of a field say the same, whatever programs did to their line ends and blanks. */
export const isSameValue = (one: string | null, other: string | null): boolean =>
  one === null || other === null ? one === other : isSameText(one, other);

const thingWords: Readonly<Record<ThingKind, string>> = {
  hazard: "",
  initial: "",
  residual: "",
  cause: "cause C",
  control: "control K",
  action: "action A",
};

/** `control K2`; empty for what a hazard has once. */
export const sayThing = (of: ThingKind, number: number): string =>
  thingWords[of] === "" ? "" : `${thingWords[of]}${number}`;

/** `control K2, evidence that it works`; `harm`. */
export function sayField({ of, number, field }: Field): string {
  const thing = sayThing(of, number);
  const { label } = ruleOf({ of, field });
  return thing === "" ? label : `${thing}, ${label}`;
}
