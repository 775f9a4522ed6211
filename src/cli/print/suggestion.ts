import type { ShownSuggestion } from "../../app/queue/show.ts";
import type { Candidate } from "../../domain/candidate/candidate.ts";
import { sayImported, type Imported } from "../../domain/candidate/imported.ts";
import { sayDrafter } from "../../domain/draft/say-drafter.ts";
import { sayWording } from "../../domain/draft/say-wording.ts";
import { canMove, minSeenLength } from "../../domain/suggestion/suggestion.ts";
import { sayPlacing } from "../../domain/suggestion/say-placing.ts";
import { showQuote } from "../../domain/text/span.ts";
import { printDecision, type Refs } from "./decision.ts";
import { hazid, wrap } from "./text.ts";

function printControls(content: Candidate, cause: number, printed: Set<number>): string[] {
  return content.controls.flatMap((control, i) => {
    if (!control.actsOn.includes(cause)) return [];
    const basis = control.basis === "stated" ? "stated in the description" : "proposed";
    const head = `control ${i + 1} [${control.type}, ${control.owner}, ${basis}]`;
    if (printed.has(i)) return [`       ${head} as above`];
    printed.add(i);
    const lines = [wrap(`${head} ${control.text}`, 9, 7)];
    if (control.span !== null) lines.push(wrap(`stated: “${showQuote(control.span.quote)}”`, 9, 9));
    if (control.worksIf !== "") lines.push(wrap(`works if: ${control.worksIf}`, 9, 9));
    return lines;
  });
}

const printImported = ({ quote, file, sha256, head, actions = [], ...at }: Imported): string[] => [
  wrap(`Taken over ${sayImported(at)}: “${showQuote(quote)}”`, 2, 2),
  wrap(`file ${showQuote(file)}, SHA-256 ${sha256}`, 4, 4),
  ...(head === undefined ? [] : [wrap(`audit chain at ${head}`, 4, 4)]),
  ...actions.map(({ summary, owner, due }) =>
    wrap(`asks of you: ${summary} [${owner}${due === null ? "" : `, due ${due}`}]`, 4, 2),
  ),
];

/** One suggestion in the order in which it is read (DESIGN §8), and the commands that decide. */
export function printSuggestion(shown: ShownSuggestion, refs: Refs): string {
  const { suggestion, product, prior, nearest, takenIn, merged, decisions, version, model } = shown;
  const { content } = suggestion;
  const { imported } = content.evidence;
  const printed = new Set<number>();
  const functionLine = content.function === "" ? "across functions" : content.function;
  const lines = [
    wrap(
      `${suggestion.ref} of ${product.name} · ${suggestion.state === "pending" ? "waiting" : suggestion.state} · ${sayPlacing({ ...shown, rank: suggestion.rank })} · relevance, not risk · ${sayDrafter({ drafter: content.drafter, model }, !canMove("accept", suggestion.state))} · bank entry clinically reviewed: ${content.clinicallyReviewed}`,
    ),
    ...(version.read === version.latest
      ? []
      : [
          `drafted from version ${version.read} of the description; the latest is version ${version.latest}`,
        ]),
    "",
    wrap(content.hazard),
    ...content.assumptions.map((text) => wrap(text, 2, 0)),
    "",
    wrap(`Effect: ${content.effect}`, 2, 0),
    wrap(`Harm: ${content.harm}`, 2, 0),
    ...(content.exposed === "" ? [] : [wrap(`More exposed: ${content.exposed}`, 2, 0)]),
    wrap(`Arises in: ${functionLine} (${content.cell}); in ${content.condition} conditions`, 2, 0),
    ...(nearest === null
      ? []
      : [wrap(`Nearest in the ${nearest.where}: ${nearest.ref} “${nearest.hazard}”`, 2, 0)]),
    ...(content.joined ?? []).map((hazard) =>
      wrap(`The language model called this the same, and its causes stand here: “${hazard}”`, 2, 0),
    ),
    ...takenIn.flatMap(({ entry, hazard, suggestion: itself }) => [
      wrap(
        `Joined into it: ${hazard === null ? "(write your own view first)" : `“${hazard}”`} ${itself === null ? `(${entry})` : `is ${itself} by itself`}`,
        2,
        0,
      ),
    ]),
    ...merged.map(({ ref, hazard }) => wrap(`Merged into it: ${ref} “${hazard}”`, 2, 0)),
    "",
    imported === undefined ? "Why this product" : "Where it comes from",
    ...(imported !== undefined
      ? printImported(imported)
      : content.evidence.product.length === 0
        ? [
            wrap(
              "No words of the description support this; it comes from prior hazards of such products.",
              2,
              2,
            ),
          ]
        : content.evidence.product.map(({ quote }) => wrap(`“${showQuote(quote)}”`, 3, 2))),
    "",
    "Causes and their controls (none is chosen for you)",
    ...content.causes.flatMap((cause, i) => [
      wrap(`${i + 1}. ${cause.text} [${cause.kind}]`, 5, 2),
      ...printControls(content, i + 1, printed),
    ]),
    "",
    "Prior hazards",
    ...content.evidence.bank.map(({ id, version, nearness }) => {
      const entry = prior.find((found) => found.id === id);
      const source =
        entry === undefined || entry.sources === "unsourced"
          ? "unsourced"
          : entry.sources.map((s) => `${s.title} (${s.publisher}, ${s.year})`).join("; ");
      return wrap(`${id} version ${version}, ${nearness}: ${source}`, 4, 2);
    }),
    wrap(`Wording: ${sayWording({ ...content, model }).text}`, 2, 2),
    "",
  ];
  if (decisions.length > 0) {
    lines.push("Decisions (UTC)", ...decisions.map((d) => printDecision(d, refs)), "");
  }
  lines.push(`Hash of what you have just seen:\n  ${suggestion.hash}`, ...commandsFor(shown));
  return lines.join("\n");
}

/** The decisions that can be made from here, with what they need. */
function commandsFor({ suggestion, product, nearest }: ShownSuggestion): string[] {
  const { state } = suggestion;
  const ref = `${product.slug}/${suggestion.ref}`;
  const seen = `--seen ${suggestion.hash.slice(0, minSeenLength)}`;
  const queue = (verb: string, rest: string): string => `  ${hazid} queue ${verb} ${ref}${rest}`;
  if (state !== "pending" && state !== "deferred") {
    return ["To take it back:", queue("undo", ` ${seen}`)];
  }
  const near = nearest?.ref ?? "";
  return [
    queue("accept", ` ${seen} --causes … --controls …`),
    ...(nearest?.where === "log"
      ? [
          queue("add-cause", ` ${near} ${seen} --causes … --hazard-seen …`),
          `    (hazard show ${product.slug}/${near} prints the hash for --hazard-seen)`,
        ]
      : []),
    ...(nearest === null ? [] : [queue("merge", ` --into ${near} ${seen}`)]),
    queue("reject", ` ${seen} --reason … --text "…"`),
    ...(state === "pending" ? [queue("defer", ` ${seen} --text "…"`)] : []),
  ];
}
