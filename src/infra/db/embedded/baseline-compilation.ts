import { setFlagsFromString } from "node:v8";

const noFunction = 2_147_483_647;
const everyFunction = -1;

/**
 * WebAssembly functions that run for the first time inside `act` keep their baseline code for the
 * life of the process; V8 asks this flag when it first compiles each one.
 *
 * PGlite's SQL grammar is one function of 105 KB, and optimising it takes V8 604 MB and 1.4 s,
 * once, for no measurable gain. Where V8 no longer knows the flag, only that memory comes back.
 */
export async function withBaselineCompilation<T>(act: () => Promise<T>): Promise<T> {
  setFlagsFromString(`--wasm-tier-up-filter=${noFunction}`);
  try {
    return await act();
  } finally {
    setFlagsFromString(`--wasm-tier-up-filter=${everyFunction}`);
  }
}
