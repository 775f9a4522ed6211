import { and, asc, desc, eq, getTableColumns, inArray, ne, sql } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../../../app/ports.ts";
import type { Run, StepRecord, TakenStep } from "../../../app/records.ts";
import { allSteps, runStates } from "../../../domain/run/step.ts";
import { run, runStep } from "../schema.ts";
import { readLeftOut } from "./left-out.ts";
import { createModelCalls } from "./model-calls.ts";
import { isUuid, numberOf, toIso, type Session } from "./session.ts";

const $state = z.enum(runStates);
const $step = z.enum(allSteps);
const $stepState = z.enum(["done", "failed"]);

const toRun = (row: typeof run.$inferSelect): Run => ({
  id: row.id,
  ref: `R-${row.number}`,
  product: row.productId,
  productVersion: row.productVersionId,
  state: $state.parse(row.state),
  limit: row.limit,
  since: row.since,
  cells: row.cells,
  pipeline: row.pipeline,
  drafter: row.drafter,
  embedder: row.embedder,
  bankHash: row.bankHash,
  fence: row.fence,
  startedAt: toIso(row.startedAt),
  startedBy: row.startedBy,
});

type StepRow = typeof runStep.$inferSelect;

const toTaken = (row: Omit<StepRow, "output">): Omit<TakenStep, "failure"> => ({
  step: $step.parse(row.step),
  attempt: row.attempt,
  state: $stepState.parse(row.state),
  inputHash: row.inputHash,
  outputHash: row.outputHash,
  startedAt: toIso(row.startedAt),
  finishedAt: toIso(row.finishedAt),
});

const inOrder = <T extends Pick<StepRecord, "step" | "attempt">>(steps: T[]): T[] => {
  const order = ({ step }: T): number => allSteps.indexOf(step);
  return steps.sort((a, b) => order(a) - order(b) || a.attempt - b.attempt);
};

const { output: _long, ...stepColumns } = getTableColumns(runStep);

export const createRuns = (session: Session): Tx["runs"] => {
  const { db, organisation } = session;
  const own = eq(run.organisationId, organisation);
  const ofRun = (id: string) =>
    and(eq(runStep.organisationId, organisation), eq(runStep.runId, id));
  const asTaken = [asc(runStep.startedAt), asc(runStep.attempt)];
  return {
    async add({ product, productVersion, cells, ...added }) {
      const rows = await db
        .insert(run)
        .values({
          organisationId: organisation,
          productId: product,
          productVersionId: productVersion,
          state: "running",
          cells: cells === null ? null : [...cells],
          ...added,
        })
        .onConflictDoNothing({ target: [run.organisationId, run.requestKey] })
        .returning({ id: run.id });
      return rows.length === 1;
    },
    async byRequestKey(key) {
      const [row] = await db
        .select()
        .from(run)
        .where(and(own, eq(run.requestKey, key)));
      return row === undefined ? null : toRun(row);
    },
    async find(ref, product) {
      const number = numberOf("R", ref);
      if (number === null && !isUuid(ref)) return [];
      const named = number === null ? eq(run.id, ref) : eq(run.number, number);
      const inProduct = product === undefined ? undefined : eq(run.productId, product);
      return (
        await db
          .select()
          .from(run)
          .where(and(own, named, inProduct))
      ).map(toRun);
    },
    async list(product) {
      const inProduct = product === undefined ? undefined : eq(run.productId, product);
      const rows = await db
        .select()
        .from(run)
        .where(and(own, inProduct))
        .orderBy(desc(run.startedAt), desc(run.id));
      return rows.map(toRun);
    },
    async newest(products) {
      const rows = await db
        .selectDistinctOn([run.productId])
        .from(run)
        .where(and(own, inArray(run.productId, [...products])))
        .orderBy(run.productId, desc(run.number));
      return rows.map(toRun);
    },
    async claim(id, now, until) {
      const [row] = await db
        .update(run)
        .set({ fence: sql`${run.fence} + 1`, leaseUntil: until, state: "running" })
        .where(
          and(
            own,
            eq(run.id, id),
            ne(run.state, "done"),
            sql`(${run.leaseUntil} is null or ${run.leaseUntil} <= ${now} or ${run.state} <> 'running')`,
          ),
        )
        .returning({ fence: run.fence });
      return row?.fence ?? null;
    },
    async renew(id, fence, until) {
      const rows = await db
        .update(run)
        .set({ leaseUntil: until })
        .where(and(own, eq(run.id, id), eq(run.fence, fence), eq(run.state, "running")))
        .returning({ id: run.id });
      return rows.length === 1;
    },
    async leasedUntil(id) {
      const [row] = await db
        .select({ until: run.leaseUntil })
        .from(run)
        .where(and(own, eq(run.id, id)));
      return row?.until == null ? null : toIso(row.until);
    },
    async finish(id, fence, state) {
      const rows = await db
        .update(run)
        .set({ state, leaseUntil: null })
        .where(and(own, eq(run.id, id), eq(run.fence, fence), eq(run.state, "running")))
        .returning({ id: run.id });
      return rows.length === 1;
    },
    async cancel(id) {
      const rows = await db
        .update(run)
        .set({ state: "stopped", leaseUntil: null, fence: sql`${run.fence} + 1` })
        .where(and(own, eq(run.id, id), eq(run.state, "running")))
        .returning({ id: run.id });
      return rows.length === 1;
    },
    async steps(id) {
      const rows = await db
        .select()
        .from(runStep)
        .where(ofRun(id))
        .orderBy(...asTaken);
      return inOrder(rows.map((row) => ({ ...toTaken(row), output: row.output })));
    },
    async stepsTaken(id) {
      const failure = sql<
        string | null
      >`case when ${runStep.state} = 'failed' then ${runStep.output} end`;
      const rows = await db
        .select({ ...stepColumns, failure })
        .from(runStep)
        .where(ofRun(id))
        .orderBy(...asTaken);
      return inOrder(rows.map((row) => ({ ...toTaken(row), failure: row.failure })));
    },
    async output(id, step) {
      const [row] = await db
        .select({ output: runStep.output })
        .from(runStep)
        .where(and(ofRun(id), eq(runStep.step, step), eq(runStep.state, "done")));
      return row?.output ?? null;
    },
    async addStep(id, record) {
      await db.insert(runStep).values({ organisationId: organisation, runId: id, ...record });
    },
    leftOut: (runs) => readLeftOut(session, runs),
    ...createModelCalls(session),
  };
};
