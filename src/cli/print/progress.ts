import type { CliDeps } from "../deps.ts";
import { plain } from "./text.ts";

/** Prints what is being done; it may repeat words of a description or of a language model. */
export const sayProgress =
  ({ err }: Pick<CliDeps, "err">) =>
  (sentence: string): void => {
    err(plain(sentence));
  };
