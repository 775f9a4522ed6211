/** Which attack is caught where, by what, in what words; docs/audit-attacks.md is this table. */
import type { AttackName } from "./attacks.ts";

export const places = [
  "database",
  "database beside its journal",
  "journal",
  "database and journal",
  "file",
] as const;
export type Place = (typeof places)[number];

/** `chain`: by the events themselves. `head`: only with a head known from elsewhere. */
export type Caught =
  | { readonly by: "chain" | "journal" | "head"; readonly says: string }
  | { readonly by: "nothing"; readonly because: string };
export type Row = { readonly place: Place; readonly attack: AttackName; readonly caught: Caught };

const byChain = (says: string): Caught => ({ by: "chain", says });
const byJournal = (says: string): Caught => ({ by: "journal", says });
const byHead = (says: string): Caught => ({ by: "head", says });
const byNothing = (because: string): Caught => ({ by: "nothing", because });

const altered = byChain("Event 3: its text is not the text that was hashed");
const rehashed = byChain("Event 4: does not follow the event before it");
const deleted = byChain("Event 4: expected event 3, found 4");
const reordered = byChain("Event 3: its text says that it is event 4");
const doubled = byChain("Event 3: expected event 4, found 3");
const inserted = byChain("Event 4: expected event 5, found 4");
const before = byChain("Event 0: expected event 1, found 0");
const forkedInOrder = byChain("Event 5: expected event 6, found 5");
const relabelled = byChain("Event 1: belongs to another organisation");
const missing = byHead("Event 6: was recorded elsewhere and is missing here");
const differs = byHead("Event 6: differs from what was recorded elsewhere");
const appended = byNothing(
  "Whoever may write there can append as hazid does: a hash tells what follows what, not who wrote it. A signature with a key that the writer does not hold would.",
);
const untold = byNothing(
  "A crash between a commit and the journal leaves the same. The database still holds the events, and the next start tells them again.",
);

type Outcomes = Partial<Readonly<Record<AttackName, Caught>>>;
const outcomes: Readonly<Record<Place, Outcomes>> = {
  database: {
    alter: altered,
    rehash: rehashed,
    delete: deleted,
    reorder: reordered,
    double: doubled,
    insert: inserted,
    before,
    fork: forkedInOrder,
    append: appended,
    cut: missing,
    rewrite: differs,
    replay: missing,
    carryOn: differs,
    relabel: relabelled,
    empty: missing,
  },
  "database beside its journal": {
    alter: altered,
    rehash: byJournal("Audit event 3 differs between the journal and the database."),
    delete: byJournal("Audit event 3 is in the journal and missing in the database."),
    reorder: reordered,
    double: doubled,
    insert: inserted,
    before: byJournal(
      "Audit event 0 is in the database and missing in the journal, which tells of later ones.",
    ),
    fork: forkedInOrder,
    append: byNothing(
      "At the next start it is taken for an event that a crash kept from the journal, and told. A signature would tell.",
    ),
    cut: byJournal("Audit event 5 is in the journal and missing in the database."),
    rewrite: byJournal("Audit event 3 differs between the journal and the database."),
    replay: byJournal("Audit event 4 is in the journal and missing in the database."),
    carryOn: byJournal("Line 7 of the audit journal, event 4: expected event 7, found 4."),
    relabel: relabelled,
    empty: byJournal("Audit event 1 is in the journal and missing in the database."),
  },
  journal: {
    alter: byJournal(
      "Line 3 of the audit journal, event 3: its text is not the text that was hashed.",
    ),
    rehash: byJournal("Audit event 3 differs between the journal and the database."),
    delete: byJournal(
      "Audit event 3 is in the database and missing in the journal, which tells of later ones.",
    ),
    reorder: byJournal("Audit event 3 differs between the journal and the database."),
    double: byJournal("Line 4 of the audit journal, event 3: expected event 4, found 3."),
    insert: byJournal("Line 5 of the audit journal, event 4: expected event 5, found 4."),
    before: byJournal("Line 1 of the audit journal is not an audit event."),
    fork: byJournal("Line 7 of the audit journal, event 5: expected event 7, found 5."),
    append: byJournal("Audit event 7 is in the journal and missing in the database."),
    cut: untold,
    rewrite: byJournal("Audit event 3 differs between the journal and the database."),
    replay: untold,
    relabel: byJournal("Audit event 1 differs between the journal and the database."),
    empty: untold,
  },
  "database and journal": {
    alter: altered,
    rehash: rehashed,
    delete: deleted,
    fork: forkedInOrder,
    append: appended,
    cut: missing,
    rewrite: differs,
    replay: missing,
    relabel: relabelled,
    empty: missing,
  },
  file: {
    alter: altered,
    rehash: rehashed,
    delete: deleted,
    reorder: reordered,
    double: doubled,
    insert: inserted,
    before: byChain("Line 2 is not an event as an export writes it."),
    fork: byChain("Event 5: expected event 7, found 5"),
    append: appended,
    cut: missing,
    rewrite: differs,
    replay: missing,
    carryOn: differs,
    relabel: relabelled,
    empty: missing,
  },
};

const isAttack = (name: string, among: Outcomes): name is AttackName => Object.hasOwn(among, name);

export const rows: readonly Row[] = places.flatMap((place) =>
  Object.keys(outcomes[place]).flatMap((attack): Row[] => {
    if (!isAttack(attack, outcomes[place])) return [];
    const caught = outcomes[place][attack];
    return caught === undefined ? [] : [{ place, attack, caught }];
  }),
);
