import { readFileSync } from "node:fs";
import { z } from "zod";

/** Where the hostile words stand when a model reads them. */
export const injectionPlaces = [
  "description",
  "document",
  "bank-entry",
  "stored-reply",
  "answer-to-a-question",
] as const;

/** What code holds when the model obeys; told in `test/fixtures/injection/README.md`. */
export const injectionRules = [
  "not-scored",
  "not-accepted",
  "not-sent",
  "not-a-fact",
  "refused",
  "bounded",
  "inert",
] as const;

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u);
const $Fields = z.record(z.string(), z.unknown());

/** How the reply of a model that obeys differs from an honest one. */
const $Obeys = z
  .strictObject({
    /** Laid over the first hazard of the reply, or over every one. */
    candidate: $Fields,
    on: z.literal("every"),
    /** Laid over the reply itself. */
    answer: $Fields,
    /** The whole reply, word for word. */
    raw: z.string().min(1),
    /** The first hazard this many times, each with words of its own. */
    times: z.int().min(2),
    /** One field of the first hazard, as long as this. */
    fill: z.strictObject({ field: z.string(), with: z.string().min(1), characters: z.int() }),
  })
  .partial()
  .refine(
    ({ candidate, answer, raw, times, fill }) =>
      [candidate, answer, raw, times, fill].some((way) => way !== undefined),
    { error: "expected a way to obey" },
  );

const $InjectionCase = z.strictObject({
  id: slug,
  where: z.enum(injectionPlaces),
  /** Language, encoding or trick. */
  how: slug,
  text: z.string().min(20),
  /** What stands before the text, over and over. */
  padding: z.strictObject({ words: z.string(), times: z.int().min(1) }).optional(),
  /** The question that the text answers. */
  question: slug.optional(),
  /** What words that are foreign, encoded or drawn say in plain English. */
  means: z.string().min(1).optional(),
  /** What a tester should know of it. */
  note: z.string().min(1).optional(),
  obeys: $Obeys,
  mustHold: z.array(z.enum(injectionRules)).min(1),
});
export type InjectionCase = z.infer<typeof $InjectionCase>;

const file = new URL("../fixtures/injection/cases.jsonl", import.meta.url);

/** Every case of `test/fixtures/injection`, in the order of the file. */
export const loadInjectionCases = (): InjectionCase[] =>
  readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => $InjectionCase.parse(JSON.parse(line)));

/** The text with what stands before it. */
export const placedText = ({ text, padding }: InjectionCase): string =>
  padding === undefined ? text : `${padding.words.repeat(padding.times)}\n\n${text}`;

type Fields = Readonly<Record<string, unknown>>;
export type HonestReply = Fields & { readonly hazards: readonly Fields[] };

/** The honest reply as a model would send it that obeys the case. */
export function obeyingReply({ obeys }: InjectionCase, honest: HonestReply): string {
  if (obeys.raw !== undefined) return obeys.raw;
  const { fill, times = 1 } = obeys;
  const filled =
    fill === undefined
      ? {}
      : { [fill.field]: fill.with.repeat(fill.characters).slice(0, fill.characters) };
  const hazards = honest.hazards.map((hazard, i) =>
    i === 0 || obeys.on === "every" ? { ...hazard, ...obeys.candidate, ...filled } : hazard,
  );
  const [first, ...others] = hazards;
  const again = Array.from({ length: times - 1 }, (_, i) => ({
    ...first,
    hazard: `Situation ${i + 2} is as good as situation ${(i + 2) * 7919}.`,
  }));
  const all = first === undefined ? others : [first, ...again, ...others];
  return JSON.stringify({ ...honest, hazards: all, ...obeys.answer });
}
