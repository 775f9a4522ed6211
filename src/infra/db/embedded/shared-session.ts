import { PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { withBaselineCompilation } from "./baseline-compilation.ts";

type Streaming = Parameters<PGlite["execProtocolRawStream"]>[1];

/** PGlite throws this status for an SQL error, which it then handles; any other throw is fatal. */
const sqlErrorStatus = 100;

/** PostgreSQL protocol 3.0, "Message Formats": the types that end a round trip. */
const endsRoundTrip = new Set(["Q", "S", "X"]);

/** Recovery after a crash reads this much WAL: about a second. In bytes. */
const checkpointAfterBytes = 32 * 1024 * 1024;
const checkpointIfDue = `DO $$ BEGIN
  IF (SELECT pg_current_wal_insert_lsn() - redo_lsn FROM pg_control_checkpoint())
     > ${checkpointAfterBytes} THEN CHECKPOINT; END IF;
END $$`;

/**
 * The engine's single session, made safe to pass from one socket client to the next:
 * a new client starts with a clean session, and no other client's message comes between one
 * client's Parse and its Sync.
 */
export class SharedSession extends PGlite {
  #roundTripOpen = false;
  #onFault: (error: unknown) => void = () => undefined;

  /** Opens the engine. `onFault` hears when it crashes later: from then on it serves nobody. */
  static async open(
    options: PGliteOptions,
    onFault: (error: unknown) => void,
  ): Promise<SharedSession> {
    const session = new SharedSession(options);
    await session.waitReady;
    session.#onFault = onFault;
    session.#reportCrashes();
    return session;
  }

  /** PGlite's first use of SQL after the engine has started. */
  override async _initArrayTypes(
    ...call: Parameters<PGlite["_initArrayTypes"]>
  ): ReturnType<PGlite["_initArrayTypes"]> {
    await withBaselineCompilation(() => this.#send("Q", ""));
    return super._initArrayTypes(...call);
  }

  /** The socket server keeps serving the same client while this is true. */
  override isInTransaction(): boolean {
    return this.#roundTripOpen || super.isInTransaction();
  }

  override async execProtocolRawStream(message: Uint8Array, streaming: Streaming): Promise<void> {
    const type = message[0] === 0 ? "startup" : String.fromCharCode(message[0] ?? 0);
    try {
      if (type === "startup") await this.#cleanSession();
      await super.execProtocolRawStream(message, streaming);
    } catch (error) {
      this.#onFault(error);
      throw error;
    }
    this.#roundTripOpen = type !== "startup" && !endsRoundTrip.has(type);
  }

  /** The socket server calls this with ROLLBACK when a client leaves inside a transaction. */
  override async exec(...call: Parameters<PGlite["exec"]>): ReturnType<PGlite["exec"]> {
    if (this.#roundTripOpen) {
      await this.runExclusive(() => this.#endRoundTrip());
    }
    return super.exec(...call);
  }

  /**
   * Writes a checkpoint when much WAL has gathered, unless a client is at work. PostgreSQL leaves
   * this to a background process; PGlite has none, and its WAL would grow until the close.
   */
  async checkpointIfDue(): Promise<void> {
    await this.runExclusive(async () => {
      if (!this.isInTransaction()) await this.#send("Q", checkpointIfDue);
    });
  }

  async #cleanSession(): Promise<void> {
    await this.#endRoundTrip();
    if (super.isInTransaction()) await this.#send("Q", "ROLLBACK");
    await this.#send("Q", "DISCARD ALL");
  }

  async #endRoundTrip(): Promise<void> {
    this.#roundTripOpen = false;
    await this.#send("S");
  }

  async #send(type: "Q" | "S", text?: string): Promise<void> {
    const body = text === undefined ? Buffer.alloc(0) : Buffer.from(`${text}\0`);
    const head = Buffer.alloc(5);
    head.write(type);
    head.writeInt32BE(body.length + 4, 1);
    await this.execProtocolStream(Buffer.concat([head, body]), { throwOnError: false });
  }

  /** PGlite catches every throw of a step and repeats the step; only an SQL error is one to catch. */
  #reportCrashes(): void {
    const engine = this.Module;
    const step = engine._PostgresMainLoopOnce;
    engine._PostgresMainLoopOnce = () => {
      try {
        step();
      } catch (error) {
        const status =
          typeof error === "object" && error !== null && "status" in error ? error.status : null;
        if (status !== sqlErrorStatus) this.#onFault(error);
        throw error;
      }
    };
  }
}
