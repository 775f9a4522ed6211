import type { Secrets } from "../../src/app/ports.ts";

/** As long as true ones, and told apart by a number. */
export function makeSecrets(): Secrets {
  let count = 0;
  return {
    next() {
      count += 1;
      return `not-a-secret-${String(count).padStart(30, "0")}`;
    },
  };
}
