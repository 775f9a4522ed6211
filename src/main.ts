import { enableCompileCache, registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

// In a folder of this installation, not the shared temporary one, where others could plant code.
enableCompileCache(fileURLToPath(new URL("../node_modules/.cache/hazid", import.meta.url)));

// These two packages hold hundreds of small modules; their CommonJS builds load several times
// faster and in far less memory (docs/adr/0007-how-a-process-starts.md).
registerHooks({
  resolve: (specifier, context, next) =>
    /^(?:drizzle-orm|zod)(?:\/|$)/u.test(specifier)
      ? next(specifier, { ...context, conditions: ["node", "require", "default"] })
      : next(specifier, context),
});

const { runCommandLine } = await import("./command-line.ts");
process.exitCode = await runCommandLine(process.argv.slice(2));
