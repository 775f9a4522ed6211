import type { ShownHazard } from "../../../app/hazard/show.ts";
import type { Hazard } from "../../../domain/hazard/hazard.ts";
import { standingVerdict } from "../../../domain/hazard/needs.ts";
import { answersAbout } from "../../../domain/hazard/side-effects.ts";
import { sayPerson } from "../account.ts";
import { hazardAt } from "../addresses.ts";
import type { Fields, TextField } from "../field.ts";
import type { NeedItem } from "../needs.ts";
import { capitalise, controlTypeWords, nameNumbers, ownerWords, sayTime } from "../words.ts";

/** Text in which numbers of hazards are links. */
export type Linked = readonly { readonly text: string; readonly href: string | null }[];
export type KnownControl = {
  readonly number: number;
  readonly text: string;
  readonly about: string;
  /** Null where the control is not the maker's: evidence is asked for of the maker's alone (DCB0129 6.3). */
  readonly evidence: {
    readonly implemented: Linked;
    readonly works: Linked;
    readonly fields: readonly TextField[];
    readonly open: boolean;
  } | null;
  /** DCB0129 6.1.2, 6.1.3; what is said is null while nobody has answered. */
  readonly considered: {
    readonly said: {
      readonly newHazard: Linked;
      readonly others: Linked;
      /** `Dr Okafor, Clinical Safety Officer (GMC 1234567), 2 March 2026 at …`. */
      readonly by: string;
    } | null;
    readonly fields: readonly TextField[];
    readonly open: boolean;
  };
};

export const newHazardQuestion = "Does it bring a new hazard?";
export const othersQuestion = "Does it change a hazard already identified?";
export const sideEffectsHint = "A hazard by its number, such as H-4, or in words. No is an answer.";

/** Cuts a text at the numbers of hazards in it; each becomes a link to the hazard of this product. */
function linkHazards(text: string, slug: string): Linked {
  return text
    .split(/\b(H-[1-9]\d{0,5})\b/u)
    .filter((part) => part !== "")
    .map((part) => ({
      text: part,
      href: /^H-[1-9]\d{0,5}$/u.test(part) ? hazardAt(slug, part) : null,
    }));
}

export function presentKnown({ product, hazard, decisions }: ShownHazard, fields: Fields) {
  const isOpen = (own: readonly TextField[], before: readonly string[]): boolean =>
    own.some(({ value, problem }, i) => problem !== null || value !== (before[i] ?? ""));
  return hazard.controls.map((control): KnownControl => {
    const { number, owner, type, evidence } = control;
    const [implemented, works] = [evidence?.implemented ?? "", evidence?.works ?? ""];
    const ofEvidence = [
      fields.text(`evidence-implemented-${number}`, "That it is implemented", implemented),
      fields.text(`evidence-works-${number}`, "That it works", works),
    ];
    const questions = [
      fields.text(`consider-new-${number}`, newHazardQuestion),
      fields.text(`consider-others-${number}`, othersQuestion),
    ];
    const answered = answersAbout(decisions, number);
    return {
      number,
      text: control.text,
      about: [controlTypeWords[type], ownerWords[owner]].join(" · "),
      evidence:
        owner === "maker"
          ? {
              implemented: linkHazards(implemented, product.slug),
              works: linkHazards(works, product.slug),
              fields: ofEvidence,
              open: isOpen(ofEvidence, [implemented, works]),
            }
          : null,
      considered: {
        said:
          answered === null
            ? null
            : {
                newHazard: linkHazards(answered.answers.newHazard, product.slug),
                others: linkHazards(answered.answers.others, product.slug),
                by: `${sayPerson(answered.decision.by)}, ${sayTime(answered.decision.at)}`,
              },
        fields: questions,
        open: isOpen(questions, []),
      },
    };
  });
}

/**
 * That nobody has said what controls bring about; none where the initial risk stands as acceptable, since
 * 6.1 does not apply then (DCB0129 5.1).
 */
export function needsAnswers(
  hazard: Hazard,
  known: readonly Pick<KnownControl, "number" | "considered">[],
): NeedItem[] {
  const open = known.filter(({ considered }) => considered.said === null);
  if (open.length === 0 || hazard.status === "withdrawn") return [];
  if (standingVerdict(hazard, "initial") === true) return [];
  const [one, many] = [
    "brings a new hazard or changes another",
    "bring a new hazard or change another",
  ];
  const named = nameNumbers(
    "control",
    open.map(({ number }) => number),
  );
  return [
    {
      text: capitalise(`nobody has said whether ${named} ${open.length === 1 ? one : many}`),
      clause: "DCB0129 6.1.2–6.1.3",
      place: "known",
    },
  ];
}
