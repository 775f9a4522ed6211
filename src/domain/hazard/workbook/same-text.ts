/**
 * A text as it is compared: programs that save a file again change line ends and blanks at the ends of
 * lines, which nobody has written.
 */
const comparable = (text: string): string =>
  text
    .replaceAll(/\r\n?/gu, "\n")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .trim();

export const isSameText = (one: string, other: string): boolean =>
  one === other || comparable(one) === comparable(other);

/** A text as a person wrote it, with the line ends of the record. */
export const asWritten = (text: string): string => text.replaceAll("\r\n", "\n").trim();
