import type { Hazard } from "../../src/domain/hazard/hazard.ts";
import { seenOf, writtenHazard, writeHazard } from "./hazards.ts";
import { addProduct, namePerson } from "./make-queue.ts";
import type { Desk } from "./record.ts";

type Written = Parameters<typeof writeHazard>[2];

export const handedOver = {
  ...writtenHazard,
  name: "Letter sent to a former address",
  hazard: "The letter goes to the address that the patient has left.",
} as const satisfies Written;
const keptByMaker = {
  ...writtenHazard,
  name: "Session outlives its room",
  hazard: "The session of one room stays open in the next.",
  controls: [{ text: "Close it.", type: "design", owner: "maker", worksIf: "", actsOn: [1] }],
} as const satisfies Written;

export type MakerFile = { readonly fileName: string; readonly base64: string };

/**
 * A maker's product with three hazards: H-1 transferred, scored, and with an action of the deployer's; H-2 with
 * a control of the deployer's; H-3 all the maker's.
 */
export async function makeMakerLog(desk: Desk, name = "Larkmere") {
  await namePerson(desk);
  const product = await addProduct(desk, name);
  const first = await writeHazard(desk, product.id, handedOver);
  const scored: Hazard = await desk.call("hazard.score", {
    ...seenOf(first),
    severity: "major",
    likelihood: "medium",
  });
  const done = await desk.call("hazard.finish-action", { ...seenOf(scored), action: 1 });
  const asked = await desk.call("hazard.add-action", {
    ...seenOf(done),
    summary: "Check addresses before letters are sent",
    owner: "Records manager",
    party: "deployer",
    due: "2026-09-01",
  });
  await desk.call("hazard.status", { ...seenOf(asked), status: "transferred" });
  await writeHazard(desk, product.id);
  await writeHazard(desk, product.id, keptByMaker);
  return product;
}

export async function exportFor(
  { call }: Pick<Desk, "call">,
  product: string,
  format: "json" | "xlsx" = "json",
): Promise<MakerFile> {
  const made = await call("log.export", { product, format });
  const base64 = made.base64 ?? Buffer.from(made.text).toString("base64");
  return { fileName: made.fileName, base64 };
}
