import type { CallOptions } from "../../src/app/dispatch.ts";
import type { Desk } from "./record.ts";

/** Calls by any verb with any input, as another process can: whether they fit is for the dispatcher to say. */
export const callAny = (
  { call }: Pick<Desk, "call">,
  verb: string,
  input: unknown,
  options: CallOptions = {},
): Promise<unknown> => call(verb as never, input as never, options);
