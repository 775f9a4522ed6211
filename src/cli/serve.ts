import type { Command } from "commander";
import type { Call } from "../app/use-cases.ts";
import type { CliDeps } from "./deps.ts";
import { parseWholeNumber } from "./options.ts";
import { sayProgress } from "./print/progress.ts";
import { addProductFile } from "./product.ts";

export function addServeCommands(program: Command, deps: CliDeps): void {
  program
    .command("serve")
    .description("serve the pages and the API until stopped")
    .option("--port <port>", "port; 0 takes a free one", parseWholeNumber)
    .action(async (options: { port?: number }) => {
      await deps.serve({ port: options.port, command: "serve" }, (_call, url) => {
        deps.out(`hazid is at ${url} (Ctrl+C stops it)`);
        return Promise.resolve();
      });
    });
  program
    .command("start")
    .description("identify the shipped example, then serve with the queue filled")
    .option("--port <port>", "port; 0 takes a free one", parseWholeNumber)
    .action(async (options: { port?: number }) => {
      await deps.serve({ port: options.port, command: "start" }, async (call, url) => {
        const slug = await fillExample(deps, call);
        deps.out(`
hazid is at ${url}/products/${slug}/queue (Ctrl+C stops it)

Next, in another terminal:
  npm run -s hazid -- account set --name "Your Name" --role cso --body GMC --number 1234567
  npm run -s hazid -- queue show ${slug}/S-1
  npm run -s hazid -- identify YOUR-PRODUCT.md`);
      });
    });
}

/** Identifies the example once; a later start finds its queue as it was left. */
async function fillExample(deps: CliDeps, call: Call): Promise<string> {
  const product = await addProductFile(deps, call, deps.exampleFile);
  const runs = await call("run.list", { product: product.id });
  const unfinished = runs.find((run) => run.state !== "done");
  const telling = { onProgress: sayProgress(deps) };
  if (runs.length === 0) {
    await call("run.identify", { product: product.id }, telling);
  } else if (unfinished !== undefined && runs[0]?.id === unfinished.id) {
    await call("run.resume", { run: unfinished.id }, telling);
  }
  return product.slug;
}
