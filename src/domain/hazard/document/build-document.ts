import type { RiskScheme } from "../../risk/scheme.ts";
import { sayLeftOut } from "../left-out.ts";
import type { BookSource } from "../workbook/build-book.ts";
import type { Block, LogDocument } from "./blocks.ts";
import { hazardBlocks } from "./hazard-blocks.ts";

function schemeBlocks({ id, version, name, ...scheme }: RiskScheme): Block[] {
  const { severities, likelihoods, matrix, levels } = scheme;
  return [
    { kind: "heading", level: 1, text: "Risk scheme" },
    { kind: "text", label: "Declared", text: `${name} (${id} ${version})` },
    {
      kind: "table",
      header: ["Severity", "Definition"],
      rows: severities.map(({ word, definition }) => [word, definition]),
    },
    {
      kind: "table",
      header: ["Likelihood", "Definition"],
      rows: likelihoods.map(({ word, definition }) => [word, definition]),
    },
    {
      kind: "table",
      header: ["Likelihood by severity", ...severities.map(({ word }) => word)],
      rows: likelihoods
        .map(({ word }, row) => [word, ...(matrix[row] ?? []).map(String)])
        .toReversed(),
    },
    {
      kind: "table",
      header: ["Level", "What it means"],
      rows: levels.map(({ level, meaning }) => [String(level), meaning]),
    },
  ];
}

function aboutBlocks(source: BookSource, count: number): Block[] {
  const { product, version, description, exportedAt, head, exportId, audience } = source;
  const facts = [
    ["Product", product.name],
    ["Standard", product.standard.toUpperCase()],
    ["Version of the description", `${version}, hash ${description}`],
    ["Exported", exportedAt],
    ["Export", exportId],
    ["Head of the audit chain", head],
    ["Hazards", String(count)],
    ["Left out", sayLeftOut(audience).join("; ")],
  ] as const;
  return facts.map(([label, text]) => ({ kind: "text", label, text }));
}

/** The log as a document to be read from the beginning to the end. */
export async function buildDocument(source: BookSource): Promise<LogDocument> {
  const { product, scheme, rejected, exportedAt } = source;
  const blocks: Block[] = [];
  let count = 0;
  for await (const { hazards, refs } of source.pages()) {
    count += hazards.length;
    for (const hazard of hazards) blocks.push(...hazardBlocks(hazard, refs, scheme));
  }
  const drafts: Block[] = (rejected ?? []).map(({ ref, hazard, code, text, by, at }) => ({
    kind: "item",
    depth: 0,
    label: `${ref}, ${code}, ${by}, ${at.slice(0, 10)}`,
    text: text === "" ? hazard : `${hazard}\n${text}`,
  }));
  return {
    title: `Hazard log of ${product.name}`,
    footer: `${product.slug}, version ${source.version}, ${exportedAt.slice(0, 10)}`,
    blocks: [
      ...aboutBlocks(source, count),
      ...schemeBlocks(scheme),
      { kind: "heading", level: 1, text: "Hazards" },
      ...(count === 0
        ? [{ kind: "text", label: "", text: "The log holds no hazard." } as const]
        : blocks),
      ...(rejected === null
        ? []
        : [{ kind: "heading", level: 1, text: "Drafts that were rejected" } as const, ...drafts]),
    ],
  };
}
