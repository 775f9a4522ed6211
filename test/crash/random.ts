/** Numbers from 0 to below 1, the same for the same seed (the linear generator of Numerical Recipes). */
export function makeRandom(seed: number): () => number {
  const [factor, addend, modulus] = [1_664_525, 1_013_904_223, 2 ** 32];
  let state = seed % modulus;
  const next = (): number => {
    // Exact in a double, since it is taken apart: the factor times 32 bits has more than 53.
    const [high, low] = [Math.floor(state / 65_536), state % 65_536];
    state = (((factor * high) % 65_536) * 65_536 + factor * low + addend) % modulus;
    return state / modulus;
  };
  // Neighbouring seeds begin with neighbouring numbers.
  for (let i = 0; i < 8; i += 1) next();
  return next;
}
