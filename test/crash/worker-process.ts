import { enableCompileCache, registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

// As src/main.ts starts, so that a process is at work in a third of the time.
enableCompileCache(fileURLToPath(new URL("../../node_modules/.cache/hazid", import.meta.url)));
registerHooks({
  resolve: (specifier, context, next) =>
    /^(?:drizzle-orm|zod)(?:\/|$)/u.test(specifier)
      ? next(specifier, { ...context, conditions: ["node", "require", "default"] })
      : next(specifier, context),
});

await import("./worker.ts");
