import type { Command } from "commander";
import { AppError } from "../app/errors.ts";
import { sayRunDrafter } from "../app/run/model/name.ts";
import type { Replayed } from "../app/run/replay.ts";
import type { CliDeps } from "./deps.ts";
import { toJsonText, withJson, withProduct } from "./options.ts";
import { printShownRun } from "./print/run.ts";
import { sayProgress } from "./print/progress.ts";
import { count, hazid, plain, table } from "./print/text.ts";

type Options = { product?: string; json?: boolean };

export function addRunCommands(program: Command, deps: CliDeps): void {
  const run = program.command("run").description("runs of the identification and their steps");
  withJson(withProduct(run.command("list").description("list runs, newest first"))).action(
    async ({ product, json }: Options) => {
      const { runs, slugOf } = await deps.withCalls("run list", async (call) => {
        const products = await call("product.list", {});
        return {
          runs: await call("run.list", { product }),
          slugOf: new Map(products.map(({ id, slug }) => [id, slug])),
        };
      });
      if (json === true) deps.out(toJsonText(runs));
      else if (runs.length === 0) deps.out(`There is no run yet: ${hazid} identify FILE`);
      else
        deps.out(
          table(
            ["run", "state", "started", "drafter", "id"],
            runs.map((r) => [
              `${slugOf.get(r.product) ?? ""}/${r.ref}`,
              r.state,
              r.startedAt.slice(0, 19),
              sayRunDrafter(r.drafter),
              r.id,
            ]),
          ),
        );
    },
  );
  withJson(
    withProduct(run.command("show").description("show a run and its steps").argument("<run>")),
  ).action(async (ref: string, { product, json }: Options) => {
    const shown = await deps.withCalls("run show", (call) =>
      call("run.show", { run: ref, product }),
    );
    deps.out(json === true ? toJsonText(shown) : printShownRun(shown));
  });
  withJson(
    withProduct(
      run
        .command("replay")
        .description("work a run out again from its record, with no network, and compare")
        .argument("<run>"),
    ),
  ).action(async (ref: string, { product, json }: Options) => {
    const replayed = await deps.withCalls("run replay", (call) =>
      call("run.replay", { run: ref, product }),
    );
    if (json === true) deps.out(toJsonText(replayed));
    else printReplay(deps, replayed);
    if (!replayed.same) {
      throw new AppError("conflict", `Run ${replayed.run.ref} does not come out as recorded.`);
    }
  });
  withProduct(
    run
      .command("cancel")
      .description("stop a run, whoever works it; what was done is kept")
      .argument("<run>"),
  ).action(async (ref: string, { product }: Options) => {
    const stopped = await deps.withCalls("run cancel", (call) =>
      call("run.cancel", { run: ref, product }),
    );
    deps.out(`Run ${stopped.ref} is stopped.`);
    deps.err(`Next: ${hazid} run resume ${plain(ref)}`);
  });
  withProduct(
    run
      .command("resume")
      .description("take an unfinished run up at its first unfinished step")
      .argument("<run>"),
  ).action(async (ref: string, { product }: Options) => {
    const result = await deps.withCalls("run resume", (call) =>
      call(
        "run.resume",
        { run: ref, product },
        {
          onProgress: sayProgress(deps),
          signal: deps.signal,
        },
      ),
    );
    const found = result.candidates.length + result.withheld.length;
    deps.out(`Run ${result.run.ref} is done: ${found} candidates.`);
    deps.err(`Next: ${hazid} queue list ${result.product.slug}`);
  });
}

function printReplay(deps: CliDeps, { run, steps, calls }: Replayed): void {
  deps.out(
    `Run ${run.ref}, drafted by ${plain(sayRunDrafter(run.drafter))}: ${count(calls, "recorded answer")} read, nothing sent.`,
  );
  const says = (same: boolean | null): string =>
    same === null ? "as recorded, not worked out again" : same ? "the same" : "DIFFERS";
  deps.out(
    table(
      ["step", "worked out again", "why"],
      steps.map(({ step, same, why }) => [step, says(same), why ?? ""]),
    ),
  );
}
