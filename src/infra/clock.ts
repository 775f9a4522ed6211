import type { Clock } from "../app/ports.ts";

/** The machine's clock, in UTC. */
export const systemClock: Clock = { now: () => new Date().toISOString() };
