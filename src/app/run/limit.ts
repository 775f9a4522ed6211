/** Most candidates of a run, unless it is told otherwise. */
export const usualLimit = 40;
/** Most that it can be told: no run looks at more prior hazards than this. */
export const maxLimit = 1_000;
/**
 * In places that somebody looks into again: all above the floor, since what stands in the queue already
 * would take the places of what does not, however often one looked. One place finds fewer than this.
 */
export const limitAgain = 200;
