import type { FacetKind } from "../facet/kinds.ts";
import { readMentions, type Mention } from "../facet/read.ts";
import { cueOf, facetKey, type Vocabulary } from "../facet/vocabulary.ts";
import { standsInCorrections } from "../profile/corrections.ts";
import type { Profile } from "../profile/profile.ts";
import { segmentsOf } from "../text/segments.ts";

/** The facets, as `kind:id`, of which a sentence of a prior hazard speaks. */
export type SpeaksOf = (sentence: string) => ReadonlySet<string>;

/**
 * What a sentence calls people and places in one word. Too little to read a description by, where “GP”
 * may be who gets a copy; enough to tell whose work a sentence is about.
 */
const plainWords: readonly (readonly [FacetKind, string, readonly string[]])[] = [
  ["user", "gp", ["gp"]],
  ["user", "pharmacist", ["pharmacy"]],
  ["setting", "general-practice", ["the practice", "a practice", "their practice", "surgery"]],
  ["setting", "hospital-ward", ["ward"]],
  ["setting", "outpatient-clinic", ["clinic"]],
  ["setting", "theatre", ["theatre"]],
  ["setting", "laboratory", ["laboratory", "lab"]],
  ["setting", "care-home", ["resident"]],
  ["setting", "prison", ["prisoner"]],
  ["population", "pregnancy", ["mother"]],
];

/** What goes without saying where something else is said: who works there, what is handled there. */
const goesWithout: Readonly<Record<string, readonly string[]>> = {
  "user:gp": ["user:doctor", "setting:general-practice"],
  "setting:general-practice": ["user:gp", "user:doctor", "user:nurse", "setting:outpatient-clinic"],
  "setting:hospital-ward": ["user:doctor", "user:nurse"],
  "setting:outpatient-clinic": ["user:doctor", "user:nurse"],
  "setting:emergency-department": ["user:doctor", "user:nurse"],
  "setting:critical-care": ["user:doctor", "user:nurse", "setting:hospital-ward"],
  "setting:theatre": ["user:doctor", "user:nurse"],
  "setting:community": ["user:nurse", "setting:outpatient-clinic"],
  "setting:mental-health": ["population:mental-illness", "setting:outpatient-clinic"],
  "setting:maternity": [
    "user:midwife",
    "population:pregnancy",
    "population:children",
    "setting:hospital-ward",
    "setting:outpatient-clinic",
  ],
  "setting:ambulance": ["user:paramedic"],
  "setting:community-pharmacy": ["user:pharmacist", "data:medicines"],
  "setting:care-home": ["user:social-care-worker", "user:carer"],
  "setting:hospice": ["population:end-of-life"],
  "setting:prison": ["population:prison-leavers"],
  "setting:laboratory": ["user:laboratory-staff", "data:results"],
  "setting:radiology-department": ["user:imaging-staff", "data:images"],
  "capability:prescribing": ["data:medicines"],
  "capability:medicine-administration": ["data:medicines"],
  "capability:medicines-reconciliation": ["data:medicines"],
  "capability:dispensing": ["data:medicines", "user:pharmacist"],
  "capability:result": ["data:results", "setting:laboratory"],
  "capability:pathology": ["data:results", "setting:laboratory"],
  "capability:order": ["setting:laboratory"],
  "capability:imaging": ["data:images"],
  "capability:observations-charting": ["data:observations"],
  "capability:scheduling": ["data:appointments"],
  "capability:task-list": ["data:tasks"],
  "capability:letter": ["data:documents"],
  "capability:coding": ["data:codes"],
  "capability:patient-identity": ["data:demographics"],
};

/** Any product has these people about it, and every hazard happens at some stage. */
const anybody = ["patient", "clinician", "it-staff"];
const ofAnyProduct = ({ kind, id }: Mention["facet"]): boolean =>
  kind === "phase" || (kind === "user" && anybody.includes(id));

const plain: Vocabulary = {
  facets: new Map(),
  cues: Map.groupBy(
    plainWords.flatMap(([kind, id, phrases]) =>
      phrases.flatMap((phrase) => cueOf({ kind, id, label: id }, phrase) ?? []),
    ),
    ({ stems }) => stems[0] ?? "",
  ),
};

const keyOf = ({ facet }: Mention): string => facetKey(facet.kind, facet.id);

/** Sentences that were read are kept: the bank is the same in every run. */
const known = new WeakMap<Vocabulary, Map<string, ReadonlySet<string>>>();
const maxKnown = 20_000;

export function createSpeaksOf(vocabulary: Vocabulary): SpeaksOf {
  const read = known.get(vocabulary) ?? new Map<string, ReadonlySet<string>>();
  known.set(vocabulary, read);
  return (sentence) => {
    const before = read.get(sentence);
    if (before !== undefined) return before;
    const whole = [{ start: 0, end: sentence.length, kind: "sentence", section: "" }] as const;
    const mentions = [vocabulary, plain].flatMap((cues) => readMentions(sentence, whole, cues));
    const keys = new Set(mentions.filter(({ facet }) => !ofAnyProduct(facet)).map(keyOf));
    if (read.size < maxKnown) read.set(sentence, keys);
    return keys;
  };
}

/** What a product has, or its description names in plain words, with what goes without saying there. */
export function heldBy(profile: Profile, description: string): ReadonlySet<string> {
  const segments = segmentsOf(description).filter((segment) => !standsInCorrections(segment));
  const named = readMentions(description, segments, plain).filter(({ negated }) => !negated);
  const said = [...profile.facets.map(({ kind, id }) => facetKey(kind, id)), ...named.map(keyOf)];
  const held = new Set([...said, ...said.flatMap((key) => goesWithout[key] ?? [])]);
  for (const { kind, id } of profile.excluded) held.delete(facetKey(kind, id));
  return held;
}
