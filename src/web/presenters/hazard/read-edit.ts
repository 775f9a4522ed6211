import {
  editHazard,
  isRefused,
  $HazardEdits,
  type HazardEdits,
} from "../../../domain/hazard/edits.ts";
import type { HazardContent } from "../../../domain/hazard/content.ts";
import type { Problem } from "../frame.ts";
import { typedOr, type Typed } from "../typed.ts";
import { editableFields } from "./edit.ts";
import { placeOfWritten, readWritten, toProblems, type Place, type Written } from "./written.ts";

type Read = {
  readonly edits: HazardEdits | null;
  readonly answers: Written["answers"];
  readonly problems: readonly Problem[];
};
type Raw = { readonly number: number } & Readonly<Record<string, string | number>>;

const parts = {
  cause: { text: "", kind: "-kind" },
  control: { text: "", type: "-type", owner: "-owner", worksIf: "-works" },
} as const;

/** Only what differs is sent, so that an edit changes what a person changed and nothing else. */
function changedIn(
  typed: Typed,
  what: "cause" | "control",
  items: readonly { readonly number: number }[],
  before: (number: number, field: string) => string,
): Raw[] {
  return items.flatMap(({ number }) => {
    const changed = Object.entries(parts[what]).flatMap(([field, part]) => {
      const stands = before(number, field);
      const now = typedOr(typed, `edit-${what}-${number}${part}`, stands);
      return now.trim() === stands.trim() ? [] : [[field, now] as const];
    });
    return changed.length === 0 ? [] : [{ number, ...Object.fromEntries(changed) }];
  });
}

/** The edit that the page's fields make of the hazard as it was shown, or what is still to mend. */
export function readHazardEdit(hazard: HazardContent, typed: Typed): Read {
  const written = readWritten(typed, hazard.taken.causes);
  const textOf = (items: readonly { number: number }[]) => (number: number, field: string) => {
    const item = items.find((one) => one.number === number) ?? {};
    const [, value] = Object.entries(item).find(([key]) => key === field) ?? [];
    return typeof value === "string" ? value : "";
  };
  const causes = changedIn(typed, "cause", hazard.causes, textOf(hazard.causes));
  const controls = changedIn(typed, "control", hazard.controls, textOf(hazard.controls));
  const words = [...editableFields.map(([field]) => field), "condition" as const].flatMap(
    (field) => {
      const now = typedOr(typed, `edit-${field}`, hazard[field]);
      return now.trim() === hazard[field].trim() ? [] : [[field, now] as const];
    },
  );
  const place = typed.text("edit-place").trim();
  const parsed = $HazardEdits.safeParse({
    ...Object.fromEntries(words),
    ...(place === "" ? {} : { place }),
    causes,
    controls,
    addCauses: written.causes,
    addControls: written.controls,
    removeCauses: typed.texts("remove-causes").map(Number),
    removeControls: typed.texts("remove-controls").map(Number),
  });
  if (!parsed.success) {
    const problems = toProblems(parsed.error.issues, (path) =>
      placeOf(path, { causes, controls, written }),
    );
    return { edits: null, answers: [], problems: [...problems, ...written.problems] };
  }
  const { answers } = written;
  if (written.problems.length > 0) return { edits: null, answers, problems: written.problems };
  return { ...refuseEdit(hazard, parsed.data), answers };
}

/** What the hazard itself refuses, at the box that asks for it. */
function refuseEdit(hazard: HazardContent, edits: HazardEdits): Omit<Read, "answers"> {
  const made = editHazard(hazard, edits);
  if (!isRefused(made)) return { edits, problems: [] };
  const [cause] = edits.removeCauses;
  const field = cause === undefined ? null : `remove-cause-${cause}`;
  return { edits: null, problems: [{ field, text: made.refused.replace(/\.$/u, "") }] };
}

function placeOf(
  [first, index, field]: readonly PropertyKey[],
  found: {
    readonly causes: readonly Raw[];
    readonly controls: readonly Raw[];
    readonly written: ReturnType<typeof readWritten>;
  },
): Place | null {
  if (first === "addCauses") return placeOfWritten("cause", index, field, found.written);
  if (first === "addControls") return placeOfWritten("control", index, field, found.written);
  if (first === "causes" || first === "controls") {
    const what = first === "causes" ? "cause" : "control";
    const number = found[first][Number(index)]?.number;
    const part = Object.entries(parts[what]).find(([known]) => known === field)?.[1];
    if (number === undefined || part === undefined) return null;
    return { id: `edit-${what}-${number}${part}`, label: `${what} ${number}` };
  }
  if (first === "place") return { id: "edit-place", label: "where it belongs" };
  const known = editableFields.find(([one]) => one === first);
  return known === undefined ? null : { id: `edit-${known[0]}`, label: known[1].toLowerCase() };
}
