import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

const noClock = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: "Time comes from the Clock port (src/infra/clock.ts), so that tests can hold it still.",
};
const defaultExport = {
  selector: "ExportDefaultDeclaration",
  message: "Named exports only: one word per idea, found by one search.",
};

export const config = defineConfig(
  // Plain JavaScript without types on purpose: it checks the result without hazid's own code.
  { ignores: ["node_modules/**", ".data/**", "coverage/**", "evals/recompute.mjs"] },
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ["*.mjs"] } } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/strict-boolean-expressions": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { ignoreRestSiblings: true, argsIgnorePattern: "^_" },
      ],
      // Ports and use cases are closures: their methods have no `this` to lose.
      "@typescript-eslint/unbound-method": "off",
      "no-console": "error",
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "Only src/config reads the environment." },
      ],
      "no-restricted-syntax": ["error", noClock, defaultExport],
    },
  },
  {
    files: ["src/config/**", "test/**", "bench/**", "db/**"],
    rules: { "no-restricted-properties": "off" },
  },
  {
    files: ["src/domain/**"],
    rules: {
      "no-restricted-globals": ["error", "fetch", "setTimeout", "setInterval", "performance"],
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "Only src/config reads the environment." },
        { object: "Math", property: "random", message: "The domain has no chance." },
        { object: "Date", property: "now", message: "The domain has no clock." },
      ],
    },
  },
  {
    // Inner loops over typed arrays, whose bounds are their lengths: `?? 0` would hide a wrong index.
    files: ["corpora/word-vectors/{matrix,svd}.ts"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    files: ["src/infra/clock.ts"],
    rules: { "no-restricted-syntax": ["error", defaultExport] },
  },
  {
    files: ["*.config.mjs", "*.config.ts", "test/support/skip-reasons.ts"],
    rules: { "no-restricted-syntax": "off" },
  },
);

export default config;
