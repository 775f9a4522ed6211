import type { BaselineLine } from "../../src/app/records.ts";
import type { Hazard } from "../../src/domain/hazard/hazard.ts";
import { seenOf, writeHazard } from "./hazards.ts";
import { addProduct, namePerson } from "./make-queue.ts";
import type { Desk } from "./record.ts";

/** Why a log is approved though not every condition is met. */
export const reason = "The description is completed with the next version.";

/** A person who may approve, and a product with one hazard that is scored. */
export async function makeScoredLog(desk: Desk): Promise<{ product: string; hazard: Hazard }> {
  await namePerson(desk);
  const { id: product } = await addProduct(desk);
  const written = await writeHazard(desk, product);
  const hazard = await desk.call("hazard.score", {
    ...seenOf(written),
    ...{ severity: "Major", likelihood: "Low" },
  });
  return { product, hazard };
}

/** What a person who was shown a log as it would be approved says about it. */
export async function preparedFor({ call }: Pick<Desk, "call">, product: string) {
  const { hash, meaning, asksReason } = await call("baseline.prepare", { product });
  return {
    product,
    seen: hash,
    meaning: meaning ?? undefined,
    ...(asksReason ? { reason } : {}),
  };
}

export const approveLog = async (
  desk: Pick<Desk, "call">,
  product: string,
): Promise<BaselineLine> => desk.call("baseline.approve", await preparedFor(desk, product));
