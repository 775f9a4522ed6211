import { z } from "zod";

/** What a person may do; a job title is not a right. */
export const roles = ["cso", "contributor", "facilitator", "viewer"] as const;
export type Role = (typeof roles)[number];

/**
 * A named person. Immutable: a changed name, role or registration is a new account, so that past
 * decisions keep the person as they were.
 */
export const $Account = z.strictObject({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  /** Registration body, e.g. GMC, NMC, GPhC, HCPC; a CSO has one (DCB0129 2.3). */
  body: z.string().nullable(),
  number: z.string().nullable(),
});
export type Account = z.infer<typeof $Account>;

/** What a person came in by, where there are tokens. */
export type Entry = {
  /** Id of the token. */
  readonly token: string;
  /** When the token ends; null when it does not by itself. */
  readonly expiresAt: string | null;
  /** Id of the browser session made from it; null for the token itself. */
  readonly session: string | null;
};

/**
 * Who acts. Where hazid is one person's (local), a person or `unnamed` sits at the machine: before a
 * person is named they may look and prepare, and decide nothing. Where it is for several (server), a
 * person is who their token says, `operator` is whoever has the machine, and everybody else is
 * `anonymous`.
 */
export type Actor =
  | {
      readonly kind: "person";
      readonly organisation: string;
      readonly account: Account;
      /** Absent at the machine. */
      readonly by?: Entry;
    }
  | { readonly kind: "unnamed" | "operator" | "anonymous"; readonly organisation: string }
  | { readonly kind: "system"; readonly organisation: string; readonly name: string };

/** Words by which people write a role, and the role they mean. */
const roleWords: readonly (readonly [Role, RegExp])[] = [
  ["cso", /^(?:cso|clinical safety officer)$/iu],
  ["contributor", /^(?:contributor|clinician|engineer|developer|reviewer)$/iu],
  ["facilitator", /^(?:facilitator|workshop facilitator)$/iu],
  ["viewer", /^(?:viewer|reader|observer)$/iu],
];

/** The role a person means, or null. */
export const parseRole = (text: string): Role | null =>
  roleWords.find(([, pattern]) => pattern.test(text.trim().replaceAll(/[\s-]+/gu, " ")))?.[0] ??
  null;
