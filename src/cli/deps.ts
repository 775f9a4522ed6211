import type { Chat } from "../app/ports.ts";
import type { Call } from "../app/use-cases.ts";
import type { Prompts } from "../domain/prompt/prompt.ts";
import type { JudgePorts } from "./eval/judge-ports.ts";

/** What commands need of the world; main.ts gives it, tests give their own. */
export type CliDeps = {
  /** Results, to standard output. */
  out(text: string): void;
  /** Progress, hints and errors, to standard error. */
  err(text: string): void;
  /** Opens the record (or reaches the running server), works, and closes again. */
  withCalls<T>(command: string, work: (call: Call) => Promise<T>): Promise<T>;
  /** The same over an empty record in memory that is gone afterwards. */
  withScratch<T>(work: (call: Call) => Promise<T>): Promise<T>;
  readonly files: {
    isFile(path: string): Promise<boolean>;
    readDescription(path: string): Promise<string>;
    readText(path: string): Promise<string>;
    /** The bytes of a file, a piece at a time. */
    readPieces(path: string): AsyncIterable<Uint8Array>;
    /** Folders in a folder, sorted; throws a sentence when it is none. */
    listFolders(path: string): Promise<string[]>;
    /** Paths of all files in a folder and the folders in it, sorted; none where there is no such folder. */
    listFiles(path: string): Promise<string[]>;
    /** Whole or not at all. */
    writeText(path: string, text: string | Iterable<string>): Promise<void>;
    writeBytes(path: string, bytes: Uint8Array): Promise<void>;
  };
  /** Serves until stopped; `first` runs once before the address is printed. */
  serve(
    options: { port: number | undefined; command: string },
    ready: (call: Call, url: string) => Promise<void>,
  ): Promise<void>;
  /** What a person types on the terminal; null where there is none to be asked. */
  ask(question: string): Promise<string | null>;
  /** The configured language model with the shipped prompts; refused with a sentence where there is none. */
  openModel(): Promise<{ readonly chat: Chat; readonly prompts: Prompts }>;
  /** What judging needs: files, a terminal, a page. */
  readonly judge: JudgePorts;
  /** Aborted when the person stops the command. */
  readonly signal: AbortSignal;
  readonly clock: {
    /** ISO 8601 in UTC. */
    now(): string;
    /** Seconds since any fixed moment, for telling how long something takes. */
    seconds(): number;
  };
  /** Path of something that is shipped, from its path in the repository. */
  repositoryFolder(path: string): string;
  /** The shipped example description. */
  readonly exampleFile: string;
  readonly version: string;
};
