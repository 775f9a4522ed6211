import { z } from "zod";
import {
  $AuditExport,
  $ExportHeader,
  linesBeginning,
  readEventLine,
  type ExportHeader,
} from "../../domain/audit/export-file.ts";
import {
  createChainVerifier,
  type ChainHead,
  type ChainVerifier,
  type Verification,
} from "../../domain/audit/verify.ts";
import { AppError } from "../errors.ts";
import { peek, readAll, readLines, type Pieces } from "./file-lines.ts";

export type NamedFile = { readonly name: string; readonly pieces: Pieces };
/** A head known from elsewhere. */
export type KnownHead = {
  readonly head: ChainHead;
  /** The file that names it, and the organisation that file is of, when it says so. */
  readonly file: string | null;
  readonly organisation: string | null;
};
export type VerifiedFile = Verification & {
  /** What does not hold and is no event's, in sentences. */
  readonly remarks: readonly string[];
};

async function isInLines({ pieces }: NamedFile): Promise<{ lines: boolean; pieces: Pieces }> {
  const peeked = await peek(pieces, linesBeginning.length);
  const start = String.fromCharCode(...peeked.start);
  return { lines: start === linesBeginning, pieces: peeked.pieces };
}

function refuse(name: string, wanted: string, why: string): never {
  throw new AppError("invalid-input", `Expected ${wanted}; ${name} is none: ${why}.`);
}

const anExport = "a file that “hazid audit export” wrote";
const aKnownHead = "an audit export, or a hazard log exported as JSON";

function parseJson(text: string, name: string, wanted: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse(name, wanted, error instanceof Error ? error.message : "it is not JSON");
  }
}

function firstIssue({ issues }: z.ZodError): string {
  const [issue] = issues;
  if (issue === undefined) return "it has another shape";
  const path = issue.path.join(".");
  return path === "" ? issue.message : `at ${path}, ${issue.message}`;
}

function parseHeader(line: string, name: string, wanted: string): ExportHeader {
  const parsed = $ExportHeader.safeParse(parseJson(line, name, wanted));
  return parsed.success
    ? parsed.data
    : refuse(name, wanted, `in line 1, ${firstIssue(parsed.error)}`);
}

/**
 * Verifies an exported chain, without a database, against its own head and those `known`. An export
 * as lines takes little memory however long it is; one JSON object is read whole.
 *
 * Throws AppError `invalid-input` when the file is no export; everything else is in the answer.
 */
export async function verifyFile(
  file: NamedFile,
  known: readonly KnownHead[] = [],
): Promise<VerifiedFile> {
  const remarks: string[] = [];
  const begin = (header: { head: ChainHead; organisation: string }): ChainVerifier => {
    for (const other of known) {
      if (other.organisation !== null && other.organisation !== header.organisation) {
        remarks.push(
          `${file.name} is of organisation ${header.organisation}, and ${other.file ?? "a known head"} of ${other.organisation}.`,
        );
      }
    }
    return createChainVerifier(header.organisation, [header.head, ...known.map((k) => k.head)]);
  };
  const end = (verifier: ChainVerifier, own: ChainHead): VerifiedFile => {
    const found = verifier.end();
    if (found.head.sequence > own.sequence) {
      remarks.push(
        `Event ${found.head.sequence} comes after event ${own.sequence}, the head that the file names.`,
      );
    }
    return { ...found, remarks };
  };

  const { lines, pieces } = await isInLines(file);
  if (!lines) {
    const raw = parseJson(await readAll(pieces, file.name), file.name, anExport);
    const parsed = $AuditExport.safeParse(raw);
    if (!parsed.success) return refuse(file.name, anExport, firstIssue(parsed.error));
    const verifier = begin(parsed.data);
    for (const event of parsed.data.events) verifier.add(event);
    return end(verifier, parsed.data.head);
  }

  let opened: { header: ExportHeader; verifier: ChainVerifier } | null = null;
  let line = 0;
  for await (const batch of readLines(pieces, file.name)) {
    for (const text of batch) {
      line += 1;
      if (opened === null) {
        const header = parseHeader(text, file.name, anExport);
        opened = { header, verifier: begin(header) };
        continue;
      }
      if (opened.verifier.addLine(text)) continue;
      const event = readEventLine(text);
      if (event === null) remarks.push(`Line ${line} is not an event as an export writes it.`);
      else opened.verifier.add(event);
    }
  }
  if (opened === null) return refuse(file.name, anExport, "it is empty");
  return end(opened.verifier, opened.header.head);
}

const $KnownFile = z.object({
  format: z.enum(["hazid-audit-1", "hazid-log-1"]),
  organisation: z.string().nullable().default(null),
  head: z.object({ sequence: z.int().nonnegative(), hash: z.string() }),
});

/** The head that an audit export of either form, or a log exported as JSON, names. */
export async function readKnownHead(file: NamedFile): Promise<KnownHead> {
  const { lines, pieces } = await isInLines(file);
  if (lines) {
    for await (const [first] of readLines(pieces, file.name)) {
      const { head, organisation } = parseHeader(first ?? "", file.name, aKnownHead);
      return { head, organisation, file: file.name };
    }
    return refuse(file.name, aKnownHead, "it is empty");
  }
  const raw = parseJson(await readAll(pieces, file.name), file.name, aKnownHead);
  const parsed = $KnownFile.safeParse(raw);
  if (!parsed.success) return refuse(file.name, aKnownHead, firstIssue(parsed.error));
  return { head: parsed.data.head, organisation: parsed.data.organisation, file: file.name };
}
