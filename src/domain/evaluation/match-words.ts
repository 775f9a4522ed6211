import { contentStems, stemOf } from "../text/words.ts";

/**
 * Words that say the same of a hazard, a group a line. General English of failure and care, written
 * for the matcher alone: what hazid itself reads and ranks with knows nothing of it.
 */
const groups = `
wrong incorrect incorrectly erroneous mistaken mistakenly inaccurate faulty false error errors mistake invalid
lost lose loses missing absent omitted omit omits omission dropped drop discarded vanish disappear removed deleted delete deletion wiped erased
late delay delayed delays slow slowly overdue wait waits waiting postponed
miss missed misses overlooked overlook unseen unnoticed unread unrecognised ignored forgotten forget
see seen view viewed read notice noticed noticing visible look
show shown shows display displayed displays render rendered appear appears screen
duplicate duplicated duplicates duplication twice repeat repeated repeats double
old stale outdated superseded expired obsolete earlier previous
alter altered alters changed change changes modify modified amended edited corrupt corrupted distorted
interpret interpreted misread misunderstood misinterpreted misinterpretation ambiguous ambiguity unclear confused confusion confusing
rely relies reliance overreliance trust trusts trusted depend accept accepted accepts
disclose disclosed disclosure exposed exposes leak leaks leaked breach breached privacy confidentiality confidential
access accesses unauthorised unauthorized authorisation permission permissions role roles
outage unavailable downtime crash crashes crashed unresponsive offline failure fails fail failed stops
alert alerts alarm alarms notification notifications notify notified warning warnings reminder reminders
doctor doctors clinician clinicians nurse nurses professional professionals staff prescriber practitioner practitioners
drug drugs medicine medicines medication medications
dose doses dosage dosing strength quantity
deteriorate deteriorates deterioration worsening worsens decline
death die dies dead fatal mortality
harm injury injured
app application software system platform program programme
phone device devices mobile handset smartphone
urgent urgency critical criticality emergency severe serious priority prioritise prioritised prioritisation
identify identity identifier identifiers identification name
treat treatment treated treats therapy care
diagnosis diagnose diagnosed diagnostic
send sends sent sending transmit transmitted transfer transferred exchange exchanged sender message messages
receive receives received receiving receiver recipient
map mapping mapped translate translated transform transformed transforms convert converted conversion
code codes coded coding terminology
setting settings configured configuration configure setup
threshold thresholds limit limits cutoff
ai model algorithm generated hallucination hallucinated invented invention fabricated
summary summaries summarise summarised draft drafts
type types typed typing enter entered enters entry input keyed record recorded records
task tasks job jobs action actions
act acted acts response respond
handover handoff
queue queues worklist list lists
route routed routing assign assigned assignment misrouted
unit units
never without none nobody nothing
`;

const denial = stemOf("never");
const conceptOf = new Map<string, string>();
for (const line of groups.trim().split("\n")) {
  const stems = line.split(" ").map(stemOf);
  for (const stem of stems) if (!conceptOf.has(stem)) conceptOf.set(stem, stems[0] ?? stem);
}

const mostKept = 20_000;
const kept = new Map<string, ReadonlySet<string>>();

/** What a text is about, each once: content stems, those of one group as the first of it, and any denial. */
export function matchStems(text: string): ReadonlySet<string> {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const stems = new Set(contentStems(text).map((stem) => conceptOf.get(stem) ?? stem));
  if (/\b(?:no|not|cannot)\b|n['’]t\b/iu.test(text)) stems.add(denial);
  if (kept.size < mostKept) kept.set(text, stems);
  return stems;
}
