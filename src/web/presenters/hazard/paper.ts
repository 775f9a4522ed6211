import type { ShownHazard } from "../../../app/hazard/show.ts";
import type { LogSlice } from "../../../app/log/page.ts";
import type { LogEntry } from "../../../domain/hazard/log-filter.ts";
import type { RiskScheme } from "../../../domain/risk/scheme.ts";
import { diagramFileAt, hazardAt, logAt, logPrintAt } from "../addresses.ts";
import { logListAt, type LogAsked } from "../log-filter.ts";
import { createNameOf } from "../names.ts";
import { presentNeeds } from "../needs.ts";
import {
  capitalise,
  causeKindWords,
  conditionWords,
  controlStateWords,
  controlTypeWords,
  count,
  nameNumbers,
  ownerWords,
  sayTime,
  statusWords,
} from "../words.ts";
import { gapOf } from "./causes.ts";
import { presentHistory, type HistoryItem } from "./history.ts";
import { presentMatrix, presentScored, type MatrixPicture } from "./matrix.ts";
import { presentStages, type StageBlock } from "./risk.ts";

/** One hazard as it is printed: everything that stands, nothing to press. */
export type PaperHazard = {
  readonly ref: string;
  readonly address: string;
  readonly name: string;
  readonly status: string;
  readonly withdrawn: boolean;
  readonly hazard: string;
  readonly effect: string;
  readonly harm: string;
  readonly exposed: string;
  readonly condition: string;
  readonly origin: string;
  readonly needs: readonly string[];
  readonly causes: readonly {
    readonly number: number;
    readonly text: string;
    readonly kind: string;
    readonly gap: string;
    /** `controls 1 and 2`; empty where nothing acts on it. */
    readonly controls: string;
  }[];
  readonly controls: readonly {
    readonly number: number;
    readonly text: string;
    readonly about: string;
    readonly worksIf: string;
    readonly implemented: string;
    readonly works: string;
  }[];
  readonly stages: readonly StageBlock[];
  readonly actions: readonly {
    readonly number: number;
    readonly summary: string;
    readonly about: string;
  }[];
};
export type LogPaper = {
  readonly productName: string;
  readonly log: string;
  /** `Version 2 of the description; 40 hazards, by number; 2 March 2026 at 09:00 UTC`. */
  readonly about: string;
  /** `Part 1 of 3`; empty where it is whole. */
  readonly part: string;
  readonly next: string | null;
  readonly previous: string | null;
  readonly matrix: MatrixPicture | null;
  readonly hazards: readonly PaperHazard[];
};
export type HazardPaper = {
  readonly productName: string;
  readonly back: string;
  readonly about: string;
  readonly hazard: PaperHazard;
  readonly matrix: MatrixPicture | null;
  readonly diagram: string;
  readonly history: readonly HistoryItem[];
};

function presentPaper(
  slug: string,
  { hazard, needs }: LogEntry,
  scheme: RiskScheme | null,
): PaperHazard {
  const { ref, name, effect, harm, exposed, controls, status, origin } = hazard;
  const withdrawn = status === "withdrawn";
  return {
    ...{ ref, name, effect, harm, exposed, withdrawn, hazard: hazard.hazard },
    address: hazardAt(slug, ref),
    status: statusWords[status].label,
    condition: conditionWords[hazard.condition],
    origin: `${origin.suggestion === null ? "Written by hand by" : "Accepted by"} ${origin.by}, ${sayTime(origin.at)}`,
    needs: presentNeeds(needs).map(({ text }) => text),
    causes: hazard.causes.map(({ number, text, kind }) => {
      const acting = controls.filter(({ actsOn }) => actsOn.includes(number));
      return {
        number,
        text,
        kind: causeKindWords[kind],
        gap: withdrawn ? "" : gapOf(number, controls),
        controls:
          acting.length === 0
            ? ""
            : nameNumbers(
                "control",
                acting.map((control) => control.number),
              ),
      };
    }),
    controls: controls.map(({ number, text, type, owner, state, worksIf, actsOn, evidence }) => ({
      number,
      text,
      worksIf,
      about: [
        controlTypeWords[type],
        ownerWords[owner],
        controlStateWords[state],
        `acts on ${nameNumbers("cause", actsOn)}`,
      ].join(" · "),
      implemented: evidence?.implemented ?? "",
      works: evidence?.works ?? "",
    })),
    stages: presentStages(hazard, scheme),
    actions: hazard.actions.map(({ number, summary, owner, party, due, done }) => ({
      number,
      summary,
      about: [
        owner,
        ownerWords[party],
        due === null ? "no day set" : `due ${due}`,
        done ? "done" : "to be done",
      ].join(" · "),
    })),
  };
}

const sayPart = ({ page, pages }: LogSlice): string =>
  pages > 1 ? `Part ${page} of ${pages}` : "";

/** The log, or the part of it that an address asks for, for paper. */
export function presentLogPaper(slice: LogSlice, { filter }: LogAsked): LogPaper {
  const { product, version, found, counts, page, pages, entries, at, scheme } = slice;
  const { slug } = product;
  const to = (other: number): string => logListAt(slug, filter, other, logPrintAt(slug));
  const hazards =
    found === counts.all ? count(found, "hazard") : `${found} of ${count(counts.all, "hazard")}`;
  return {
    productName: product.name,
    log: logListAt(slug, filter, 1, logAt(slug)),
    about: `${capitalise(hazards)}, with version ${version} of the description, as the log stood on ${sayTime(at)}`,
    part: sayPart(slice),
    next: page < pages ? to(page + 1) : null,
    previous: page > 1 ? to(page - 1) : null,
    matrix: scheme === null ? null : presentMatrix(scheme),
    hazards: entries.map((entry) => presentPaper(slug, entry, scheme)),
  };
}

/** One hazard with its history, for paper. */
export function presentHazardPaper(shown: ShownHazard): HazardPaper {
  const { product, hazard, needs, scheme, suggestions } = shown;
  return {
    productName: product.name,
    back: hazardAt(product.slug, hazard.ref),
    about: `Version ${hazard.version} of ${hazard.ref}, content ${hazard.hash.slice(0, 12)}`,
    hazard: presentPaper(product.slug, { hazard, needs }, scheme),
    matrix: scheme === null ? null : presentScored(scheme, hazard),
    diagram: diagramFileAt(product.slug, hazard.ref, "wide"),
    history: presentHistory(shown, createNameOf(product.slug, [hazard], suggestions)),
  };
}
