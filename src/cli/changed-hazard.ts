import type { ShownHazard } from "../app/hazard/show.ts";
import type { Call } from "../app/use-cases.ts";
import type { Hazard } from "../domain/hazard/hazard.ts";
import type { CliDeps } from "./deps.ts";
import { printNextSteps } from "./next-steps.ts";
import { toJsonText } from "./options.ts";
import { printChangedHazard } from "./print/hazard.ts";

type Options = {
  readonly json: boolean | undefined;
  readonly print?: (shown: ShownHazard) => string;
};

/** Decides, then prints the hazard as it stands, whose hash the next command carries. */
export async function decideOnHazard(
  deps: CliDeps,
  command: string,
  { json, print = printChangedHazard }: Options,
  decide: (call: Call) => Promise<Hazard>,
): Promise<void> {
  const { hazard, shown } = await deps.withCalls(command, async (call) => {
    const hazard = await decide(call);
    return {
      hazard,
      shown: json === true ? null : await call("hazard.show", { hazard: hazard.id }),
    };
  });
  if (shown === null) {
    deps.out(toJsonText(hazard));
    return;
  }
  deps.out(print(shown));
  const next = printNextSteps(shown.hazard, shown.product.slug);
  if (next !== null) deps.err(next);
}
