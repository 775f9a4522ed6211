import { showQuote } from "../text/span.ts";
import { eventNaming, isAskedFor, type Event, type Logged, type Provenance } from "./record.ts";
import type { RunFacts, Suggested } from "./record.ts";
import { isImport, sayImported } from "../candidate/imported.ts";
import { sayAuthor, sayCalls } from "./say-calls.ts";
import { sayDecision } from "./say-decision.ts";
import { quoted, sayActor, sayList, sayNumbers, sentence, shortHash } from "./words.ts";

/** Something that happened, with the audit event that keeps it. */
export type Moment = {
  readonly at: string;
  readonly event: { readonly sequence: number; readonly hash: string } | null;
  readonly sentences: readonly string[];
};
export type Story = {
  readonly title: string;
  /** What it is told of, in its own words; null when they are withheld. */
  readonly words: string | null;
  /** In the order in which it happened. */
  readonly moments: readonly Moment[];
  /** How it stands, and what is not told here. */
  readonly standing: readonly string[];
};

const moment = (event: Event | undefined, at: string, sentences: readonly string[]): Moment => ({
  at,
  event: event === undefined ? null : { sequence: event.sequence, hash: event.hash },
  sentences,
});

function tellDescriptions({ descriptions, events, product }: Provenance): Moment[] {
  return descriptions.flatMap(({ number, hash }) => {
    const event = events.find(
      ({ subject, details }) => subject.id === product.id && details["version"] === number,
    );
    if (event === undefined) return [];
    const said = `${sayActor(event)} gave version ${number} of the description of ${product.name}, content ${shortHash(hash)}.`;
    return [moment(event, event.at, [said])];
  });
}

function tellRun(found: Provenance, run: RunFacts): Moment[] {
  const own = found.events.filter(({ subject }) => subject.id === run.id);
  const start = own.find(({ action }) => action === "run.start");
  const read = found.descriptions.find(({ id }) => id === run.productVersion);
  const by = start === undefined ? run.startedBy : sayActor(start);
  if (isImport(run)) return [tellTakingOver(found, run, start)];
  const artefact =
    run.embedderArtefact === null ? "" : ` (artefact ${shortHash(run.embedderArtefact)})`;
  const began = moment(start, run.startedAt, [
    `Run ${run.ref} read version ${read?.number ?? "?"} of the description, started by ${by}${run.since === null ? "" : `, and looked at what changed since version ${run.since}`}${run.cells === null ? "" : `, and looked again into ${run.cells.join(", ")} alone`}.`,
    `It worked with pipeline ${run.pipeline}, drafter ${run.drafter}, vectors of ${run.embedder}${artefact} and the hazard bank ${shortHash(run.bankHash)}; ${sayWhereTextsWent(run.sentTo, text(start, "embedsAt"))}.`,
  ]);
  const failed = own
    .filter(({ action }) => action === "run.fail")
    .map((event) =>
      moment(event, event.at, [
        `Its step ${text(event, "step")} did not end: ${sentence(text(event, "failure"))}`,
      ]),
    );
  return [began, ...failed];
}

/** No description was searched: a file was read. */
function tellTakingOver(found: Provenance, run: RunFacts, start: Event | undefined): Moment {
  const by = start === undefined ? run.startedBy : sayActor(start);
  const [from] = found.suggestions.flatMap((one) =>
    one.run === run.id ? (one.content?.evidence.imported ?? []) : [],
  );
  const named = from === undefined ? "" : `, ${quoted(from.file)}, of ${from.of}`;
  const file = from === undefined ? "" : ` Its SHA-256 is ${shortHash(from.sha256)}.`;
  const head =
    from?.head === undefined ? "" : ` It names the head ${from.head} of its audit chain.`;
  return moment(start, run.startedAt, [
    `Run ${run.ref} took over a hazard log${named}, given by ${by}.${file}${head}`,
    `It worked with pipeline ${run.pipeline} and drafter ${run.drafter}; nothing was searched, no score, level or status came over, and nothing left this machine.`,
  ]);
}

function sayWhereTextsWent(sentTo: string | null, embedsAt: string): string {
  const forVectors = `to ${embedsAt} for their vectors`;
  if (sentTo === null) {
    return embedsAt === "" ? "nothing left this machine" : `texts were sent ${forVectors} only`;
  }
  const agreed = `it was agreed that texts go to ${sentTo}`;
  return embedsAt === "" ? agreed : `${agreed}, and texts were sent ${forVectors}`;
}

const text = (event: Event | undefined, key: string): string => {
  const said = event?.details[key];
  return typeof said === "string" ? said : "";
};

function tellSuggested(found: Provenance, suggested: Suggested): Moment {
  const { ref, content, hash, cell, prior, rank } = suggested;
  const run = found.runs.find(({ id }) => id === suggested.run);
  const asked = found.events.find(
    ({ action, subject }) => isAskedFor(action) && subject.id === suggested.id,
  );
  const queued =
    asked ??
    found.events.find(
      ({ action, subject }) => action === "run.queue" && subject.id === suggested.run,
    );
  const imported = content?.evidence.imported;
  if (imported !== undefined) {
    return moment(queued, queued?.at ?? "", [
      `${ref} was taken over ${sayImported(imported)}, which says: ${quoted(imported.quote)}.`,
      `It was queued as number ${rank} of that file, content ${shortHash(hash)}, with nothing decided.`,
    ]);
  }
  const cited = prior.map(({ id, version, nearness, withheld }) =>
    withheld === null
      ? `${id} version ${version} (${nearness})`
      : `${id} version ${version} (${nearness}, ${withheld})`,
  );
  const quotes = content?.evidence.product.map(({ quote }) => quoted(showQuote(quote))) ?? [];
  const rests = quotes.length === 0 ? "" : ` and from the words ${sayList(quotes)}`;
  const words = content === null ? (suggested.withheld ?? "withheld") : quoted(content.hazard);
  return moment(queued, queued?.at ?? "", [
    `Run ${run?.ref ?? ""} retrieved ${cited.length === 0 ? "no prior hazard" : sayList(cited)}.`,
    `From ${cited.length === 0 ? "no prior hazard" : "that"}${rests}, ${sayAuthor(suggested, run)} wrote ${ref} in the cell ${cell}: ${sentence(words)}`,
    ...sayCalls(suggested, run),
    ...(asked === undefined
      ? []
      : asked.action === "suggestion.take-beyond"
        ? [`The limit of the run had left it out; ${sayActor(asked)} asked for it.`]
        : [
            `The run had joined it into ${text(asked, "fromRef")}; ${sayActor(asked)}, having been shown content ${shortHash(text(asked, "seen"))} of that, asked for it by itself.`,
          ]),
    `It was queued${asked === undefined ? ` at rank ${rank}` : ""} as content ${shortHash(hash)}, with nothing decided.`,
  ]);
}

function tellJudgements(found: Provenance, { ref, scores, evaluations }: Logged): Moment[] {
  const by = (event: Event | undefined, known: string): string =>
    event === undefined ? known : sayActor(event);
  const scored = scores.map((score) => {
    const event = eventNaming(found, "score", score.id);
    return moment(event, score.at, [
      `${by(event, score.by)} scored the ${score.stage} risk of version ${score.hazardVersion} of ${ref}: severity ${score.severity}, likelihood ${score.likelihood}, level ${score.level} by ${score.scheme}.`,
    ]);
  });
  const judged = evaluations.map((evaluation) => {
    const event = eventNaming(found, "evaluation", evaluation.id);
    const benefit =
      evaluation.benefit === null ? [] : [`The benefits: ${sentence(quoted(evaluation.benefit))}`];
    return moment(event, evaluation.at, [
      `${by(event, evaluation.by)} judged the ${evaluation.stage} risk of ${ref} ${evaluation.acceptable ? "acceptable" : "not acceptable"}, with ${sayList(evaluation.present)} present: ${sentence(quoted(evaluation.reason))}`,
      ...benefit,
    ]);
  });
  return [...scored, ...judged];
}

function tellStanding(found: Provenance): string[] {
  const { item, hazards, suggestions, about, withheld } = found;
  const said: string[] = [];
  const [hazard] = hazards;
  if (item !== null) {
    const other = item.kind === "cause" ? "control" : "cause";
    const linked =
      item.linked.length === 0
        ? `no ${other} is linked to it`
        : `linked to it: ${sayNumbers(other, item.linked)}`;
    const gone = item.history.at(-1)?.what === "removed" || hazard?.status === "withdrawn";
    said.push(gone ? "It stands in the log no more." : `It stands in the log; ${linked}.`);
  } else if (about.kind === "hazard" && hazard !== undefined) {
    const last = hazard.versions.at(-1);
    said.push(
      `${hazard.ref} stands in version ${last?.version ?? "?"}, content ${shortHash(last?.hash ?? "")}, ${hazard.status}${hazard.scores.length === 0 ? ", not scored" : ""}.`,
    );
  } else {
    said.push(...suggestions.map(({ ref, state }) => `${ref} is ${state}.`));
  }
  if (withheld.entries + withheld.suggestions + withheld.words > 0) {
    said.push(
      `Withheld from readers outside the organisation, with id, version and hash kept: texts of bank entries, ${withheld.entries}; of suggestions, ${withheld.suggestions}; drafted words that a person replaced, ${withheld.words}.`,
    );
  }
  return said;
}

function wordsOf({ item, about, hazards, suggestions }: Provenance): string | null {
  if (item !== null) return item.history.findLast(({ now }) => now !== null)?.now?.text ?? null;
  if (about.kind === "suggestion") return suggestions[0]?.content?.hazard ?? null;
  return hazards[0]?.versions.at(-1)?.content?.hazard ?? null;
}

/** How it came about and who decided, in the order in which it happened. */
export function tellStory(found: Provenance): Story {
  const moments = [
    ...tellDescriptions(found),
    ...found.runs.flatMap((run) => tellRun(found, run)),
    ...found.suggestions.map((suggested) => tellSuggested(found, suggested)),
    ...found.decisions.map((decision) =>
      moment(
        eventNaming(found, "decision", decision.id),
        decision.at,
        sayDecision(found, decision),
      ),
    ),
    ...found.hazards.flatMap((hazard) => tellJudgements(found, hazard)),
  ];
  const place = ({ event }: Moment): number => event?.sequence ?? Number.MAX_SAFE_INTEGER;
  return {
    title: `${found.about.ref} of ${found.product.name}`,
    words: wordsOf(found),
    moments: moments.toSorted((a, b) => place(a) - place(b)),
    standing: tellStanding(found),
  };
}
