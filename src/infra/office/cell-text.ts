/** `_x000D_` in a cell's XML stands for a carriage return (ECMA-376-1, 22.4.2.4, ST_Xstring). */
const escaped = /_x(?=[0-9A-Fa-f]{4}_)/gu;
/** XML 1.0 §2.2 has no place for them, or changes them (§2.11). */
const unspeakable = /[\u0000-\u0008\u000b-\u001f\u007f\ufffe\uffff]|\p{Surrogate}/gu;

const hex = (text: string): string =>
  `_x${text.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;

/** A text in a form that every reader of spreadsheets turns back into exactly itself. */
export const toCellText = (text: string): string =>
  text.replaceAll(escaped, "_x005F_x").replaceAll(unspeakable, hex);
