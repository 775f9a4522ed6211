import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { postgresUrl } from "../support/postgres.ts";
import { requirement } from "../support/requirement.ts";

/** Where `.ci/postgres` unpacks Debian's packages. */
const root = join(process.env["HAZID_CI_CACHE"] ?? "/var/cache/hazid-ci", "postgres-17-trixie");
const bin = "/usr/lib/postgresql/17/bin";

function findMissing(): string | null {
  if (postgresUrl === null) return "HAZID_TEST_DATABASE_URL is not set";
  if (process.getuid?.() !== 0) return "a server to be killed needs root, for chroot";
  if (existsSync(join(root, ".complete"))) return null;
  return "no PostgreSQL to start and kill: .ci/postgres unpacks one";
}

/** A suite that kills PostgreSQL itself: never the server of the other suites. */
export const onOwnPostgres = requirement(findMissing());

export type Cluster = {
  /** A new database, as empty or full as its template. */
  createDatabase(name: string, template?: string): Promise<string>;
  /** SIGKILL to the process that serves a connection to this database; false when none is at work. */
  killBackend(url: string): Promise<boolean>;
  /** SIGKILL to the server itself, then a new one on the same data. */
  killServer(): Promise<void>;
  /** Resolves once the server takes connections: at once, or after it has recovered. */
  ready(): Promise<void>;
  end(): Promise<void>;
};

const environment = {
  HOME: "/var/lib/postgresql",
  LC_ALL: "C.UTF-8",
  PATH: `${bin}:/usr/sbin:/usr/bin:/sbin:/bin`,
};
const inside = (...command: readonly string[]): string[] => [
  "--userspec=postgres:postgres",
  root,
  ...command,
];

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("expected a port");
  return address.port;
}

/** A server with the settings that keep what is acknowledged: those that PostgreSQL comes with. */
export async function openCluster(): Promise<Cluster> {
  const home = mkdtempSync(join(root, "var/lib/postgresql/crash-"));
  const data = home.slice(root.length);
  spawnSync("chroot", [root, "chown", "postgres:postgres", data], { env: environment });
  const made = spawnSync(
    "chroot",
    inside(`${bin}/initdb`, "-D", data, "-U", "postgres", "--auth=trust", "--no-sync"),
    { env: environment, encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = await findFreePort();
  let server = await start(data, port);
  const urlOf = (database: string): string => `postgres://postgres@127.0.0.1:${port}/${database}`;

  return {
    async createDatabase(name, template = "template0") {
      await query(urlOf("postgres"), `create database ${name} template ${template}`);
      return urlOf(name);
    },
    async killBackend(url) {
      const [backend] = await query<{ pid: number }>(
        urlOf("postgres"),
        `select pid from pg_stat_activity where datname = '${new URL(url).pathname.slice(1)}'
         order by state = 'idle', backend_xid is null limit 1`,
      );
      if (backend === undefined) return false;
      const recovered = server.nextReady();
      process.kill(backend.pid, "SIGKILL");
      await recovered;
      return true;
    },
    async killServer() {
      const orphans = childrenOf(server.pid);
      process.kill(server.pid, "SIGKILL");
      await server.ended;
      server = await start(data, port, orphans);
    },
    ready: () => server.ready(),
    async end() {
      process.kill(server.pid, "SIGQUIT");
      await server.ended;
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Processes of a server outlive it for a moment, and hold its memory. */
const childrenOf = (parent: number): number[] =>
  readdirSync("/proc").flatMap((name) => {
    const file = `/proc/${name}/stat`;
    if (!/^\d+$/u.test(name) || !existsSync(file)) return [];
    const [, found] = /\) . (\d+) /u.exec(readFileSync(file, "utf8")) ?? [];
    return Number(found) === parent ? [Number(name)] : [];
  });

async function start(data: string, port: number, orphans: readonly number[] = []) {
  // They are nobody's children here, so that nothing tells of their end.
  while (orphans.some((pid) => existsSync(`/proc/${pid}`))) await wait(10);
  const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", `port=${port}`];
  settings.push("dynamic_shared_memory_type=mmap", "max_connections=40");
  const child = spawn(
    "chroot",
    inside(`${bin}/postgres`, "-D", data, ...settings.flatMap((setting) => ["-c", setting])),
    { env: environment, stdio: ["ignore", "ignore", "pipe"] },
  );
  return watchServer(child);
}

async function watchServer(child: ChildProcess & { readonly stderr: NodeJS.ReadableStream }) {
  const { pid } = child;
  if (pid === undefined) throw new Error("expected a PostgreSQL process, found none");
  const ended = once(child, "exit");
  let isReady = Promise.withResolvers<undefined>();
  const log: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    log.push(line);
    if (line.includes("ready to accept connections")) isReady.resolve(undefined);
  });
  const notReady = ended.then(() => {
    throw new Error(`PostgreSQL ended: ${log.slice(-5).join("\n")}`);
  });
  notReady.catch(() => undefined);
  await Promise.race([isReady.promise, notReady]);
  return {
    pid,
    ended,
    ready: (): Promise<undefined> => isReady.promise,
    /** Not what is ready now: the next time it says so. */
    nextReady(): Promise<undefined> {
      isReady = Promise.withResolvers<undefined>();
      return isReady.promise;
    },
  };
}

async function query<R extends pg.QueryResultRow>(url: string, statement: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<R>(statement)).rows;
  } finally {
    await client.end();
  }
}
