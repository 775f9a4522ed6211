import { z } from "zod";

/** Of how many suggestions one asks for the own view first, where nobody has said otherwise. */
export const usualEvery = 10;
const [fewest, most] = [2, 50] as const;

/** One in so many; 0 for none. One in one would be every suggestion, and no sample. */
export const $Every = z
  .int()
  .min(0)
  .max(most)
  .refine((every) => every === 0 || every >= fewest, {
    error: `expected 0 for none, or a whole number from ${fewest} to ${most}`,
  });

/** By number alone, so that anyone can tell beforehand which suggestions ask: S-10, S-20 and so on. */
export const isInSample = (number: number, every: number): boolean =>
  every > 0 && number % every === 0;
