import type { IForbiddenRuleType } from "dependency-cruiser";

/** Packages that only one room may import; everything else in `src/infra` may be replaced freely. */
const adapters =
  "^node_modules/(drizzle-orm|pg|pgvector|@electric-sql|openai|langchain|@langchain|pg-boss|exceljs|docx|fflate)/";

/** Who may import whom. Each comment speaks to the person who broke the rule. */
export const forbidden: IForbiddenRuleType[] = [
  {
    name: "domain-is-pure",
    comment:
      "The domain decides and knows nothing of the outside: it imports zod, node:crypto, and two pure packages (stemmer, canonicalize). Hand it what it needs as a value.",
    severity: "error",
    from: { path: "^src/domain/" },
    to: {
      pathNot: "^(src/domain/|node_modules/(zod|stemmer|canonicalize)/|(node:)?crypto$)",
    },
  },
  {
    name: "app-knows-ports-only",
    comment:
      "A use case acts through src/app/ports.ts. Add what is missing to the port and implement it in src/infra.",
    severity: "error",
    from: { path: "^src/app/" },
    to: { pathNot: "^(src/(app|domain)/|node_modules/(zod|csv-stringify)/)" },
  },
  {
    name: "edges-and-infra-apart",
    comment:
      "Pages, API, commands and adapters never import each other: compose.ts and command-line.ts introduce them.",
    severity: "error",
    from: { path: "^src/(http|web|cli|infra|server|config)/" },
    to: {
      path: "^src/(http|web|cli|infra|server|config)/",
      pathNot: "^src/$1/",
    },
  },
  {
    name: "adapters-stay-in-infra",
    comment:
      "Only src/infra talks to databases and models, and makes office files; everybody else asks a port.",
    severity: "error",
    from: { path: "^src/", pathNot: "^src/infra/" },
    to: { path: adapters },
  },
  {
    name: "nobody-imports-the-top",
    comment:
      "main.ts, command-line.ts, serve.ts and compose.ts introduce the others; nothing below needs them.",
    severity: "error",
    from: { path: "^src/(domain|app|infra|http|web|cli|server|config)/" },
    to: { path: "^src/[^/]+\\.ts$" },
  },
  {
    name: "browser-stands-alone",
    comment:
      "What browsers run is served file by file: it imports its siblings only, and nothing of the server imports it.",
    severity: "error",
    from: { path: "^src/web/browser/" },
    to: { pathNot: "^src/web/browser/" },
  },
  {
    name: "server-imports-no-browser-module",
    comment: "What browsers run needs a document: name it in a frame's scripts instead.",
    severity: "error",
    from: { path: "^src/", pathNot: "^src/web/browser/" },
    to: { path: "^src/web/browser/" },
  },
  {
    name: "no-circles",
    comment:
      "Two files that need each other are one idea, or one of them holds two: move what both need.",
    severity: "error",
    from: { path: "^src/" },
    to: { circular: true },
  },
  {
    name: "no-orphans",
    comment: "Nobody imports this file: delete it, or use it.",
    severity: "error",
    // Browsers ask for their modules by address.
    from: { path: "^src/", pathNot: "^src/(main\\.ts$|web/browser/)", orphan: true },
    to: {},
  },
];
