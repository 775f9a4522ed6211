/** The largest number of a range that fits, or its least: what fits does so with less, too. */
export function largest(least: number, most: number, fits: (n: number) => boolean): number {
  let held = least;
  let beyond = most + 1;
  while (held + 1 < beyond) {
    const middle = Math.floor((held + beyond) / 2);
    if (fits(middle)) held = middle;
    else beyond = middle;
  }
  return held;
}
