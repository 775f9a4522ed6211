import { once } from "node:events";
import { createInterface } from "node:readline";
import { AppError } from "../../src/app/errors.ts";
import type { Call } from "../../src/app/use-cases.ts";
import { leaseMs } from "../../src/domain/run/step.ts";
import { send } from "./calls.ts";
import { setDiskTrap } from "./disk-traps.ts";
import { $Settings, type Intent, type Reply } from "./messages.ts";
import { workOn, type NewIntent } from "./mixed-work.ts";
import { openWork } from "./open-work.ts";
import { makeRandom } from "./random.ts";
import { readRecord } from "./read-record.ts";
import { say, sayTrapped } from "./say.ts";
import { watchStore } from "./watch-store.ts";

/**
 * A worker that is there to be killed. It opens the record, sends again what the process before it was
 * not answered, says what the record holds, waits for a line, and works until it dies. Each call is
 * announced before it is sent and acknowledged once it is answered; after a fault it waits for a line.
 */
const settings = $Settings.parse(JSON.parse(process.argv[2] ?? ""));
const input = createInterface({ input: process.stdin });
const { trap } = settings;
let clockAheadMs = settings.clockAheadMs;
let isSet = false;

const die = (at: string): void => {
  sayTrapped(at);
  process.kill(process.pid, "SIGKILL");
};
const nextLine = (): Promise<unknown> => once(input, "line");
const onDisk =
  trap === null || trap.moment.endsWith("the commit")
    ? null
    : await setDiskTrap(trap.moment, () => {
        die(trap.moment);
      });

async function reach(action: string, moment: "before the commit" | "after the commit") {
  if (trap === null || !isSet || trap.action !== action) return;
  if (moment === "before the commit") onDisk?.arm();
  if (trap.moment !== moment) return;
  isSet = false;
  if (trap.act === "die") die(moment);
  sayTrapped(moment);
  await nextLine();
}

const { call, store } = await openWork(settings.target, {
  clock: { now: () => new Date(Date.now() + clockAheadMs).toISOString() },
  wrap: (real) =>
    watchStore(real, {
      beforeCommit: (action) => reach(action, "before the commit"),
      afterCommit: (action) => reach(action, "after the commit"),
    }),
});

/** The lease of a worker that died is waited out, by the clock. */
async function afterLease<T>(act: () => Promise<T>): Promise<T> {
  const leases = 3;
  for (let waited = 0; ; waited += 1) {
    try {
      return await act();
    } catch (error) {
      const isLeased = error instanceof AppError && error.message.includes("is being worked on");
      if (!isLeased || waited === leases) throw error;
      clockAheadMs += leaseMs;
    }
  }
}

async function sendUntilAnswered(intent: Intent): Promise<Reply> {
  for (;;) {
    try {
      const reply = await afterLease(() => send(call, intent));
      say({ is: "acknowledged", key: intent.key, reply });
      return reply;
    } catch (error) {
      say({ is: "failed", key: intent.key, fault: String(error) });
      await nextLine();
    }
  }
}

/** Takes up by its reference what the worker before left, as `run resume` does. */
async function resumeUnfinished(wanted: Call, product: string): Promise<void> {
  for (const run of await wanted("run.list", { product })) {
    if (run.state !== "done") await afterLease(() => wanted("run.resume", { run: run.id }));
  }
}

for (const intent of settings.unacknowledged) {
  if (intent.verb === "run.identify") await resumeUnfinished(call, intent.product);
  await sendUntilAnswered(intent);
}
for (const intent of settings.repeat) {
  say({ is: "repeated", key: intent.key, reply: await send(call, intent) });
}
say({ is: "record", record: await readRecord(store) });
await nextLine();

isSet = true;
let calls = 0;
await workOn(
  (wanted: NewIntent) => {
    calls += 1;
    const intent = { ...wanted, key: `${settings.generation}-${calls}` };
    say({ is: "announced", intent });
    return sendUntilAnswered(intent);
  },
  settings.generation,
  makeRandom(settings.seed),
  settings.sendTo,
);
