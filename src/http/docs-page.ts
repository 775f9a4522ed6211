import type { OpenApiDocument } from "./document.ts";
export const docsStylesheet = "";
export const renderDocs = (_d: OpenApiDocument): string => "";
