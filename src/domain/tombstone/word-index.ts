/** Every sequence of words that stands at the same places, and so is followed by the same words. */
type State = {
  /** Words of the longest of them. */
  readonly length: number;
  readonly next: Map<string, State>;
  /** Those that stand at more places, being shorter. */
  link: State | null;
  /** Where they end: at the place with the fewest words since a blotted one, and how many those are. */
  end: number;
  near: number;
  /** As many as there are at the place with the most. */
  far: number;
};

const newState = (length: number, more: Partial<State> = {}): State => ({
  length,
  next: new Map(),
  link: null,
  end: -1,
  near: Infinity,
  far: -1,
  ...more,
});

/** The state of what stands at fewer places than a longer sequence: the same but for its places. */
function split(longer: State, from: State, word: string): State {
  const { next, link } = longer;
  const shorter = newState(from.length + 1, { next: new Map(next), link });
  longer.link = shorter;
  for (let at: State | null = from; at?.next.get(word) === longer; at = at.link) {
    at.next.set(word, shorter);
  }
  return shorter;
}

/** Adds the word that comes after the last; says which states there are more of by it. */
function extend(last: State, word: string, root: State): { made: State; shorter: State | null } {
  const made = newState(last.length + 1, { link: root });
  let at: State | null = last;
  for (; at?.next.has(word) === false; at = at.link) at.next.set(word, made);
  const found = at?.next.get(word);
  if (at === null || found === undefined) return { made, shorter: null };
  const shorter = found.length === at.length + 1 ? null : split(found, at, word);
  made.link = shorter ?? found;
  return { made, shorter };
}

/** What stands at a place stands there without its first words too. */
function tellShorter(states: readonly State[]): void {
  for (const { link, near, end, far } of states.toSorted(
    (one, other) => other.length - one.length,
  )) {
    if (link === null) continue;
    if (near < link.near) {
      link.near = near;
      link.end = end;
    }
    link.far = Math.max(link.far, far);
  }
}

/** Of some words that follow one another in a text, where they do. */
export type Found = {
  /** Place of the last word, where they overlap a blotted one. */
  readonly end: number;
  /** Whether they stand at a place too where they overlap none. */
  readonly elsewhere: boolean;
};

/** No prose goes on in so many ways after the same words. */
const mostNext = 64;

/**
 * Finds words that follow one another in a text and overlap a blotted one there, in a time that depends on
 * these words alone: the text's suffix automaton (Blumer and others 1985), made in proportion to it.
 */
export function indexWords(words: readonly string[], isBlotted: (at: number) => boolean) {
  const root = newState(0);
  const states: State[] = [];
  let last = root;
  let since = Infinity;
  for (const [end, word] of words.entries()) {
    since = isBlotted(end) ? 0 : since + 1;
    const { made, shorter } = extend(last, word, root);
    states.push(Object.assign(made, { end, near: since, far: since }));
    if (shorter !== null) states.push(shorter);
    last = made;
  }
  tellShorter(states);

  const overlapOf = ({ near, far, end }: State, length: number): Found | null =>
    near < length ? { end, elsewhere: far >= length } : null;
  const follow = (wanted: readonly string[]): State | undefined => {
    let at: State | undefined = root;
    for (const word of wanted) at = at?.next.get(word);
    return at;
  };

  return {
    find(wanted: readonly string[]): Found | null {
      const at = follow(wanted);
      return at === undefined ? null : overlapOf(at, wanted.length);
    },
    /** The same, with only the beginning of the last word. */
    findCut(wanted: readonly string[]): Found | null {
      const next = follow(wanted.slice(0, -1))?.next;
      if (next === undefined || next.size > mostNext) return null;
      const [beginning = ""] = wanted.slice(-1);
      for (const [word, state] of next) {
        const found = word.startsWith(beginning) ? overlapOf(state, wanted.length) : null;
        if (found !== null) return found;
      }
      return null;
    },
  };
}
