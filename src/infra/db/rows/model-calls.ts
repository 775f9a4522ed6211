import { and, asc, eq, getTableColumns, sql, type Column } from "drizzle-orm";
import { z } from "zod";
import { answerFormats } from "../../../app/answer-format.ts";
import type { Tx } from "../../../app/ports.ts";
import type { MadeCall, ModelCall } from "../../../app/records.ts";
import { callHash, keptTexts } from "../../../domain/audit/model-call.ts";
import type { Kept } from "../../../domain/audit/record.ts";
import { callOutcomes } from "../../../domain/run/call.ts";
import { runSteps } from "../../../domain/run/step.ts";
import { modelCall, run } from "../schema.ts";
import { toIso, type Session } from "./session.ts";

const $step = z.enum(runSteps);
const $outcome = z.enum(callOutcomes);
const $format = z.enum(answerFormats).nullable();

type CallRow = typeof modelCall.$inferSelect;
const { raw: _raw, value: _value, ...madeColumns } = getTableColumns(modelCall);

const toMade = ({
  organisationId: _own,
  runId: _run,
  promptId: id,
  promptVersion: version,
  promptHash: hash,
  ...row
}: Omit<CallRow, "raw" | "value">): MadeCall => ({
  ...row,
  step: $step.parse(row.step),
  prompt: { id, version, hash },
  outcome: $outcome.parse(row.outcome),
  format: $format.parse(row.format),
  startedAt: toIso(row.startedAt),
  finishedAt: toIso(row.finishedAt),
});

const toCall = ({ raw, value, ...made }: CallRow): ModelCall => ({ ...toMade(made), raw, value });

const asAnswered = [asc(modelCall.finishedAt), sql`${modelCall.key} collate "C"`];

export const createModelCalls = ({
  db,
  organisation,
}: Session): Pick<Tx["runs"], "modelCalls" | "callsMade" | "addModelCall"> => ({
  async modelCalls(id) {
    const rows = await db
      .select()
      .from(modelCall)
      .where(and(eq(modelCall.organisationId, organisation), eq(modelCall.runId, id)))
      .orderBy(...asAnswered);
    return rows.map(toCall);
  },
  async callsMade(id) {
    const rows = await db
      .select(madeColumns)
      .from(modelCall)
      .where(and(eq(modelCall.organisationId, organisation), eq(modelCall.runId, id)))
      .orderBy(...asAnswered);
    return rows.map(toMade);
  },
  async addModelCall(id, { prompt, ...call }) {
    await db.insert(modelCall).values({
      ...call,
      ...keptTexts(call),
      organisationId: organisation,
      runId: id,
      promptId: prompt.id,
      promptVersion: prompt.version,
      promptHash: prompt.hash,
    });
  },
});

const hashed = (column: Column) =>
  sql<string | null>`encode(sha256(convert_to(${column}, 'UTF8')), 'hex')`;

/** The calls that events tell of; `recorded` gives the hash that a text had when it was recorded. */
export async function listKeptCalls(
  { db, organisation }: Session,
  recorded: (row: string, hash: string, field: string) => string,
): Promise<Kept[]> {
  const rows = await db
    .select({
      call: {
        ...getTableColumns(modelCall),
        problem: hashed(modelCall.problem),
        leftOut: hashed(modelCall.leftOut),
        raw: hashed(modelCall.raw),
        value: hashed(modelCall.value),
      },
      number: run.number,
    })
    .from(modelCall)
    .innerJoin(
      run,
      and(eq(run.organisationId, modelCall.organisationId), eq(run.id, modelCall.runId)),
    )
    .where(eq(modelCall.organisationId, organisation));
  return rows.map(({ call, number }) => {
    const id = `${call.runId} ${call.key}`;
    const was = (hash: string | null, field: string): string | null =>
      hash === null ? null : recorded(id, hash, field);
    const hash = callHash({
      ...toCall(call),
      problem: was(call.problem, "problem"),
      leftOut: was(call.leftOut, "left_out"),
      raw: was(call.raw, "raw"),
      value: was(call.value, "value"),
    });
    return {
      kind: "call",
      id,
      ref: `Call ${call.key} of R-${number}`,
      hash,
      actual: hash,
      where: null,
    };
  });
}
