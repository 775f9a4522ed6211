import type { ProductFunction } from "./profile.ts";

/** More functions than this are merged by capability: a workshop could not walk through them. */
export const maxFunctions = 24;
/** Fewer listed functions than this tell the half of it: what is done is told in the prose around them. */
const enoughListed = 10;

export type Unnumbered = Omit<ProductFunction, "key">;
export type Found = Unnumbered & {
  readonly listed: boolean;
  /** The maker said it when asked. */
  readonly answered: boolean;
};

/** Those that a workshop can walk through: listed ones first, where a list tells enough. */
export function choose(found: readonly Found[]): Unnumbered[] {
  const described = found.filter((fn) => !fn.answered);
  const listed = described.filter((fn) => fn.listed);
  const chosen = listed.length >= enoughListed ? withUncovered(listed, described) : described;
  const kept = chosen.length <= maxFunctions ? chosen : mostTelling(chosen);
  kept.sort((a, b) => a.span.start - b.span.start);
  const answers = found.filter((fn) => fn.answered);
  return [...kept, ...uncoveredBy(kept, answers)].slice(0, maxFunctions);
}

/** Listed functions, and before them the prose that alone speaks of some capability. */
function withUncovered(listed: readonly Found[], found: readonly Found[]): Found[] {
  const prose = found.filter((fn) => !fn.listed);
  return [...uncoveredBy(listed, prose), ...listed];
}

/** Those that show a capability which neither the covering functions nor any before them show. */
function uncoveredBy(covering: readonly Found[], functions: readonly Found[]): Found[] {
  const covered = new Set(covering.flatMap((fn) => fn.capabilities));
  return functions.filter((fn) => {
    if (fn.capabilities.every((id) => covered.has(id))) return false;
    for (const id of fn.capabilities) covered.add(id);
    return true;
  });
}

/** The first of each kind, listed ones before prose; then what says a deed that no capability is known for. */
function mostTelling(functions: readonly Found[]): Found[] {
  const known = functions.filter(({ capabilities }) => capabilities.length > 0);
  const kinds = firstOfEachKind([...known.filter((fn) => fn.listed), ...known]);
  const others = functions.filter(({ capabilities }) => capabilities.length === 0);
  const inOrder = [...others.filter((fn) => fn.listed), ...others.filter((fn) => !fn.listed)];
  return [...kinds, ...inOrder].slice(0, maxFunctions);
}

function firstOfEachKind<T extends { capabilities: string[] }>(functions: readonly T[]): T[] {
  const seen = new Set<string>();
  return functions.filter(({ capabilities }) => {
    const key = capabilities.join(" ");
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
