import { $WrittenScheme, type WrittenScheme } from "../domain/risk/written-scheme.ts";
import { exampleScheme } from "../domain/risk/scheme.ts";

/** Longer than any scheme is. */
const maxSchemeLength = 60_000;
/** Said of one text; the rest shows once these are mended. */
const maxIssues = 8;

type ReadScheme =
  | { readonly scheme: WrittenScheme }
  /** In sentences, without their full stops. */
  | { readonly problems: readonly string[] };

/** People count from 1: `levels 2 meaning`. */
const sayPath = (path: readonly PropertyKey[]): string =>
  path.map((key) => (typeof key === "number" ? key + 1 : String(key))).join(" ");

/** A risk scheme that was pasted as YAML or JSON, or what does not hold in it and where. */
export async function readScheme(text: string): Promise<ReadScheme> {
  if (text.trim() === "") return { problems: ["Paste a risk scheme, as YAML or JSON"] };
  if (text.length > maxSchemeLength) {
    return { problems: [`Expected at most ${maxSchemeLength} characters; found ${text.length}`] };
  }
  const { LineCounter, parseDocument } = await import("yaml");
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const [what = "it is not YAML"] = broken.message.split("\n");
    return { problems: [`Line ${lines.linePos(broken.pos[0]).line}: ${what}`] };
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return { problems: ["Write everything out: YAML’s aliases are not read here"] };
  }
  const parsed = $WrittenScheme.safeParse(value);
  if (parsed.success) return { scheme: parsed.data };
  return {
    problems: parsed.error.issues
      .slice(0, maxIssues)
      .map(({ path, message }) => (path.length === 0 ? message : `${sayPath(path)}: ${message}`)),
  };
}

/** The scheme that comes with hazid, as it would be written: something to begin from. */
export async function writeExample(): Promise<string> {
  const { Document, isSeq } = await import("yaml");
  const { name, severities, likelihoods, matrix, levels } = exampleScheme;
  const rows = Object.fromEntries(likelihoods.map(({ word }, i) => [word, matrix[i]]));
  const document = new Document({
    id: "our-scheme",
    name: `Our own, after the ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
    severities,
    likelihoods,
    matrix: rows,
    levels,
  });
  for (const { word } of likelihoods) {
    const row = document.getIn(["matrix", word], true);
    if (isSeq(row)) row.flow = true;
  }
  return document.toString({ lineWidth: 100 });
}
