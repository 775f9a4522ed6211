import type { Judging } from "../../app/evaluation/judging.ts";
import type { VerdictFiles } from "../../app/evaluation/verdict-files.ts";

/** What judging needs of the world beside what every command does. */
export type JudgePorts = {
  readonly files: VerdictFiles;
  openTerminal(): {
    /** A line that was typed; null when nothing more comes. */
    ask(prompt: string): Promise<string | null>;
    close(): void;
  };
  /** Serves the page on this machine alone until stopped; `ready` is told its address. */
  serve(judging: Judging, options: { port: number }, ready: (url: string) => void): Promise<void>;
};
