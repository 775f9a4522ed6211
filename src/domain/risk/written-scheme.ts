import { z } from "zod";
import { exampleScheme, type RiskScheme } from "./scheme.ts";

const line = z.string().trim().min(1, { error: "expected some text" }).max(1_000);
const level = z
  .int({ error: "expected a whole number" })
  .min(1, { error: "expected levels from 1" })
  .max(20, { error: "expected levels up to 20" });
const axis = z
  .array(z.strictObject({ word: line.max(60), definition: line }))
  .min(2, { error: "expected at least two" })
  .max(10, { error: "expected at most ten" });

/**
 * A risk scheme as a person writes it: severities, likelihoods and levels from the least to the most,
 * and the matrix as a line a likelihood. Its version is given by the record.
 */
export const $WrittenScheme = z
  .strictObject({
    id: z
      .string()
      .trim()
      .max(40)
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/u, {
        error: "expected a short name in lower case, with hyphens, such as trust-5x5",
      }),
    name: line.max(200),
    severities: axis,
    likelihoods: axis,
    matrix: z.union([z.record(z.string(), z.array(level)), z.array(z.array(level))], {
      error:
        "expected a line a likelihood, each with a whole number a severity: “Low: [1, 2, 2, 3]”",
    }),
    levels: z
      .array(z.strictObject({ level, meaning: line }))
      .min(2, { error: "expected at least two" })
      .max(20),
  })
  .superRefine((scheme, context) => {
    for (const { path, message } of faultsOf(scheme)) {
      context.addIssue({ code: "custom", path: [...path], message });
    }
  });
export type WrittenScheme = z.infer<typeof $WrittenScheme>;

type Fault = { readonly path: readonly (string | number)[]; readonly message: string };

/** As `lookUpLevel` compares words. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[\s_-]+/gu, " ")
    .trim();

function firstTwice(texts: readonly string[]): number {
  const plainTexts = texts.map(plain);
  return plainTexts.findIndex((text, i) => plainTexts.indexOf(text) < i);
}

function* faultsOf(scheme: WrittenScheme): Generator<Fault> {
  if (scheme.id === exampleScheme.id) {
    yield {
      path: ["id"],
      message: `${scheme.id} is the name of the scheme that comes with hazid: choose another`,
    };
  }
  for (const key of ["severities", "likelihoods"] as const) {
    const words = scheme[key].map(({ word }) => word);
    const twice = firstTwice(words);
    if (twice >= 0) {
      yield { path: [key, twice, "word"], message: `“${words[twice] ?? ""}” stands there twice` };
    }
  }
  yield* levelFaults(scheme);
  yield* matrixFaults(scheme);
}

function* levelFaults({ levels }: WrittenScheme): Generator<Fault> {
  for (const [i, { level: found }] of levels.entries()) {
    const before = levels[i - 1];
    if (before !== undefined && found <= before.level) {
      yield {
        path: ["levels", i, "level"],
        message: `expected levels from the least to the most, each once; ${found} stands after ${before.level}`,
      };
    }
  }
}

function* matrixFaults(scheme: WrittenScheme): Generator<Fault> {
  const { severities, likelihoods, matrix, levels } = scheme;
  const rows = rowsOf(scheme);
  const words = likelihoods.map(({ word }) => word);
  if (!Array.isArray(matrix)) {
    const strange = Object.keys(matrix).find((key) => !words.map(plain).includes(plain(key)));
    if (strange !== undefined) {
      yield {
        path: ["matrix"],
        message: `“${strange}” is none of the likelihoods ${words.join(", ")}`,
      };
    }
  } else if (matrix.length !== words.length) {
    yield {
      path: ["matrix"],
      message: `expected ${words.length} lines, one a likelihood; found ${matrix.length}`,
    };
  }
  const known = new Set(levels.map(({ level: one }) => one));
  for (const [row, word] of words.entries()) {
    const line = rows[row];
    if (line === undefined) {
      yield { path: ["matrix"], message: `expected a line for the likelihood “${word}”` };
      continue;
    }
    if (line.length !== severities.length) {
      yield {
        path: ["matrix"],
        message: `expected ${severities.length} levels at “${word}”, one a severity; found ${line.length}`,
      };
    }
    const strange = line.find((one) => !known.has(one));
    if (strange !== undefined) {
      yield {
        path: ["matrix"],
        message: `level ${strange} at “${word}” has no meaning among the levels`,
      };
    }
    const fall = line.findIndex((one, i) => one < (line[i - 1] ?? 0));
    if (fall >= 0) {
      yield {
        path: ["matrix"],
        message: `at “${word}” the level falls from ${line[fall - 1] ?? ""} to ${line[fall] ?? ""} as the severity rises to “${severities[fall]?.word ?? ""}”: list severities and likelihoods from the least to the most`,
      };
    }
    const above = rows[row - 1];
    const drop = line.findIndex((one, i) => one < (above?.[i] ?? 0));
    if (drop >= 0) {
      yield {
        path: ["matrix"],
        message: `for “${severities[drop]?.word ?? ""}” the level falls as the likelihood rises from “${words[row - 1] ?? ""}” to “${word}”: list severities and likelihoods from the least to the most`,
      };
    }
  }
}

/** Lines of the matrix in the order of the likelihoods; absent where there is none. */
function rowsOf({ likelihoods, matrix }: WrittenScheme): (readonly number[] | undefined)[] {
  if (Array.isArray(matrix)) return likelihoods.map((_word, i) => matrix[i]);
  const lines = Object.entries(matrix);
  return likelihoods.map(({ word }) => lines.find(([key]) => plain(key) === plain(word))?.[1]);
}

/** A written scheme that holds, as one version of it is kept. */
export function toScheme(written: WrittenScheme, version: number): RiskScheme {
  const { id, name, severities, likelihoods, levels } = written;
  const matrix = rowsOf(written).map((row) => [...(row ?? [])]);
  return { id, version, name, severities, likelihoods, matrix, levels };
}
