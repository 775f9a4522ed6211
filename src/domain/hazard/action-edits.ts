import { z } from "zod";
import { controlOwners } from "../bank/entry.ts";
import { refuseWaiting } from "./changes.ts";
import type { Action, HazardContent } from "./content.ts";
import { refuseUnknown, type Refused } from "./edits.ts";

const text = z.string().trim().min(1, { error: "expected some text" });

/** New words for actions that are there; what is not named stays. */
export const $ActionEdits = z.array(
  z.strictObject({
    number: z.int().min(1),
    summary: text.max(1_000).optional(),
    owner: text.max(200).optional(),
    party: z.enum(controlOwners).optional(),
    /** Null where no day is set any more. */
    due: z.iso.date().nullable().optional(),
  }),
);
type ActionEdits = z.infer<typeof $ActionEdits>;

export function editActions(content: HazardContent, edits: ActionEdits): HazardContent | Refused {
  const unknown = refuseUnknown(
    "action",
    content.actions,
    edits.map(({ number }) => number),
  );
  if (unknown !== null) return unknown;
  const actions = content.actions.map((item): Action => {
    const edit = edits.find(({ number }) => number === item.number);
    if (edit === undefined) return item;
    return {
      ...item,
      summary: edit.summary ?? item.summary,
      owner: edit.owner ?? item.owner,
      party: edit.party ?? item.party,
      due: edit.due === undefined ? item.due : edit.due,
    };
  });
  const moved = actions.find((item, i) => !item.done && item.party !== content.actions[i]?.party);
  return (moved === undefined ? null : refuseWaiting(content, moved)) ?? { ...content, actions };
}
