/** Lists shorter than this are read at a glance. */
const worthNarrowing = 8;

type Item = { readonly text: string; readonly isChosen: () => boolean };
/** A list on the page, and how to leave only some of it in sight. */
type Narrowed<T extends Item> = { readonly items: readonly T[]; show(some: ReadonlySet<T>): void };

function narrowOptions(select: HTMLSelectElement): Narrowed<Item & { option: HTMLOptionElement }> {
  const groups = [...select.querySelectorAll("optgroup")].map((group) => ({
    group,
    items: [...group.querySelectorAll("option")].map((option) => ({
      option,
      text: option.text,
      isChosen: () => option.selected,
    })),
  }));
  return {
    items: groups.flatMap(({ items }) => items),
    // Not every browser hides an option: those left out are taken out, and put back in their order.
    show(some) {
      for (const { group, items } of groups) {
        const kept = items.filter((item) => some.has(item));
        group.replaceChildren(...kept.map(({ option }) => option));
        group.hidden = kept.length === 0;
      }
    },
  };
}

function narrowItems(list: HTMLElement): Narrowed<Item & { element: HTMLElement }> {
  const items = [...list.querySelectorAll<HTMLElement>("[data-filter-item]")].map((element) => ({
    element,
    text: element.textContent,
    isChosen: () => element.querySelector("input")?.checked === true,
  }));
  return {
    items,
    show(some) {
      for (const item of items) item.element.hidden = !some.has(item);
    },
  };
}

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== "");

/** Puts a box before a list that narrows it to what holds the words typed. What is chosen stays. */
function addFilter<T extends Item>(list: HTMLElement, { items, show }: Narrowed<T>): void {
  if (items.length < worthNarrowing) return;
  const label = document.createElement("label");
  label.className = "nhsuk-label hz-small";
  label.htmlFor = `${list.id}-filter`;
  label.textContent = list.dataset["filter"] ?? "";
  const box = document.createElement("input");
  box.className = "nhsuk-input hz-filter";
  box.type = "search";
  box.id = label.htmlFor;
  box.autocomplete = "off";
  const count = document.createElement("p");
  count.className = "hz-small";
  count.setAttribute("role", "status");
  box.addEventListener("input", () => {
    const words = wordsOf(box.value);
    const holds = (text: string): boolean =>
      words.every((word) => text.toLowerCase().includes(word));
    const some = items.filter((item) => item.isChosen() || holds(item.text));
    show(new Set(some));
    count.textContent = words.length === 0 ? "" : `${some.length} of ${items.length}`;
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  list.before(label, box, count);
}

for (const list of document.querySelectorAll<HTMLElement>("[data-filter]")) {
  if (list instanceof HTMLSelectElement) addFilter(list, narrowOptions(list));
  else addFilter(list, narrowItems(list));
}
