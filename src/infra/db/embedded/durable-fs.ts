import type { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import { closeSync, fsyncSync, openSync } from "node:fs";

type EngineOptions = Parameters<NodeFS["init"]>[1];

/** The part of Emscripten's NODEFS that is used here; its types are not published. */
type NodeFsDriver = {
  stream_ops: {
    write: (...call: unknown[]) => number;
    fsync?: (stream: OpenStream) => number;
  };
  realPath(node: unknown): string;
  /** Runs `act` and turns a system error into the errno that PostgreSQL expects. */
  tryFSOperation(act: () => void): void;
};
type OpenStream = { nfd?: number; node: unknown };

/**
 * PGlite's Node file system, plus the `fsync` that it lacks: without it the engine's fsync calls
 * succeed and do nothing, and a power cut loses or tears what was acknowledged.
 */
export class DurableNodeFs extends NodeFS {
  #sealed = false;

  /** From now on every write fails, so that an engine on its way out leaves the files alone. */
  seal(): void {
    this.#sealed = true;
  }

  override async init(engine: PGlite, options: EngineOptions): ReturnType<NodeFS["init"]> {
    const { emscriptenOpts } = await super.init(engine, options);
    const extendDriver = (module: { FS: unknown }): void => {
      this.#extend(requireNodeFsDriver(module.FS));
    };
    return {
      emscriptenOpts: {
        ...emscriptenOpts,
        preRun: [...(emscriptenOpts.preRun ?? []), extendDriver],
      },
    };
  }

  #extend(driver: NodeFsDriver): void {
    const { write } = driver.stream_ops;
    driver.stream_ops.write = (...call) => {
      driver.tryFSOperation(() => {
        if (this.#sealed) throw Object.assign(new Error("sealed"), { code: "EROFS" });
      });
      return write(...call);
    };
    driver.stream_ops.fsync = (stream) => {
      driver.tryFSOperation(() => {
        syncStream(driver, stream);
      });
      return 0;
    };
  }
}

/** A folder has no open descriptor in NODEFS: it is opened for the length of its fsync. */
function syncStream(driver: NodeFsDriver, stream: OpenStream): void {
  if (stream.nfd !== undefined) {
    fsyncSync(stream.nfd);
    return;
  }
  const folder = openSync(driver.realPath(stream.node), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function requireNodeFsDriver(fs: unknown): NodeFsDriver {
  // Emscripten's registry of file systems is untyped; the checks below hold what the cast claims.
  const { filesystems } = fs as { filesystems?: { NODEFS?: Partial<NodeFsDriver> } };
  const driver = filesystems?.NODEFS;
  if (
    typeof driver?.stream_ops?.write !== "function" ||
    typeof driver.realPath !== "function" ||
    typeof driver.tryFSOperation !== "function"
  ) {
    throw new Error("expected Emscripten's NODEFS with stream_ops, found another PGlite build");
  }
  return driver as NodeFsDriver;
}
