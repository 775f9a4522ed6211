type Placed = {
  readonly rank: number;
  readonly of: number;
  /** Reference of its run: ranks of two runs cannot be compared. */
  readonly run: string;
  readonly beyondLimit: boolean;
  readonly takenOutOf: string | null;
};

/** `3 of 40 in R-1`; what a person asked for beside that has no rank of its run. */
export const sayPlacing = ({ rank, of, run, beyondLimit, takenOutOf }: Placed): string =>
  takenOutOf !== null
    ? `taken out of ${takenOutOf}`
    : beyondLimit
      ? `beyond the limit of ${run}`
      : `${rank} of ${of} in ${run}`;
