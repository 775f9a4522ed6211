import { seenOf } from "../support/hazards.ts";
import type { Drafter, Embedder } from "../../src/app/ports.ts";
import { $Candidate, type Candidate } from "../../src/domain/candidate/candidate.ts";
import { draftOffline, offlineDrafter } from "../../src/domain/draft/offline.ts";
import { createHashingEmbedder } from "../support/hashing-embedder.ts";
import { makeDescription } from "../support/make-description.ts";
import { addOwnEntry } from "../support/add-entry.ts";
import { makeBankEntry } from "../support/make-bank.ts";
import { opened } from "../support/opened.ts";
import type { Desk, OpenRecord } from "../support/record.ts";
import type { Known, Whose } from "./pool.ts";

/** In every text of the other organisation, with a number that says which text it is; no word of any language. */
export const marker = /yttrowick-\d+/iu;

let marks = 0;
const marked = (text: string): string => `${text} Yttrowick-${(marks += 1)}`;

/** Drafts as the offline one does, with a mark in every text. */
const markingDrafter: Drafter = {
  ...offlineDrafter,
  sendsTo: null,
  draft: (input) =>
    Promise.resolve(
      draftOffline(input).map((draft) => ({
        ...draft,
        content: markCandidate($Candidate.parse(draft.content)),
      })),
    ),
};

const markCandidate = (candidate: Candidate): Candidate => ({
  ...candidate,
  title: marked(candidate.title),
  hazard: marked(candidate.hazard),
  effect: marked(candidate.effect),
  harm: marked(candidate.harm),
  exposed: marked(candidate.exposed),
  function: marked(candidate.function),
  causes: candidate.causes.map((cause) => ({ ...cause, text: marked(cause.text) })),
  controls: candidate.controls.map((control) => ({
    ...control,
    text: marked(control.text),
    worksIf: marked(control.worksIf),
  })),
  assumptions: candidate.assumptions.map(marked),
});

/** Somebody else's work in the same database: nothing of it may ever be answered or changed. */
export async function fillTheirs(record: OpenRecord): Promise<Desk> {
  const desk = await record.desk({ drafter: markingDrafter });
  await fill(desk, [marked("Cairnlow"), marked("Sablewick")], marked);
  const [product] = await desk.call("product.list", {});
  for (const confidentiality of ["organisation", "may-leave", "product-only"] as const) {
    const entry = makeBankEntry({
      id: `their-${confidentiality}`,
      name: marked("Stopped medicine recorded as current"),
      situation: marked("The note records as current a medicine that was stopped."),
    });
    const own = confidentiality === "product-only" ? (product?.id ?? null) : null;
    await addOwnEntry(record, desk.organisation, confidentiality, entry, own);
  }
  return desk;
}

/** Stops when its caller is gone, as an embedder that calls out does. */
function makeStoppingEmbedder(): Embedder {
  const embedder = createHashingEmbedder();
  return {
    ...embedder,
    embed(texts, signal) {
      signal?.throwIfAborted();
      return embedder.embed(texts);
    },
  };
}

/** Drafts as the offline one does, but never answers the call after `hold`. */
function makeHoldingDrafter() {
  const reached = Promise.withResolvers<undefined>();
  let holds = false;
  const drafter: Drafter = {
    ...offlineDrafter,
    sendsTo: null,
    draft(input) {
      if (!holds) return Promise.resolve(draftOffline(input));
      holds = false;
      reached.resolve(undefined);
      return Promise.withResolvers<never>().promise;
    },
  };
  return { drafter, reached: reached.promise, hold: () => void (holds = true) };
}

/** Our own work, the same for every chapter; of the last product a run is still being worked. */
export async function fillOurs(record: OpenRecord): Promise<Desk> {
  const { drafter, reached, hold } = makeHoldingDrafter();
  const desk = await record.desk({ embedder: makeStoppingEmbedder(), drafter });
  const names = ["Marlnote", "Sablewick", "Tarnbeck", "Ternwell"];
  await fill(desk, names, (text) => text);
  const text = makeDescription("Wexholm");
  const { id } = await desk.call("product.add", { text, name: "Wexholm" });
  hold();
  void desk.call("run.identify", { product: id });
  await reached;
  return desk;
}

/** A person, products, runs, decisions of both kinds, hazards and scores of both stages. */
async function fill(
  { call }: Desk,
  names: readonly string[],
  say: (text: string) => string,
): Promise<void> {
  const named = { role: "cso", body: "GMC", number: say("7654321") } as const;
  await call(
    "account.set",
    { ...named, name: say("Asha Kinloch") },
    { idempotencyKey: keyed(say) },
  );
  for (const label of [say("laptop"), say("ward round")]) {
    const token = { ...named, name: say("Ines Marrable"), label };
    await call("token.create", token, { idempotencyKey: keyed(say) });
  }
  for (const name of names) {
    const text = makeDescription(name, ["", say("It is used at home visits too.")]);
    const product = await call("product.add", { text, name }, { idempotencyKey: keyed(say) });
    const run = { product: product.id };
    // Of some products the whole queue waits; one of them asks for views that nobody has written.
    const waits = name.startsWith("T");
    if (!waits || name === "Tarnbeck") {
      await call("view.sample", { ...run, every: 2 }, { idempotencyKey: keyed(say) });
    }
    const { candidates, withheld } = await call("run.identify", run, {
      idempotencyKey: keyed(say),
    });
    const [first, second, third] = candidates;
    if (!waits) await writeViews(call, withheld, say);
    await consider(call, product.id, say);
    // Unscored, with links to add and to take away, and with something to do.
    for (const moment of ["night", "handover"]) {
      const added = { product: product.id, content: writtenFor(moment, say) };
      const hazard = await call("hazard.add", added, { idempotencyKey: keyed(say) });
      const action = {
        summary: say("Ask the ward."),
        owner: say("Asha"),
        party: "deployer" as const,
        due: "2027-01-31",
      };
      await call(
        "hazard.add-action",
        { ...seenOf(hazard), ...action },
        { idempotencyKey: keyed(say) },
      );
    }
    if (waits) continue;
    if (first === undefined || second === undefined || third === undefined) {
      throw new Error(`Expected three candidates of ${name}; found ${candidates.length}.`);
    }
    for (const { id, hash } of [first, second]) {
      const accepted = { suggestion: id, seen: hash, causes: [1], controls: [1] };
      const hazard = await call("queue.accept", accepted, { idempotencyKey: keyed(say) });
      for (const stage of ["initial", "residual"] as const) {
        const score = { ...seenOf(hazard), severity: "Major", likelihood: "Low", stage };
        await call("hazard.score", score, { idempotencyKey: keyed(say) });
      }
    }
    await call(
      "queue.reject",
      { suggestion: third.id, seen: third.hash, reason: "too-vague", text: say("Says little.") },
      { idempotencyKey: keyed(say) },
    );
  }
}

/** Own views of what asks for them; of the first it is said too how near it was. */
async function writeViews(
  call: Desk["call"],
  withheld: readonly { readonly id: string }[],
  say: (text: string) => string,
): Promise<void> {
  for (const { id } of withheld) {
    const text = say("Somebody reads the wrong note, and a patient is given the wrong medicine.");
    await call("view.write", { suggestion: id, text }, { idempotencyKey: keyed(say) });
  }
  const [first] = withheld;
  if (first === undefined) throw new Error("Expected a suggestion that asks for the own view.");
  const { suggestion } = opened(await call("queue.show", { suggestion: first.id }));
  const said = { suggestion: first.id, seen: suggestion.hash, agreement: "partly" as const };
  await call("view.agree", { ...said, text: say("It says who.") }, { idempotencyKey: keyed(say) });
}

/** One place that nothing came out of: considered, and so to be opened again. */
async function consider(
  call: Desk["call"],
  product: string,
  say: (text: string) => string,
): Promise<void> {
  const { places: all } = await call("coverage.show", { product });
  const open = all.find(({ key, standing }) => standing.state === "open" && places.includes(key));
  if (open === undefined) throw new Error("Expected a place that is open.");
  const reason = say("Nothing of it can happen here.");
  const input = { product, cell: open.key, seen: open.seen, reason };
  await call("coverage.none", input, { idempotencyKey: keyed(say) });
}

const writtenFor = (moment: string, say: (text: string) => string) => ({
  name: say(`Allergy hidden at ${moment}`),
  hazard: say(`The allergy is hidden at ${moment}.`),
  effect: say("The wrong medicine is given."),
  harm: say("Anaphylaxis."),
  causes: [
    { text: say("The banner is folded."), kind: "software" as const },
    { text: say("Two lists disagree."), kind: "data" as const },
  ],
  controls: [
    {
      text: say("The banner stays open."),
      type: "design" as const,
      owner: "maker" as const,
      actsOn: [1],
    },
    {
      text: say("Both lists are compared."),
      type: "test" as const,
      owner: "maker" as const,
      actsOn: [1, 2],
    },
  ],
});

let keys = 0;
const keyed = (say: (text: string) => string): string =>
  say(`filled-${(keys += 1)}`).replaceAll(" ", "-");

export type Tables = Readonly<Record<string, readonly string[]>>;

/** Tables that belong to organisations, with their columns. */
export async function readTables({ sql }: OpenRecord): Promise<Tables> {
  const rows = await sql<{ name: string; columns: string[] }>(
    `select table_name as name, array_agg(column_name::text) as columns
     from information_schema.columns where table_schema = 'public' group by 1
     having bool_or(column_name = 'organisation_id') order by 1`,
  );
  return Object.fromEntries(rows.map(({ name, columns }) => [name, columns]));
}

/** What a row may be called by: an expression for each column that a table may have. */
const callings = { id: "id::text", slug: "slug", key: "key" } as const;

/** Keys of places of every product here: some hold suggestions, most are open. */
const places = [
  "F1/early",
  "F1/late",
  "F1/wrong",
  "F2/stopped",
  "life-cycle/go-live",
  "third-party",
];
const shortReference = (table: string): string => `'${table.slice(0, 1).toUpperCase()}-' || number`;
const slugOfProduct =
  "(select p.slug from product p where (p.organisation_id, p.id) = (t.organisation_id, t.product_id))";

/** What each of two organisations' things go by: ids, short references, slugs, names, keys and hashes. */
export async function readKnown(
  { sql }: OpenRecord,
  tables: Tables,
  ours: Desk,
  theirs: Desk,
): Promise<Known> {
  const known = new Map<string, Record<Whose, string[]>>([["hash", { ours: [], theirs: [] }]]);
  for (const [table, columns] of Object.entries(tables)) {
    const has = (column: string): boolean => columns.includes(column);
    const isNumbered = has("product_id") && has("number");
    const expressions = [
      ...Object.entries(callings).flatMap(([column, text]) => (has(column) ? [text] : [])),
      ...(has("slug") ? ["name"] : []),
      ...(isNumbered
        ? [shortReference(table), `${slugOfProduct} || '/' || ${shortReference(table)}`]
        : []),
    ];
    const rows = await sql<{ ours: boolean; values: string[]; hash: string | null }>(
      `select organisation_id = $1 as ours, array[${expressions.join(", ")}]::text[] as values,
         ${has("hash") ? "hash" : "null"} as hash
       from ${table} t where organisation_id in ($1, $2) order by t::text`,
      [ours.organisation, theirs.organisation],
    );
    const of = { ours: new Array<string>(), theirs: new Array<string>() };
    for (const row of rows) {
      const whose = row.ours ? "ours" : "theirs";
      of[whose].push(...row.values);
      if (row.hash !== null) known.get("hash")?.[whose].push(row.hash);
    }
    if (of.ours.length > 0 && of.theirs.length > 0) known.set(table, of);
  }
  known.set("cell", { ours: places, theirs: places });
  // More often than the rest what has an own view: whose it is may be somebody else soon.
  const viewed = await sql<{ ours: boolean; id: string }>(
    `select organisation_id = $1 as ours, suggestion_id::text as id from own_view
     where organisation_id in ($1, $2) order by suggestion_id`,
    [ours.organisation, theirs.organisation],
  );
  for (const { ours: isOurs, id } of viewed) {
    known.get("suggestion")?.[isOurs ? "ours" : "theirs"].unshift(id, id, id);
  }
  return known;
}

/** Every row of an organisation in every table, as one digest a table. */
export async function digestOf(
  { sql }: OpenRecord,
  tables: Tables,
  organisation: string,
): Promise<string> {
  const digests = Object.keys(tables).map(
    (table) =>
      `select '${table}' as name, count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest
       from ${table} t where organisation_id = $1`,
  );
  const rows = await sql<{ name: string; digest: string }>(
    `${digests.join(" union all ")}
     union all select 'organisation', md5(o::text) from organisation o where id = $1 order by 1`,
    [organisation],
  );
  return rows.map(({ name, digest }) => `${name} ${digest}`).join("\n");
}

const identifiers =
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b[0-9a-f]{64}\b/gu;
export const identifiersIn = (text: string): readonly string[] => text.match(identifiers) ?? [];

/** Ids and hashes that are the other organisation's alone. */
export async function secretsOf(
  { sql }: OpenRecord,
  tables: Tables,
  ours: Desk,
  theirs: Desk,
): Promise<ReadonlySet<string>> {
  const said = new Map<boolean, Set<string>>([
    [true, new Set([theirs.organisation])],
    [false, new Set()],
  ]);
  for (const [table, columns] of Object.entries(tables)) {
    // A step's output can be the same for two products: its hash says nothing of whose it is.
    const isKept = columns.includes("hash") || columns.includes("id");
    if (!isKept || table === "run_step") continue;
    const parts = ["id", "hash"].filter((column) => columns.includes(column));
    const rows = await sql<{ text: string; theirs: boolean }>(
      `select concat_ws(' ', ${parts.join(", ")}) as text, organisation_id = $1 as theirs from ${table}`,
      [theirs.organisation],
    );
    for (const row of rows) for (const id of identifiersIn(row.text)) said.get(row.theirs)?.add(id);
  }
  const others = said.get(false) ?? new Set();
  others.add(ours.organisation);
  return (said.get(true) ?? new Set<string>()).difference(others);
}
