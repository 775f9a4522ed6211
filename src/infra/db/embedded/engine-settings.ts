import { PGlite } from "@electric-sql/pglite";

/** The PostgreSQL release inside the installed PGlite: what a data folder's PG_VERSION must say. */
export const postgresMajor = "18";

/** One connection at a time reaches one session; see docs/adr/0003-embedded-database.md. */
export const maxClients = 8;

/** WAL in 4 MB pieces: a first start writes 12 MB less than with PostgreSQL's 16 MB. */
export const initdbSettings = ["--wal-segsize=4"];

/** PGlite's own, without `-F`, which would turn fsync off whatever the settings say. */
const pgliteSettings = PGlite.defaultStartParams.filter((setting) => setting !== "-F");

const settings = {
  fsync: "on",
  // PGlite's fdatasync, the default, does nothing. open_datasync works but doubles a bulk load.
  wal_sync_method: "fsync",
  // PostgreSQL's 128 MB are zeroed at start and so count in full against peak memory.
  shared_buffers: "32MB",
  max_connections: "5",
  // Pieces kept for reuse after a checkpoint; the checkpoints themselves: SharedSession.
  max_wal_size: "64MB",
  // Statements carry clinical text; nothing of them belongs in an engine log.
  log_min_error_statement: "panic",
};

export const startSettings: string[] = [
  ...pgliteSettings,
  ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
];
