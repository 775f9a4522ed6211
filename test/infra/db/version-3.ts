import { readFile } from "node:fs/promises";
import type pg from "pg";
import { z } from "zod";
import { sha256 } from "../../../src/domain/hash/canonical.ts";

const folder = new URL("../../../db/migrations/", import.meta.url);
export const at = "2026-03-02T09:00:00.000Z";
/** What JSON escapes, what it might, and what no engine may touch. */
export const odd = `"q" \\ / \b\f\n\r\t\u0001\u001f\u007f \u2028\u2029 é 👩🏽‍⚕️ \u{10ffff} '%s' {{x}} $1 `;
export const id = (n: number): string =>
  `0199a000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`;
export const organisation = id(1);
const suggestions = [1, 2, 3];

/** Brings an empty database to where version 0.1 left it, as its migrator did. */
export async function migrateTo3(pool: pg.Pool): Promise<void> {
  const $journal = z.object({ entries: z.array(z.object({ tag: z.string(), when: z.number() })) });
  const journal = await readFile(new URL("meta/_journal.json", folder), "utf8");
  await pool.query(
    "create schema drizzle; create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)",
  );
  for (const { tag, when } of $journal.parse(JSON.parse(journal)).entries.slice(0, 4)) {
    const text = await readFile(new URL(`${tag}.sql`, folder), "utf8");
    for (const statement of text.split("--> statement-breakpoint")) await pool.query(statement);
    await pool.query(
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)",
      [sha256(text), when],
    );
  }
}

/** A log as version 0.1 kept it: three suggestions, two of them hazards, one of those scored three times. */
export async function fillVersion3(pool: pg.Pool): Promise<void> {
  const insert = (table: string, row: Record<string, unknown>) => {
    const all = { ...(table === "organisation" ? {} : { organisation_id: organisation }), ...row };
    const names = Object.keys(all).map((name) => `"${name}"`);
    return pool.query(
      `insert into ${table} (${names.join(", ")}) values (${names.map((_, i) => `$${i + 1}`).join(", ")})`,
      Object.values(all),
    );
  };

  await insert("organisation", { id: organisation, name: odd, created_at: at });
  await insert("account", { id: id(2), name: odd, role: "cso", created_at: at });
  await insert("product", {
    id: id(3),
    slug: "p",
    name: odd,
    standard: "dcb0129",
    scheme: "ig-example",
    next_hazard: 3,
    next_suggestion: 4,
    created_at: at,
  });
  await insert("product_version", {
    id: id(4),
    product_id: id(3),
    number: 1,
    description: odd,
    hash: sha256(odd),
    created_at: at,
  });
  await insert("run", {
    id: id(5),
    number: 1,
    product_id: id(3),
    product_version_id: id(4),
    state: "done",
    limit: 10,
    pipeline: "1",
    drafter: "offline 1",
    embedder: "e",
    bank_hash: "b",
    started_at: at,
    started_by: odd,
  });
  for (const n of suggestions) {
    await insert("suggestion", {
      id: id(10 + n),
      number: n,
      product_id: id(3),
      product_version_id: id(4),
      run_id: id(5),
      rank: n,
      situation: `s${n}`,
      content: `{"n":${n}}`,
      hash: sha256(`{"n":${n}}`),
      origin: `o${n}`,
      state: n === 3 ? "rejected" : "accepted",
      created_at: at,
    });
    await insert("decision", {
      id: id(20 + n),
      suggestion_id: id(10 + n),
      verb: n === 3 ? "reject" : "accept",
      seen: sha256(`{"n":${n}}`),
      account_id: id(2),
      reason: n === 3 ? "too-vague" : null,
      text: n === 3 ? odd : null,
      // The second acceptance took the second and fourth cause, and the third control.
      causes: n === 1 ? [1] : n === 2 ? [2, 4] : [],
      controls: n === 2 ? [3, 5] : [],
      at,
    });
  }
  for (const n of [1, 2]) {
    await insert("hazard", {
      id: id(30 + n),
      number: n,
      product_id: id(3),
      suggestion_id: id(10 + n),
      decision_id: id(20 + n),
      name: `name ${odd}`,
      hazard: `hazard ${odd}`,
      effect: `effect ${odd}`,
      harm: `harm ${odd}`,
      exposed: n === 1 ? "" : `exposed ${odd}`,
      condition: n === 1 ? "normal" : "fault",
      status: "open",
      version: 1,
      created_at: at,
    });
    for (const c of n === 1 ? [1] : [1, 2]) {
      await insert("cause", {
        id: id(40 + n * 3 + c),
        hazard_id: id(30 + n),
        number: c,
        kind: "software",
        text: `cause ${c} ${odd}`,
        decision_id: id(20 + n),
      });
    }
  }
  for (const k of [1, 2]) {
    await insert("control", {
      id: id(60 + k),
      hazard_id: id(32),
      number: k,
      type: "design",
      owner: "maker",
      text: `control ${k} ${odd}`,
      works_if: odd,
      basis: k === 1 ? "stated" : "proposed",
      state: "proposed",
      decision_id: id(22),
    });
    // Written in another order than the causes have.
    for (const c of k === 1 ? [2, 1] : [2]) {
      await insert("control_cause", { control_id: id(60 + k), cause_id: id(46 + c) });
    }
  }
  for (const [n, stage] of ["initial", "residual", "initial"].entries()) {
    await insert("risk_score", {
      id: id(70 + n),
      hazard_id: id(32),
      stage,
      severity: n === 2 ? "Minor" : "Major",
      likelihood: "Low",
      level: n === 2 ? 1 : 3,
      scheme: "ig-example 1",
      account_id: id(2),
      at,
    });
  }
}
