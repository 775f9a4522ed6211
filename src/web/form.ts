import type { Context } from "hono";
import { AppError } from "../app/errors.ts";

/** What a form sent. Absent fields are empty. */
export type Form = {
  text(name: string): string;
  texts(name: string): readonly string[];
  /** A file that was chosen; null when the field was left empty. */
  file(name: string): File | null;
  /** Every text that was sent, for showing it again when all else fails. */
  readonly typed: readonly { readonly name: string; readonly text: string }[];
};

/** Forms send CR LF for every line break (HTML, form entry list): restore what was typed. */
const asTyped = (text: string): string => text.replaceAll("\r\n", "\n");

export async function readForm(c: Context): Promise<Form> {
  let body: Record<string, string | File | (string | File)[]>;
  try {
    body = await c.req.parseBody({ all: true });
  } catch (cause) {
    throw new AppError("invalid-input", "The form could not be read: go back and send it again.", {
      cause,
    });
  }
  const values = (name: string): (string | File)[] => {
    const value = Object.hasOwn(body, name) ? body[name] : undefined;
    return value === undefined ? [] : [value].flat();
  };
  const texts = (name: string): string[] =>
    values(name)
      .filter((value) => typeof value === "string")
      .map(asTyped);
  return {
    texts,
    text: (name) => texts(name)[0] ?? "",
    file: (name) =>
      (values(name).find(
        (value) => value instanceof File && (value.size > 0 || value.name !== ""),
      ) as File | undefined) ?? null,
    typed: Object.keys(body).flatMap((name) => texts(name).map((text) => ({ name, text }))),
  };
}

/** Whole numbers of ticked boxes; anything else was not sent by our form. */
export function numbersOf(texts: readonly string[]): number[] {
  return texts.map((text) => {
    if (/^[1-9]\d{0,3}$/u.test(text)) return Number(text);
    throw new AppError("invalid-input", "The form holds a box that this page does not have.");
  });
}

/** A text, or nothing when it is blank: how optional inputs are passed on. */
export const unlessBlank = (text: string): string | undefined =>
  text.trim() === "" ? undefined : text;

/** The account that the page was shown to: empty where nobody was named, absent where a form does not say. */
export const shownTo = (form: Form): string | undefined => form.texts("as")[0];
