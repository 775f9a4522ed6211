/**
 * A place in a queue: before or after one suggestion. It names the suggestion alone, so that what it
 * leads to follows from the record, whatever a client put into it.
 */
export type QueueCursor = { readonly toward: "after" | "before"; readonly id: string };

const pattern =
  /^(?<toward>after|before)\.(?<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/u;

export const toCursorText = ({ toward, id }: QueueCursor): string => `${toward}.${id}`;

/** Null for what is no cursor. */
export function parseCursor(text: string): QueueCursor | null {
  const { toward, id } = pattern.exec(text)?.groups ?? {};
  if ((toward !== "after" && toward !== "before") || id === undefined) return null;
  return { toward, id };
}
