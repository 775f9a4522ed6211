import { z } from "zod";

/** Drafting asks about at most so many candidates at a time. */
export const maxNumbered = 400;

/** One sentence or two. */
export const $line = z.string().trim().min(1).max(600);
export const $title = z.string().trim().min(1).max(120);

/**
 * Words copied from the description. That they stand there, and are short enough to be shown, is for
 * code to find: one quote that does not hold costs itself, and not the answer it came with.
 */
export const $quote = z.string().min(1).max(400);

/** The number by which a candidate was shown, counted from 1. */
export const $number = z.int().min(1).max(maxNumbered);
