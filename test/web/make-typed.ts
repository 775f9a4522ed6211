import type { Typed } from "../../src/web/presenters/typed.ts";

/** What a person sent, by field. */
export function makeTyped(fields: Readonly<Record<string, string | readonly string[]>>): Typed {
  const texts = (name: string): readonly string[] => [fields[name] ?? []].flat();
  return { texts, text: (name) => texts(name)[0] ?? "" };
}
