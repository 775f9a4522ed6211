import { z } from "zod";
import { conditions } from "../bank/entry.ts";
import { $HazardContent, hazardStatuses } from "../hazard/content.ts";
import type { ImportItem, ReadLog } from "./read-log.ts";

const { name, hazard, effect, harm, exposed } = $HazardContent.shape;
const { causes, controls, actions } = $HazardContent.shape;
const { number, text, kind } = causes.element.shape;
const control = controls.element.shape;
const action = actions.element.shape;

/** What of a maker's hazard is looked at here. Severity, likelihood and level are not even read. */
export const $MakerHazard = z.object({
  ...{ name, hazard, effect, harm, exposed },
  status: z.enum(hazardStatuses),
  /** Null where the file does not say. */
  condition: z.enum(conditions).nullable(),
  causes: z.array(z.object({ number, text, kind })),
  controls: z.array(
    z.object({
      ...{ number: control.number, text: control.text, type: control.type },
      ...{ owner: control.owner, worksIf: control.worksIf, actsOn: control.actsOn },
    }),
  ),
  actions: z.array(
    z.object({
      ...{ summary: action.summary, owner: action.owner, party: action.party },
      ...{ due: action.due, done: action.done },
    }),
  ),
});
export type MakerHazard = z.infer<typeof $MakerHazard>;
export type Numbered = { readonly ref: string; readonly hazard: MakerHazard };

/** A maker's log as a file holds it. */
export type MakerLog = {
  readonly product: { readonly id: string; readonly name: string };
  readonly version: string;
  readonly head: string;
  readonly hazards: readonly Numbered[];
  /** What could not be read as a hazard, or is not what the file says that it is. */
  readonly unread: ReadLog["left"];
};

/** Why a hazard comes over; empty where it stays with the maker. */
function reasonsOf({ status, controls: all, actions: asked }: MakerHazard): string[] {
  if (status === "withdrawn") return [];
  return [
    ...(status === "transferred" ? ["transferred"] : []),
    ...(all.some(({ owner }) => owner === "deployer") ? ["a control of the deployer’s"] : []),
    ...(asked.some(isDeployers) ? ["an open action of the deployer’s"] : []),
  ];
}
const isDeployers = ({ party, done }: MakerHazard["actions"][number]): boolean =>
  party === "deployer" && !done;

const whyLeft = ({ status }: MakerHazard): string =>
  status === "withdrawn"
    ? "the maker withdrew it"
    : "the maker did not transfer it, and no control and no open action of it is the deployer’s";

function toItem({ ref, hazard: found }: Numbered): ImportItem {
  const places = new Map(found.causes.map((cause, i) => [cause.number, i + 1]));
  const asked = found.actions.filter(isDeployers);
  return {
    ref,
    content: {
      title: found.name,
      hazard: found.hazard,
      effect: found.effect,
      harm: found.harm,
      exposed: found.exposed,
      condition: found.condition,
      causes: found.causes.map((cause) => ({ text: cause.text, kind: cause.kind })),
      controls: found.controls.map(({ actsOn, number: _number, ...said }) => ({
        ...said,
        actsOn: actsOn.flatMap((cause) => places.get(cause) ?? []),
      })),
    },
    quote: found.hazard,
    ...(asked.length === 0
      ? {}
      : { actions: asked.map(({ summary, owner, due }) => ({ summary, owner, due })) }),
  };
}

/**
 * What a deployer's log begins from (DCB0160): hazards that the maker transferred, that have a control of
 * the deployer's, or an open action of the deployer's. The rest stays with the maker, and is named.
 */
export function readMakerLog(
  { product, version, head, hazards, unread }: MakerLog,
  { name: file, sha256 }: { readonly name: string; readonly sha256: string },
): ReadLog {
  const taken = hazards.filter((one) => reasonsOf(one.hazard).length > 0);
  const left = hazards.filter((one) => reasonsOf(one.hazard).length === 0);
  return {
    source: {
      ...{ kind: "maker-log", file, sha256, head, key: product.id },
      of: `${product.name}, version ${version}`,
    },
    items: taken.map(toItem),
    left: [...left.map((one) => ({ ref: one.ref, why: whyLeft(one.hazard) })), ...unread],
  };
}
