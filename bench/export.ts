import { availableParallelism } from "node:os";
import { createDispatcher } from "../src/app/dispatch.ts";
import type { Tx } from "../src/app/ports.ts";
import { readLog } from "../src/app/log/pages.ts";
import { createUseCases, type UseCaseDeps } from "../src/app/use-cases.ts";
import { toDecision } from "../src/domain/decision/decision.ts";
import { hazardHash, type HazardContent } from "../src/domain/hazard/content.ts";
import { exampleScheme, schemeName } from "../src/domain/risk/scheme.ts";
import { systemClock } from "../src/infra/clock.ts";
import { openMemoryStorage } from "../src/infra/db/open.ts";
import { localOrganisation } from "../src/infra/db/organisations.ts";
import { loadVocabulary } from "../src/infra/files/vocabulary.ts";
import { uuidIds } from "../src/infra/ids.ts";
import { office } from "../src/infra/office/office.ts";

/**
 * Measures the export of a log as a workbook, from the request to its bytes, and reading it again: time,
 * and the most memory above what the process had when it began, database included. Processor time is told
 * too, for a machine with other work. Argument: how many
 * hazards (5000), each with three causes, four controls and two actions, with both scores.
 */
const goalSeconds = 20;
const sampleMs = 20;

const words =
  "the letter lists a medicine that the patient said she had stopped and nobody reads it before it is sent to the practice where".split(
    " ",
  );
/** Sentences that differ from hazard to hazard, so that packing them is as hard as it is. */
const sentence = (seed: number, length: number): string =>
  Array.from({ length }, (_none, i) => words[(seed * 7 + i * (seed % 11)) % words.length]).join(
    " ",
  );

function makeContent(n: number): HazardContent {
  const causes = [1, 2, 3].map((number) => ({
    ...{ number, kind: "human", text: `${n}.${number} ${sentence(n + number, 18)}`, from: null },
  })) as HazardContent["causes"];
  const controls = [1, 2, 3, 4].map((number) => ({
    ...{ number, text: `${n}.${number} ${sentence(n * number, 20)}`, from: null },
    ...{ type: number % 2 === 0 ? "design" : "training", owner: "maker", basis: "proposed" },
    ...{ state: number === 1 ? "existing" : "proposed", actsOn: [1 + (number % 3)] },
    ...{ worksIf: sentence(n, 14), evidence: { implemented: sentence(n, 10) } },
  })) as HazardContent["controls"];
  const actions = [1, 2].map((number) => ({
    ...{ number, summary: sentence(n, 12), owner: "Asha Kinloch", party: "maker" },
    ...{ due: "2027-01-31", done: number === 2 },
  })) as HazardContent["actions"];
  return {
    ...{ version: 1, name: `Hazard ${n}`, hazard: sentence(n, 22), effect: sentence(n + 1, 16) },
    ...{ harm: sentence(n + 2, 16), exposed: sentence(n + 3, 8), condition: "normal" },
    ...{ status: "open", causes, controls, actions },
    taken: { causes: 3, controls: 4, actions: 2 },
  };
}

async function addHazard(tx: Tx, product: string, number: number, at: string): Promise<void> {
  const by = await tx.accounts.current();
  if (by === null) throw new Error("expected somebody");
  const [id, decision] = [uuidIds.next(), uuidIds.next()];
  const content = makeContent(number);
  const hash = hazardHash(content);
  await tx.hazards.add({ id, number, product, suggestion: null }, at);
  await tx.decisions.add(toDecision({ id: decision, verb: "add", hazard: id, by, at }));
  await tx.hazards.addVersion({ hazard: id, content, hash, decision, at });
  for (const stage of ["initial", "residual"] as const) {
    await tx.hazards.addScore({
      ...{ id: uuidIds.next(), hazard: id, hazardSeen: hash, productVersion: 1, account: by.id },
      ...{ at, stage, severity: "Major", likelihood: "Low", level: 3 },
      scheme: schemeName(exampleScheme),
    });
  }
}

/** How long `work` takes, and how far memory rises above what it is now. */
async function measure<T>(title: string, work: () => Promise<T>): Promise<T> {
  const before = process.memoryUsage().rss;
  let most = before;
  const look = (): void => {
    most = Math.max(most, process.memoryUsage().rss);
  };
  const timer = setInterval(look, sampleMs);
  const cpu = process.cpuUsage();
  const started = performance.now();
  try {
    return await work();
  } finally {
    const seconds = (performance.now() - started) / 1000;
    look();
    clearInterval(timer);
    const risen = (most - before) / 1e6;
    const { user, system } = process.cpuUsage(cpu);
    const ofProcessor = ((user + system) / 1e6).toFixed(1).padStart(7);
    process.stdout.write(
      `${title.padEnd(26)}${seconds.toFixed(1).padStart(7)} s, of processor ${ofProcessor} s,${risen.toFixed(0).padStart(6)} MB above ${(before / 1e6).toFixed(0)} MB\n`,
    );
  }
}

async function report(count: number): Promise<void> {
  const storage = await openMemoryStorage(systemClock);
  try {
    const { store } = storage;
    const vocabulary = await loadVocabulary();
    // Nothing else of the use cases is called.
    const call = createDispatcher(createUseCases({ store, vocabulary, office } as UseCaseDeps), {
      ...{
        store,
        clock: systemClock,
        ids: uuidIds,
        organisation: localOrganisation,
        mode: "local",
      },
    });
    await call("account.set", { name: "Bench", role: "contributor" });
    const text =
      "# Bench\n\nBench is intended to write letters for clinicians in outpatient clinics.";
    const product = await call("product.add", { text });
    const at = systemClock.now();
    for (let from = 1; from <= count; from += 500) {
      await store.transaction(localOrganisation, async (tx) => {
        for (let n = from; n < from + 500 && n <= count; n += 1) {
          await addHazard(tx, product.id, n, at);
        }
      });
    }
    process.stdout.write(
      `${count.toLocaleString("en-GB")} hazards, ${availableParallelism()} cores; goal ${goalSeconds} s\n`,
    );
    const ask = { product: product.slug, format: "xlsx" } as const;
    globalThis.gc?.();
    await measure("the log, read in pages", async () => {
      await store.transaction(localOrganisation, async (tx) => {
        let read = 0;
        for await (const { hazards } of readLog(tx, product.id)) read += hazards.length;
        if (read !== count) throw new Error(`expected ${count} hazards, read ${read}`);
      });
    });
    const { base64 } = await measure("workbook, a row a hazard", () => call("log.export", ask));
    await measure("workbook, a row a cause", () =>
      call("log.export", { ...ask, layout: "causes" }).then(() => undefined),
    );
    const bytes = new Uint8Array(Buffer.from(base64 ?? "", "base64"));
    process.stdout.write(`the file has ${(bytes.length / 1e6).toFixed(1)} MB\n`);
    await measure("reading it", () => office.readBook(bytes).then(() => undefined));
    await measure("CSV", () =>
      call("log.export", { product: product.slug, format: "csv" }).then(() => undefined),
    );
  } finally {
    await storage.close();
  }
}

await report(Number(process.argv[2] ?? 5_000));
