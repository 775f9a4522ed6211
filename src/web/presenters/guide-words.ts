import type { GuideWord } from "../../domain/facet/kinds.ts";

/** Guide words as column headings, and as the end of a question. */
export const guideWordWords: Readonly<Record<GuideWord, { label: string; when: string }>> = {
  "not-provided": { label: "Not provided", when: "it is not provided" },
  partial: { label: "Incomplete", when: "only part of it is provided" },
  added: { label: "More than meant", when: "it gives more than was meant" },
  wrong: { label: "Wrong", when: "what it gives is wrong" },
  "wrong-person": { label: "Wrong person", when: "it is about the wrong person" },
  "wrong-place": { label: "Wrong place", when: "it goes to the wrong place" },
  late: { label: "Late", when: "it comes late" },
  early: { label: "Early", when: "it comes early" },
  "out-of-order": { label: "Out of order", when: "it comes out of order" },
  stopped: { label: "Stopped", when: "it stops part way" },
  "not-required": { label: "Not required", when: "it happens when it should not" },
  misread: { label: "Misread", when: "it is right and is misread" },
};
