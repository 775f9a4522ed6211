import type { ShownGrid } from "../../app/bank/grid.ts";
import type { FoundEntry } from "../../app/bank/search.ts";
import type { ShownEntry } from "../../app/bank/show.ts";
import type { BankEntry } from "../../domain/bank/entry.ts";
import type { BankStats } from "../../domain/bank/stats.ts";
import { guideWords, type GuideWord } from "../../domain/facet/kinds.ts";
import { bankAt, bankEntryAt, bankPlaceAt } from "./addresses.ts";
import { guideWordWords } from "./guide-words.ts";
import { presentPrior, type PriorItem } from "./prior.ts";
import {
  capitalise,
  causeKindWords,
  controlTypeWords,
  count,
  lensWords,
  listWords,
  nearnessWords,
  ownerWords,
} from "./words.ts";

export type BankPage = {
  readonly search: { readonly action: string; readonly text: string };
  readonly counts: readonly string[];
  readonly heads: readonly string[];
  readonly rows: readonly {
    readonly name: string;
    readonly href: string;
    readonly cells: readonly BankCell[];
  }[];
  readonly anyProduct: { readonly text: string; readonly href: string };
};
type BankCell = {
  readonly head: string;
  /** Read out: what stands in the place. */
  readonly says: string;
  /** Seen in the table: a number, or a sign. */
  readonly sign: string;
  /** Null where there is nothing to be read. */
  readonly href: string | null;
};

export type EntryLine = {
  readonly name: string;
  readonly situation: string;
  readonly href: string;
  /** How near to what was searched, in words; empty where nothing was. */
  readonly nearness: string;
};
export type BankListPage = {
  readonly search: BankPage["search"];
  readonly heading: string;
  readonly groups: readonly {
    readonly heading: string;
    /** Said where there is no line. */
    readonly empty: string | null;
    readonly lines: readonly EntryLine[];
  }[];
  readonly all: string;
};

export type BankEntryPage = {
  readonly name: string;
  readonly about: string;
  /** Where this is not what the bank holds now: what it holds. */
  readonly newer: { readonly text: string; readonly href: string | null } | null;
  readonly situation: string;
  readonly variants: readonly string[];
  readonly effects: readonly string[];
  readonly harms: readonly string[];
  readonly causes: readonly { readonly id: string; readonly text: string; readonly kind: string }[];
  readonly controls: readonly {
    readonly text: string;
    readonly about: string;
    readonly actsOn: string;
    readonly worksIf: string;
  }[];
  readonly filed: readonly { readonly name: string; readonly value: string }[];
  readonly review: string;
  readonly sources: PriorItem["sources"];
};

const search = (text = ""): BankPage["search"] => ({ action: bankAt, text });
const lineOf = (entry: BankEntry, nearness = ""): EntryLine => ({
  name: entry.name,
  situation: entry.situation,
  href: bankEntryAt(entry.id),
  nearness,
});

/** Everything the bank covers and does not, with what is in it counted. */
export function presentBank({ rows, counts, anyProduct }: ShownGrid, stats: BankStats): BankPage {
  return {
    search: search(),
    counts: [
      `${count(stats.entries, "prior hazard", "prior hazards")} with ${stats.causes} causes and ${stats.controls} controls.`,
      `${stats.clinicallyReviewed === 0 ? "None is" : `${stats.clinicallyReviewed} are`} clinically reviewed; ${stats.unsourced} name no source.`,
      `Of ${counts.places} places, ${counts.filled} have prior hazards, ${counts.none} were considered and need none, and ${counts.open} are open: nobody has looked there yet.`,
    ],
    heads: guideWords.map((word) => guideWordWords[word].label),
    rows: rows.map(({ capability, places }) => ({
      name: capitalise(capability.label),
      href: bankPlaceAt(capability.id),
      cells: places.map(({ guideWord, entries, none }) => ({
        head: guideWordWords[guideWord].label,
        ...(entries.length > 0
          ? {
              sign: String(entries.length),
              says: count(entries.length, "prior hazard", "prior hazards"),
              href: bankPlaceAt(capability.id, guideWord),
            }
          : none !== null
            ? {
                sign: "none",
                says: "considered: none",
                href: bankPlaceAt(capability.id, guideWord),
              }
            : { sign: "open", says: "open", href: null }),
      })),
    })),
    anyProduct: {
      text: count(anyProduct.length, "prior hazard is", "prior hazards are"),
      href: `${bankAt}?capability=any`,
    },
  };
}

/** The entries of a capability, one failure mode after the other, or of one of them. */
export function presentBankPlace(
  { rows, anyProduct }: ShownGrid,
  entries: readonly BankEntry[],
  asked: { readonly capability: string; readonly word: string | undefined },
): BankListPage | null {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const linesOf = (ids: readonly string[]): EntryLine[] =>
    ids.flatMap((id) => {
      const entry = byId.get(id);
      return entry === undefined ? [] : [lineOf(entry)];
    });
  if (asked.capability === "any") {
    const lines = linesOf(anyProduct);
    return {
      search: search(),
      heading: "Prior hazards of any product",
      groups: [{ heading: "", empty: null, lines }],
      all: bankAt,
    };
  }
  const row = rows.find(({ capability }) => capability.id === asked.capability);
  const places = row?.places.filter(
    ({ guideWord }) => asked.word === undefined || guideWord === asked.word,
  );
  if (row === undefined || places === undefined || places.length === 0) return null;
  return {
    search: search(),
    heading: `Prior hazards: ${row.capability.label}`,
    groups: places.map((place) => ({
      heading: guideWordWords[place.guideWord].label,
      empty:
        place.entries.length > 0
          ? null
          : place.none === null
            ? "Open: nobody has looked there yet."
            : `Considered: none. ${place.none}`,
      lines: linesOf(place.entries),
    })),
    all: bankAt,
  };
}

const isSaid = (found: readonly FoundEntry[]): boolean =>
  new Set(found.map(({ nearness }) => nearness)).size > 1;

/** What a search found: what holds its words, then the nearest. */
export const presentBankSearch = (found: readonly FoundEntry[], text: string): BankListPage => ({
  search: search(text),
  heading: "Prior hazards that hold these words first, then the nearest",
  groups: [
    {
      heading: "",
      empty: found.length === 0 ? "Nothing was found." : null,
      // The same of all says nothing.
      lines: found.map(({ entry, nearness }) =>
        lineOf(entry, isSaid(found) ? nearnessWords[nearness] : ""),
      ),
    },
  ],
  all: bankAt,
});

const plain = (ids: readonly string[]): string =>
  listWords(ids.map((id) => id.replaceAll("-", " ")));

/** One prior hazard, whole. */
export function presentBankEntry({ entry, current }: ShownEntry): BankEntryPage {
  const [prior] = presentPrior([entry], []);
  const { facets } = entry;
  const filed: readonly (readonly [string, string])[] = [
    ["Lens", lensWords[entry.lens]],
    [
      "Guide words",
      listWords(facets.guideWords.map((word: GuideWord) => guideWordWords[word].label)),
    ],
    ["Capabilities", plain(facets.capabilities)],
    ["Technologies", plain(facets.technologies)],
    ["Settings", plain(facets.settings)],
    ["Stages of its life", plain(facets.lifeCyclePhases)],
    ["More exposed", plain(facets.moreExposed)],
  ];
  return {
    name: entry.name,
    about: `${entry.id}, version ${entry.version}`,
    newer:
      current === entry.version
        ? null
        : current === null
          ? { text: "It is no longer in the bank. Runs cite it as it stands here.", href: null }
          : { text: `The bank holds version ${current}.`, href: bankEntryAt(entry.id) },
    situation: entry.situation,
    variants: entry.variants.map(({ situation }) => situation),
    effects: entry.effects,
    harms: entry.harms,
    causes: entry.causes.map(({ id, kind, text }) => ({ id, text, kind: causeKindWords[kind] })),
    controls: entry.controls.map(({ type, owner, text, actsOn, worksIf }) => ({
      text,
      about: `${controlTypeWords[type]} · ${ownerWords[owner]}`,
      actsOn: `Acts on ${listWords(actsOn)}`,
      worksIf,
    })),
    filed: filed.filter(([, value]) => value !== "").map(([name, value]) => ({ name, value })),
    review: prior?.reviewed ?? "no",
    sources: prior?.sources ?? [],
  };
}
