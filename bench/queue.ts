import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import pg from "pg";
import { compose } from "../src/compose.ts";
import { loadConfig } from "../src/config/load.ts";
import { createPages } from "../src/web/pages.ts";
import { fillQueue, largeSlug, smallSlug } from "./queue-fill.ts";

/**
 * Measures the pages of the queue on PostgreSQL with 100,000 suggestions of 1,000 products, one of
 * which has 5,000: milliseconds from the request to its whole page, and whether any request scanned
 * the table. Arguments: the server's address (a database of its own is made there and dropped), then
 * how many requests of each page (200).
 */
const goalMs = 60;
const warmUp = 20;

type Page = { readonly title: string; readonly path: (i: number) => string };
const large = `/products/${largeSlug}`;
const pages: readonly Page[] = [
  { title: "queue of 5,000", path: () => `${large}/queue` },
  { title: "  newest first", path: () => `${large}/queue?sort=newest` },
  { title: "  every state, by lens", path: () => `${large}/queue?state=all&sort=lens` },
  { title: "  one lens", path: () => `${large}/queue?lens=human-factors` },
  { title: "  one place", path: () => `${large}/queue?place=F1` },
  { title: "  three filters, little found", path: () => `${large}/queue?${rare}` },
  { title: "queue of 95", path: (i) => `/products/${smallSlug(i)}/queue` },
  { title: "queue of all products", path: () => "/queue" },
  { title: "  newest first", path: () => "/queue?sort=newest" },
  { title: "  every state, by lens", path: () => "/queue?state=all&sort=lens" },
  { title: "  three filters, little found", path: () => `/queue?${rare}` },
  {
    title: "a suggestion of 5,000",
    path: (i) => `${large}/suggestions/S-${1 + ((i * 17) % 5_000)}`,
  },
  {
    title: "a suggestion of 95",
    path: (i) => `/products/${smallSlug(i)}/suggestions/S-${1 + (i % 90)}`,
  },
];
const rare = "lens=third-party&condition=normal&drafted=stand-in";

type Get = (path: string) => Promise<Response>;

/** Follows the links to the next page from the first, and measures pages far from the beginning. */
async function walk(get: Get, path: string, most: number): Promise<number[]> {
  const times: number[] = [];
  let next: string | null = path;
  while (next !== null && times.length < most) {
    const started = performance.now();
    const html: string = await (await get(next)).text();
    times.push(performance.now() - started);
    const found = /<a [^>]*rel="next"[^>]*href="([^"]*)"/u.exec(html)?.[1];
    next = found === undefined ? null : found.replaceAll("&amp;", "&");
  }
  return times;
}

async function measure(get: Get, { path }: Page, requests: number): Promise<number[]> {
  const times: number[] = [];
  for (let i = -warmUp; i < requests; i += 1) {
    const started = performance.now();
    const response = await get(path(i + warmUp));
    const html = await response.text();
    const ms = performance.now() - started;
    if (response.status !== 200) throw new Error(`${path(i + warmUp)}: ${response.status} ${html}`);
    if (i >= 0) times.push(ms);
  }
  return times;
}

function sayTimes(title: string, times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  const p95 = at(0.95);
  const cells = [at(0.5), p95, sorted.at(-1) ?? 0].map((ms) => ms.toFixed(1).padStart(8));
  return `${title.padEnd(32)}${cells.join("")}${(p95 / goalMs).toFixed(2).padStart(12)}\n`;
}

async function report(server: string, requests: number): Promise<void> {
  const name = `hazid_bench_${process.pid}_${randomBytes(4).toString("hex")}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  try {
    const onFault = (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      return "fault";
    };
    const hazid = await compose(loadConfig({ DATABASE_URL: url.href }), {
      ...{ kind: "command", command: "bench", onFault, onProgress: () => undefined },
    });
    const text = await readFile(new URL("../examples/ambient-scribe.md", import.meta.url), "utf8");
    await hazid.call("account.set", { name: "Bench", role: "contributor" });
    const { slug } = await hazid.call("product.add", { text });
    await hazid.call("run.identify", { product: slug, limit: 100 });

    const database = new pg.Client({ connectionString: url.href });
    await database.connect();
    await fillQueue(database);
    const scans = async (): Promise<number> => {
      await database.query("select pg_stat_force_next_flush()");
      const { rows } = await database.query<{ n: string }>(
        "select seq_scan as n from pg_stat_user_tables where relname = 'suggestion'",
      );
      return Number(rows[0]?.n);
    };
    const before = await scans();

    const app = createPages({ call: hazid.call, onFault });
    const get: Get = async (path) => app.request(path);
    process.stdout.write(
      `100,000 suggestions, 1,000 products, ${requests} requests a page, ${availableParallelism()} cores\n`,
    );
    process.stdout.write(`${"milliseconds".padEnd(32)}     p50     p95     max  p95 / ${goalMs}\n`);
    for (const page of pages) {
      process.stdout.write(sayTimes(page.title, await measure(get, page, requests)));
    }
    for (const path of [`${large}/queue?state=all`, "/queue"]) {
      const times = await walk(get, path, requests);
      process.stdout.write(sayTimes(`on and on, ${path.replace(large, "…")}`, times));
    }
    await hazid.close();
    const scanned = (await scans()) - before;
    process.stdout.write(`scans of the whole table: ${scanned}\n`);
    await database.end();
    if (scanned > 0) throw new Error("expected no request to scan the table of suggestions");
  } finally {
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.end();
  }
}

const [server, requests] = process.argv.slice(2);
if (server === undefined) {
  process.stderr.write(
    "Expected the address of a PostgreSQL server: npm run bench:queue -- postgres://… (.ci/postgres start bench prints one).\n",
  );
  process.exitCode = 2;
} else {
  await report(server, Number(requests ?? 200));
}
