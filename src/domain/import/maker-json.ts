import { z } from "zod";
import { $HazardContent, hazardHash } from "../hazard/content.ts";
import { $MakerHazard, type MakerLog } from "./maker-log.ts";

const $ref = z.string().regex(/^H-[1-9]\d{0,8}$/u);

/** The JSON that `log.export` writes. Fields of a later version are let by. */
const $Export = z.object({
  format: z.literal("hazid-log-1"),
  product: z.object({ id: z.uuid(), name: z.string().trim().min(1).max(200) }),
  version: z.int().min(1),
  head: z.object({ sequence: z.int().nonnegative(), hash: z.string().regex(/^[0-9a-f]{64}$/u) }),
  hazards: z.array(z.unknown()).max(10_000),
});
const $Named = z.object({ ref: $ref });
const $Content = z.object($HazardContent.shape);
const $Hashed = z.object({ ref: $ref, hash: z.string() });

const altered =
  "its words are not those that its hash names: the file was changed since it was exported; ask the maker for it as it was";
const unreadable = "it is not written as an export writes a hazard";

/** A maker's log of an export as JSON; null where the text is none. */
export function parseMakerJson(text: string): MakerLog | null {
  const parsed = $Export.safeParse(readJson(text));
  if (!parsed.success) return null;
  const { product, version, head, hazards } = parsed.data;
  const found = hazards.map((hazard, i) => {
    const ref = $Named.safeParse(hazard).data?.ref ?? `hazard ${i + 1}`;
    const content = $Content.safeParse(hazard).data;
    const said = $Hashed.safeParse(hazard).data;
    if (content === undefined || said === undefined) return { ref, why: unreadable };
    if (hazardHash(content) !== said.hash) return { ref, why: altered };
    return { ref, hazard: $MakerHazard.parse(content) };
  });
  return {
    product,
    version: String(version),
    head: `${head.sequence}:${head.hash}`,
    hazards: found.flatMap(({ ref, hazard }) => (hazard === undefined ? [] : [{ ref, hazard }])),
    unread: found.flatMap(({ ref, why }) => (why === undefined ? [] : [{ ref, why }])),
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
