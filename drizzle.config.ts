import { defineConfig } from "drizzle-kit";

const config = defineConfig({
  dialect: "postgresql",
  schema: "./src/infra/db/schema.ts",
  out: "./db/migrations",
});

export default config;
