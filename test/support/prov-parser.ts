/**
 * A parser of PROV-JSON that is not ours: the Python package `prov` (Debian: python3-prov), by authors of
 * the submission. Where it is not installed its tests are skipped by a named reason.
 */
import { spawnSync } from "node:child_process";
import { z } from "zod";
import { requirement } from "./requirement.ts";

const script = `
import json, sys
from prov.model import ProvDocument
document = ProvDocument.deserialize(content=sys.stdin.read(), format="json")
again = ProvDocument.deserialize(content=document.serialize(format="json"), format="json")
kinds = {}
for record in document.get_records():
    name = type(record).__name__
    kinds[name] = kinds.get(name, 0) + 1
print(json.dumps({"kinds": kinds, "same": document == again, "notation": document.get_provn()}))
`;

const python = ["/usr/bin/python3", "python3"].find(
  (path) => spawnSync(path, ["-c", "import prov.model"], { timeout: 60_000 }).status === 0,
);

export const withProvParser = requirement(
  python === undefined
    ? "the Python package prov is not installed (apt-get install python3-prov)"
    : null,
);

const $Read = z.strictObject({
  /** How many records of each kind there are, by the parser's names. */
  kinds: z.record(z.string(), z.int()),
  /** Whether what it writes reads as the same document. */
  same: z.boolean(),
  /** The document in PROV-N. */
  notation: z.string(),
});

export function readWithProvParser(text: string): z.infer<typeof $Read> {
  const run = spawnSync(python ?? "python3", ["-c", script], {
    input: text,
    encoding: "utf8",
    timeout: 60_000,
  });
  if (run.status !== 0) throw new Error(`the parser refused it: ${run.stderr}`);
  return $Read.parse(JSON.parse(run.stdout));
}
