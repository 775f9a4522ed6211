import { Option, type Command } from "commander";
import type { ShownPlace } from "../app/coverage/read.ts";
import type { ShownCoverage } from "../app/coverage/show.ts";
import { importedCell } from "../domain/candidate/imported.ts";
import {
  placeStates,
  type CoverageDecision,
  type PlaceState,
} from "../domain/coverage/coverage.ts";
import { placeStateWords, sayBeyond, sayStanding } from "../domain/coverage/say.ts";
import { minSeenLength } from "../domain/suggestion/suggestion.ts";
import type { CliDeps } from "./deps.ts";
import { toJsonText, withJson } from "./options.ts";
import { printBeyond, sayDraftMarks } from "./print/beyond.ts";
import { count, hazid, plain, sayTime, table, wrap } from "./print/text.ts";

type Show = { state?: PlaceState; json?: boolean };
type Decide = { reason: string; seen?: string; json?: boolean };

export function addCoverageCommands(program: Command, deps: CliDeps): void {
  const coverage = program
    .command("coverage")
    .description("where was looked for hazards, and what people found there or not");
  withJson(
    coverage
      .command("show")
      .description("every place with its state, or one with what a decision about it rests on")
      .argument("<product>")
      .argument("[place]", "its key, such as F1/late")
      .addOption(new Option("--state <state>", "only places in this state").choices(placeStates)),
  ).action(async (product: string, cell: string | undefined, { state, json }: Show) => {
    const shown = await deps.withCalls("coverage show", (call) =>
      call("coverage.show", { product, cell }),
    );
    const [only] = shown.places;
    if (json === true) deps.out(toJsonText(shown));
    else if (cell !== undefined && only !== undefined) printPlace(deps, shown, only);
    else printPlaces(deps, shown, state);
  });
  const decide = (verb: "none" | "reopen", description: string) =>
    withJson(
      coverage
        .command(verb)
        .description(description)
        .argument("<product>")
        .argument("<place>", "its key, such as F1/late")
        .requiredOption("--reason <reason>", "why, in a few words; no patient data")
        .option("--seen <hash>", "hash that show printed for the place; never defaulted"),
    ).action(async (product: string, cell: string, { json, ...said }: Decide) => {
      const decision = await deps.withCalls(`coverage ${verb}`, (call) =>
        call(`coverage.${verb}`, { product, cell, ...said }),
      );
      deps.out(
        json === true ? toJsonText(decision) : `${plain(decision.cell)} ${sayDecision(decision)}`,
      );
    });
  decide("none", "record that you considered a place and no hazard can arise there");
  decide("reopen", "take that back; both decisions are kept");
}

const verbWords = { none: "considered: none", reopen: "opened again" } as const;
const sayDecision = ({ verb, by, at, productVersion, reason }: CoverageDecision): string =>
  plain(
    `${verbWords[verb]}, by ${by.name} on ${sayTime(at)}, for version ${productVersion} of the description: ${reason}`,
  );

function printPlaces(deps: CliDeps, shown: ShownCoverage, state: PlaceState | undefined): void {
  const places = shown.places.filter(
    ({ standing }) => state === undefined || standing.state === state,
  );
  deps.out(
    `${plain(shown.product.name)}: ${count(shown.places.length, "place")} to look into for version ${shown.version} of the description. This says where was looked, not how much is found.\n`,
  );
  deps.out(
    placeStates.map((one) => `${countOf(shown.places, one)} ${placeStateWords[one]}`).join(" · "),
  );
  const functions = new Map(
    shown.places.flatMap((place) => place.functions.map(({ key, label }) => [key, label])),
  );
  deps.out(
    `\n${[...functions].map(([key, label]) => wrap(`${key}  ${label}`, 5, 0)).join("\n")}\n`,
  );
  if (places.length === 0) deps.out("No place is in this state.");
  else {
    deps.out(
      table(
        ["place", "state", "what is known"],
        places.map((place) => [place.key, placeStateWords[place.standing.state], sayAll(place)]),
      ),
    );
  }
  for (const { run, limit, beyond } of shown.cut) {
    deps.out(
      wrap(
        `\n${count(beyond, "relevant candidate")} beyond the limit of ${limit} of ${run}, and not in the queue: ${hazid} run show ${shown.product.slug}/${run} lists ${beyond === 1 ? "it" : "them"}.`,
        2,
        0,
      ),
    );
  }
  for (const { key, functions: about, suggestions, hazards, decisions } of shown.former) {
    const held = [...hazards, ...suggestions].map(({ ref }) => ref).join(", ");
    const decided = decisions.map(sayDecision).join(" ");
    const what = key === importedCell ? "Taken over from a log:" : `Not planned any more: ${key}`;
    deps.out(wrap(`\n${what} ${about} ${held} ${decided}`, 2, 0));
  }
  if (shown.byHand.length > 0) {
    const refs = shown.byHand.map(({ ref }) => ref).join(", ");
    deps.out(wrap(`\nWritten by hand, and so of no place: ${refs}.`, 2, 0));
  }
  const [first] = places;
  if (first !== undefined)
    deps.err(`Next: ${hazid} coverage show ${shown.product.slug} ${first.key}`);
}

const sayAll = (place: ShownPlace): string =>
  [sayStanding(place), sayBeyond(place.beyond)].join(" ").trim();

const countOf = (places: readonly ShownPlace[], state: PlaceState): number =>
  places.filter(({ standing }) => standing.state === state).length;

function printPlace(deps: CliDeps, { product }: ShownCoverage, place: ShownPlace): void {
  const { key, functions, standing, beyond, suggestions, decisions, seen, again } = place;
  const about = functions.map(({ label }) => `“${label}”`).join(" and ");
  deps.out(wrap(`${key} ${about}: ${placeStateWords[standing.state]}. ${sayAll(place)}`, 2, 0));
  for (const found of suggestions) {
    const { ref, state, title, fate, hazard } = found;
    const since =
      fate === "taken-out"
        ? "taken out since of "
        : fate === "elsewhere"
          ? "said to belong elsewhere as "
          : "";
    const marks = sayDraftMarks(found);
    deps.out(
      wrap(
        `${ref}${title === null ? "" : ` ${title}`} (${state}${hazard === null ? "" : `, ${since}${hazard}`})${marks === "" ? "" : ` · ${marks}`}`,
        4,
        2,
      ),
    );
  }
  if (beyond.length > 0)
    deps.out(["Beyond the limit of a run:", ...beyond.map(printBeyond)].join("\n"));
  for (const decision of decisions) deps.out(wrap(sayDecision(decision), 4, 2));
  const short = seen.slice(0, minSeenLength);
  deps.out(`Hash of this place: ${seen}`);
  const typed = `${product.slug} ${key} --seen ${short} --reason "…"`;
  if (standing.state === "open" || standing.state === "not-run") {
    deps.err(`Next, if you considered it:\n  ${hazid} coverage none ${typed}`);
  } else if (standing.state === "none") {
    deps.err(`Next, if that is wrong:\n  ${hazid} coverage reopen ${typed}`);
  }
  if (again)
    deps.err(`To look again here alone:\n  ${hazid} identify ${product.slug} --cells ${key}`);
}
