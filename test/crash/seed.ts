/** A new seed for each run, said aloud; `HAZID_TEST_SEED` takes one again. */
export function chooseSeed(): number {
  const given = process.env["HAZID_TEST_SEED"] ?? "";
  const seed = given === "" ? Date.now() % 2 ** 31 : Number.parseInt(given, 10);
  process.stdout.write(`random kills with HAZID_TEST_SEED=${seed}\n`);
  return seed;
}
