/** How far each beginning of `wanted` repeats its own beginning (Knuth, Morris and Pratt 1977). */
function repeatsOf(wanted: string): Uint32Array {
  const repeats = new Uint32Array(wanted.length);
  let length = 0;
  for (let at = 1; at < wanted.length; at += 1) {
    while (length > 0 && wanted[at] !== wanted[length]) length = repeats[length - 1] ?? 0;
    if (wanted[at] === wanted[length]) length += 1;
    repeats[at] = length;
  }
  return repeats;
}

/**
 * Every place at which `wanted` stands in `text`, overlapping ones too, in time that grows with the
 * length of both and no faster, whatever they hold.
 */
export function* findPlaces(text: string, wanted: string): Generator<number> {
  if (wanted === "") return;
  const repeats = repeatsOf(wanted);
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    while (length > 0 && unit !== wanted.charCodeAt(length)) length = repeats[length - 1] ?? 0;
    if (unit === wanted.charCodeAt(length)) length += 1;
    if (length < wanted.length) continue;
    yield at + 1 - length;
    length = repeats[length - 1] ?? 0;
  }
}
