import type { z } from "zod";
import { $Assessment, type Assessment } from "../../domain/evaluation/assessment.ts";
import { $EvalCandidate, candidateKey } from "../../domain/evaluation/candidate.ts";
import type { ShownCandidate } from "../../domain/evaluation/open-pairs.ts";
import {
  $JudgeHead,
  $Verdict,
  type JudgeHead,
  type Verdict,
} from "../../domain/evaluation/verdict.ts";
import { AppError } from "../errors.ts";
import { sayIssues } from "../issues.ts";
import { readLines, type Line } from "./line-file.ts";

/** Where verdicts are kept; paths are joined with `/`. */
export type VerdictFiles = {
  /** Null where there is no such file. */
  read(path: string): Promise<string | null>;
  /** Names of what a folder holds, sorted; none where there is no such folder. */
  list(path: string): Promise<string[]>;
  /** Whole lines, on disk when it resolves; makes file and folders that are missing. */
  append(path: string, text: string): Promise<void>;
};

/** Who judges: the head of their files without the format. */
export type Judge = Omit<JudgeHead, "format">;
type KeptKind = "verdicts" | "assessments";
/** A folder of verdicts, and a case in it. */
export type CaseFolder = { readonly folder: string; readonly case: string };

const $CandidateLine = $EvalCandidate
  .pick({ key: true, hazard: true, effect: true, harm: true, causes: true })
  .strict();

const formats = { verdicts: "hazid-verdicts-1", assessments: "hazid-assessments-1" } as const;

const pathOf = ({ folder, case: name }: CaseFolder, file: string): string =>
  `${folder}/${requireFolderName(name)}/${file}`;

/** A case's name comes from a result file, and must not lead out of the folder. */
function requireFolderName(name: string): string {
  if (/^[^/\\\p{Cc}]+$/u.test(name) && !/^\.{1,2}$/u.test(name)) return name;
  throw new AppError(
    "invalid-input",
    `Expected a case whose name can be that of a folder; found “${name}”.`,
  );
}

/** Throws AppError `invalid-input` when somebody cannot be a judge under this name. */
export function requireJudge(judge: Judge): Judge {
  const parsed = $JudgeHead.omit({ format: true }).safeParse(judge);
  if (!parsed.success) {
    throw new AppError("invalid-input", `This is no judge: ${sayIssues(parsed.error)}.`);
  }
  if (judge.judge !== "candidates") return parsed.data;
  throw new AppError(
    "invalid-input",
    "Nobody can judge under the name “candidates”: that is the file of what was judged. Choose another name.",
  );
}

const fileOf = (judge: string, kind: KeptKind): string =>
  kind === "verdicts" ? `${judge}.jsonl` : `${judge}.assessments.jsonl`;

function parseLine<T>($line: z.ZodType<T>, path: string, { number, value }: Line): T {
  const parsed = $line.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError("invalid-input", `${path}, line ${number}: ${sayIssues(parsed.error)}.`);
}

/** What one judge has said of one case: null where there is no such file; throws file, line and field. */
async function readKept<T>(
  files: VerdictFiles,
  at: CaseFolder,
  judge: string,
  kind: KeptKind,
  $line: z.ZodType<T>,
): Promise<{ head: JudgeHead; lines: T[] } | null> {
  const path = pathOf(at, fileOf(judge, kind));
  const [first, ...rest] = readLines(path, (await files.read(path)) ?? "");
  if (first === undefined) return null;
  const head = parseLine($JudgeHead, path, first);
  const wrong =
    head.format !== formats[kind]
      ? `format: expected ${formats[kind]}, found ${head.format}`
      : head.judge !== judge
        ? `judge: expected ${judge}, as the file is named; found ${head.judge}`
        : null;
  if (wrong !== null) throw new AppError("invalid-input", `${path}, line 1: ${wrong}.`);
  return { head, lines: rest.map((line) => parseLine($line, path, line)) };
}

export const readVerdicts = (files: VerdictFiles, at: CaseFolder, judge: string) =>
  readKept(files, at, judge, "verdicts", $Verdict);

export const readAssessments = (files: VerdictFiles, at: CaseFolder, judge: string) =>
  readKept(files, at, judge, "assessments", $Assessment);

/** The names of those who judged a case, sorted. */
export async function listJudges(files: VerdictFiles, at: CaseFolder): Promise<string[]> {
  const names = await files.list(pathOf(at, "").slice(0, -1));
  return names.flatMap((name) => {
    const judge = /^([a-z0-9-]+)\.jsonl$/u.exec(name)?.[1];
    return judge === undefined || judge === "candidates" ? [] : [judge];
  });
}

/** The candidates of a case that were ever judged, by key; each key is held against its words. */
export async function readCandidates(files: VerdictFiles, at: CaseFolder) {
  const path = pathOf(at, "candidates.jsonl");
  const lines = readLines(path, (await files.read(path)) ?? "").map((line) => {
    const candidate = parseLine($CandidateLine, path, line);
    const key = candidateKey(candidate);
    if (candidate.key === key) return candidate;
    throw new AppError(
      "invalid-input",
      `${path}, line ${line.number}: key: expected ${key}, the hash of its words; found ${candidate.key}.`,
    );
  });
  return new Map(lines.map((candidate) => [candidate.key, candidate]));
}

const toLines = (values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join("");

async function appendLines(files: VerdictFiles, path: string, head: unknown, values: unknown[]) {
  const text = (await files.read(path)) ?? "";
  const missingEnd = text === "" || text.endsWith("\n") ? "" : "\n";
  const lines = text === "" && head !== null ? [head, ...values] : values;
  await files.append(path, `${missingEnd}${toLines(lines)}`);
}

type ToKeep =
  | { readonly kind: "verdicts"; readonly said: readonly Verdict[] }
  | { readonly kind: "assessments"; readonly said: readonly Assessment[] };

/** Keeps what a judge said, after the texts that it is about: a verdict never stands without them. */
export async function appendSaid(
  files: VerdictFiles,
  at: CaseFolder,
  judge: Judge,
  { kind, said }: ToKeep,
  about: readonly Omit<ShownCandidate, "number">[],
): Promise<void> {
  if (said.length === 0) return;
  const known = await readCandidates(files, at);
  const fresh = about
    .filter(({ key }) => !known.has(key))
    .map(({ key, hazard, effect, harm, causes }) => ({ key, hazard, effect, harm, causes }));
  if (fresh.length > 0) await appendLines(files, pathOf(at, "candidates.jsonl"), null, fresh);
  const head = { format: formats[kind], ...judge };
  await appendLines(files, pathOf(at, fileOf(judge.judge, kind)), head, [...said]);
}
