import type { ShownHazard } from "../../../app/hazard/show.ts";
import type { BowTie } from "../../charts/bow-tie.ts";
import { diagramFileAt, hazardAt } from "../addresses.ts";
import { controlTypeWords, count, nameNumbers, ownerWords, statusWords } from "../words.ts";
import { gapOf } from "./causes.ts";

export type DiagramPage = {
  readonly ref: string;
  readonly hazardPage: string;
  readonly status: string;
  readonly images: { readonly wide: string; readonly narrow: string };
  /** `Diagram of H-3: 3 causes, 4 controls, the hazard, its effect and its harm.` */
  readonly alt: string;
  /** The same as the picture, whole and in words. */
  readonly tie: BowTie;
  readonly causes: readonly (BowTie["causes"][number] & {
    readonly controls: readonly (BowTie["controls"][number] & {
      readonly state: string;
      /** `also acts on cause 2`; empty where it acts on this one alone. */
      readonly alsoActsOn: string;
    })[];
  })[];
};

/** A hazard's causes, controls and what they lead to, as the picture draws them. */
export const toBowTie = ({ hazard }: Pick<ShownHazard, "hazard">): BowTie => ({
  title: `Causes and controls of ${hazard.ref}`,
  hazard: hazard.hazard,
  effect: hazard.effect,
  harm: hazard.harm,
  causes: hazard.causes.map(({ number, text }) => ({
    number,
    text,
    gap: hazard.status === "withdrawn" ? "" : gapOf(number, hazard.controls),
  })),
  controls: hazard.controls.map(({ number, text, type, owner, state, actsOn }) => ({
    number,
    text,
    about: [controlTypeWords[type], ownerWords[owner]].join(" · "),
    existing: state === "existing",
    actsOn,
  })),
});

export function presentDiagram(shown: ShownHazard): DiagramPage {
  const { product, hazard } = shown;
  const tie = toBowTie(shown);
  return {
    ref: hazard.ref,
    hazardPage: hazardAt(product.slug, hazard.ref),
    status: statusWords[hazard.status].label,
    images: {
      wide: diagramFileAt(product.slug, hazard.ref, "wide"),
      narrow: diagramFileAt(product.slug, hazard.ref, "narrow"),
    },
    alt: `Diagram of ${hazard.ref}: ${count(tie.causes.length, "cause")}, ${count(tie.controls.length, "control")}, the hazard, its effect and its harm. The same stands below in words.`,
    tie,
    causes: tie.causes.map((cause) => ({
      ...cause,
      controls: tie.controls
        .filter(({ actsOn }) => actsOn.includes(cause.number))
        .map((control) => {
          const others = control.actsOn.filter((number) => number !== cause.number);
          return {
            ...control,
            state: control.existing ? "confirmed" : "proposed",
            alsoActsOn: others.length === 0 ? "" : `also acts on ${nameNumbers("cause", others)}`,
          };
        }),
    })),
  };
}
