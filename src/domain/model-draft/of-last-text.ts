/**
 * The same reading, kept for the text that was read last: an answer holds hundreds of quotations, and
 * all of them are looked for in one description.
 */
export function ofLastText<T>(read: (text: string) => T): (text: string) => T {
  let last: { readonly text: string; readonly found: T } | null = null;
  return (text) => {
    if (last?.text !== text) last = { text, found: read(text) };
    return last.found;
  };
}
