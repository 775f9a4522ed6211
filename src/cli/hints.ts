import type { ErrorCode } from "../app/errors.ts";
import { hazid } from "./print/text.ts";

/** How a command does what a refusal asks for: use cases speak of acts, this edge of commands. */
export const hints: Readonly<Partial<Record<ErrorCode, string>>> = {
  "not-signed-in": "HAZID_TOKEN holds the token by which commands act",
  "no-person": `${hazid} account set --name "Your Name" --role cso --body GMC --number 1234567`,
  "seen-required": `${hazid} queue show S-1 prints it, with the command that decides`,
  "seen-stale": `${hazid} queue show S-1 prints it as it is now`,
  ambiguous: "write product/S-1, or add --product",
};
