type Stems = ReadonlySet<string>;
/** How much a stem counts. */
type Weight = (stem: string) => number;

/** Stems weigh by how rare they are among some texts: what most of them say tells none of them apart. */
export function rarityAmong(texts: readonly Stems[]): Weight {
  const counts = new Map<string, number>();
  for (const stems of texts) {
    for (const stem of stems) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  }
  const weights = new Map<string, number>();
  for (const [stem, count] of counts) weights.set(stem, Math.log(1 + texts.length / count) ** 2);
  return (stem) => weights.get(stem) ?? 0;
}

/** How much of what is rare two texts share, 0 to 1 (cosine of their stems, each by its rarity). */
export function closeness(a: Stems, b: Stems, weight: Weight): number {
  const sum = (stems: Iterable<string>): number => {
    let total = 0;
    for (const stem of stems) total += weight(stem);
    return total;
  };
  const both = sum(a.intersection(b));
  return both === 0 ? 0 : both / Math.sqrt(sum(a) * sum(b));
}
