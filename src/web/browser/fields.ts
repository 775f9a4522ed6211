/** Fields of a form that a person fills in; what it carries for itself is left alone. */
export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const carried = new Set(["hidden", "submit", "button", "reset", "image", "file", "password"]);

export const isField = (element: unknown): element is Field =>
  (element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement ||
    (element instanceof HTMLInputElement && !carried.has(element.type))) &&
  element.name !== "" &&
  element.closest("[data-keep-not]") === null;

export const isTick = (field: Field): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio");

export const isText = (field: Field): boolean =>
  !isTick(field) && !(field instanceof HTMLSelectElement);

export const fieldsOf = (form: HTMLFormElement, name?: string): Field[] =>
  [...form.elements].filter(isField).filter((field) => name === undefined || field.name === name);

const plain = (element: Element | null | undefined): string =>
  element?.textContent.replaceAll(/\s+/gu, " ").trim() ?? "";

export const labelOf = (field: Field): string => plain(field.labels?.[0]) || field.name;

export function valuesOf(form: HTMLFormElement, name: string): string[] {
  return fieldsOf(form, name).flatMap((field) => {
    if (isTick(field)) return field.checked ? [field.value] : [];
    return field.value === "" ? [] : [field.value];
  });
}

/** Sets ticks or a list; says how many of the values have no place on the page any more. */
export function setValues(form: HTMLFormElement, name: string, values: readonly string[]): number {
  let placed = 0;
  for (const field of fieldsOf(form, name)) {
    if (isTick(field)) {
      field.checked = values.includes(field.value);
      if (field.checked) placed += 1;
    } else if (field instanceof HTMLSelectElement) {
      field.value = values[0] ?? "";
      if (field.value === (values[0] ?? "") && values.length > 0) placed += 1;
      if (field.selectedIndex < 0) field.selectedIndex = 0;
    }
  }
  return values.length - placed;
}
