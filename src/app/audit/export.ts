import { z } from "zod";
import type { AuditExport } from "../../domain/audit/export-file.ts";
import { genesisHash } from "../../domain/audit/event.ts";
import { look } from "../use-case.ts";
import { readChain } from "./read.ts";

/** The whole chain as a file that can be verified without a database. */
export const exportAudit = look({
  summary: "Exporting the audit",
  right: "verify",
  $input: z.strictObject({}),
  async run({ tx, actor, at }): Promise<AuditExport> {
    const events = await readChain(tx);
    const last = events.at(-1);
    return {
      format: "hazid-audit-1",
      organisation: actor.organisation,
      exportedAt: at,
      head: { sequence: last?.sequence ?? 0, hash: last?.hash ?? genesisHash },
      events,
    };
  },
});
