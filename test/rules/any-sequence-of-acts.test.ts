/** DESIGN §1: no sequence of acts by several people breaks the three rules. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hashOf } from "../../src/domain/hash/canonical.ts";
import { suggestionMoves } from "../../src/domain/suggestion/suggestion.ts";
import { AppError } from "../../src/app/errors.ts";
import { writtenHazard } from "../support/hazards.ts";
import { makeQueue, namePerson } from "../support/make-queue.ts";
import { useRecord, type Desk, type OpenRecord } from "../support/record.ts";
import { opened } from "../support/opened.ts";

const counted = [
  "suggestion",
  "decision",
  "hazard",
  "hazard_version",
  "risk_score",
  "audit_event",
] as const;
type Counts = Map<string, number>;
type Real = { readonly record: OpenRecord; readonly desk: Desk; readonly product: string };
/** What is known of the record is only how much it held: less it must never hold. */
type Model = { counts: Counts };

async function expectRules({ record, desk }: Real, model: Model): Promise<void> {
  const org = [desk.organisation];
  for (const table of counted) {
    const count = await desk.count(table);
    expect(count).toBeGreaterThanOrEqual(model.counts.get(table) ?? 0);
    model.counts.set(table, count);
  }
  const versions = await record.sql<{ content: string; hash: string; rests: boolean }>(
    `select v.content, v.hash, case when v.version = 1
        then (d.verb = 'accept' and d.suggestion_id = h.suggestion_id) or (d.verb = 'add' and h.suggestion_id is null)
        else d.hazard_seen = b.hash end and d.hazard_id = h.id as rests
     from hazard h join hazard_version v on v.organisation_id = h.organisation_id and v.hazard_id = h.id
     left join hazard_version b on b.organisation_id = h.organisation_id and b.hazard_id = h.id and b.version = v.version - 1
     left join decision d on d.organisation_id = v.organisation_id and d.id = v.decision_id
     where h.organisation_id = $1`,
    org,
  );
  for (const { content, hash, rests } of versions) {
    expect(rests).toBe(true);
    expect(hashOf(JSON.parse(content))).toBe(hash);
  }
  const states = await record.sql<{ state: string; verb: keyof typeof suggestionMoves | null }>(
    `select s.state, (select d.verb from decision d where d.organisation_id = s.organisation_id
       and d.suggestion_id = s.id order by d.ordinal desc limit 1) as verb
     from suggestion s where s.organisation_id = $1`,
    org,
  );
  for (const { state, verb } of states) {
    expect(state).toBe(verb === null ? "pending" : suggestionMoves[verb].to);
  }
  // What is merged or accepted has a place that stands: nothing is lost with what it went to.
  const lost = await record.sql(
    `select s.number from suggestion s
     join lateral (select * from decision d where d.organisation_id = s.organisation_id
       and d.suggestion_id = s.id order by d.ordinal desc limit 1) d on true
     left join suggestion t on t.organisation_id = d.organisation_id and t.id = d.into_id
     left join lateral (select v.content::jsonb ->> 'status' as status from hazard_version v
       where v.organisation_id = d.organisation_id and v.hazard_id = d.hazard_id
       order by v.version desc limit 1) v on true
     where s.organisation_id = $1 and s.state in ('merged', 'accepted')
       and (t.state in ('merged', 'rejected') or v.status = 'withdrawn')`,
    org,
  );
  expect(lost).toEqual([]);
  const [scores] = await record.sql<{ n: number }>(
    `select count(*)::int as n from risk_score r left join account a
     on a.organisation_id = r.organisation_id and a.id = r.account_id
     where r.organisation_id = $1 and a.id is null`,
    org,
  );
  expect(scores?.n).toBe(0);
  const numbers = await record.sql<{ number: number }>(
    "select number from hazard where organisation_id = $1 order by number",
    org,
  );
  expect(numbers.map(({ number }) => number)).toEqual(numbers.map((_, i) => i + 1));
  expect((await desk.call("audit.verify", {})).breaches).toEqual([]);
}

type Act = (real: Real) => Promise<unknown>;
const command = (name: string, act: Act): fc.AsyncCommand<Model, Real> => ({
  check: () => true,
  async run(model, real) {
    // A refusal is an answer; anything else is a fault.
    await act(real).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
    });
    await expectRules(real, model);
  },
  toString: () => name,
});

const s = fc.integer({ min: 1, max: 4 }).map((n) => `S-${n}`);
const h = fc.integer({ min: 1, max: 3 }).map((n) => `H-${n}`);
const said = async ({ desk }: Real, suggestion: string) => {
  const shown = opened(await desk.call("queue.show", { suggestion }));
  return { suggestion, seen: shown.suggestion.hash };
};
const shown = async ({ desk }: Real, hazard: string) => {
  const found = await desk.call("hazard.show", { hazard });
  return { hazard, seen: found.hazard.hash };
};
const causes = fc.subarray([1, 2], { minLength: 1 });

const commands = [
  fc.tuple(s, causes, fc.boolean()).map(([ref, chosen, edit]) =>
    command(`accept ${ref}`, async (real) =>
      real.desk.call("queue.accept", {
        ...(await said(real, ref)),
        causes: chosen,
        ...(edit ? { edits: { name: "Edited" } } : {}),
      }),
    ),
  ),
  fc.tuple(s, h, causes).map(([ref, hazard, chosen]) =>
    command(`add ${ref} to ${hazard}`, async (real) => {
      const { seen } = await shown(real, hazard);
      const input = { ...(await said(real, ref)), causes: chosen, hazard, hazardSeen: seen };
      return real.desk.call("queue.add-cause", input);
    }),
  ),
  s.map((ref) =>
    command(`reject ${ref}`, async (real) =>
      real.desk.call("queue.reject", { ...(await said(real, ref)), reason: "duplicate" }),
    ),
  ),
  fc
    .tuple(s, fc.oneof(s, h))
    .map(([ref, into]) =>
      command(`merge ${ref} into ${into}`, async (real) =>
        real.desk.call("queue.merge", { ...(await said(real, ref)), into }),
      ),
    ),
  s.map((ref) =>
    command(`defer ${ref}`, async (real) => real.desk.call("queue.defer", await said(real, ref))),
  ),
  fc.tuple(s, fc.option(h)).map(([ref, hazard]) =>
    command(`undo ${ref}`, async (real) =>
      real.desk.call("queue.undo", {
        ...(await said(real, ref)),
        ...(hazard === null ? {} : { hazardSeen: (await shown(real, hazard)).seen }),
      }),
    ),
  ),
  fc.constant(
    command("write", ({ desk, product }) =>
      desk.call("hazard.add", { product, content: writtenHazard }),
    ),
  ),
  fc.tuple(h, fc.integer({ min: 1, max: 4 }), fc.boolean()).map(([ref, cause, remove]) =>
    command(`edit ${ref}`, async (real) =>
      real.desk.call("hazard.edit", {
        ...(await shown(real, ref)),
        edits: remove
          ? { removeCauses: [cause], removeControls: [] }
          : { addCauses: [{ text: "Another.", kind: "human" }] },
      }),
    ),
  ),
  h.map((ref) =>
    command(`withdraw ${ref}`, async (real) =>
      real.desk.call("hazard.withdraw", { ...(await shown(real, ref)), text: "Twice." }),
    ),
  ),
  h.map((ref) =>
    command(`score ${ref}`, async (real) => {
      const words = { severity: "minor", likelihood: "low" };
      return real.desk.call("hazard.score", { ...(await shown(real, ref)), ...words });
    }),
  ),
  fc
    .constantFrom("Asha Kinloch", "Bram Oduya")
    .map((name) => command(`name ${name}`, ({ desk }) => namePerson(desk, "cso", name))),
];

describe("any sequence of acts by several people", () => {
  const record = useRecord({ engine: "PGlite" });

  test("leaves the three rules whole after each", { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands(commands, { maxCommands: 14, size: "max" }), async (acts) => {
        const desk = await record().desk();
        const { product } = await makeQueue(desk);
        const setup = () => ({
          model: { counts: new Map<string, number>() },
          real: { record: record(), desk, product: product.id },
        });
        await fc.asyncModelRun(setup, acts);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });
});
