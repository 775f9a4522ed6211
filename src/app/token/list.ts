import { z } from "zod";
import { stateOf } from "../../domain/token/token.ts";
import { look } from "../use-case.ts";
import { presentToken, type ShownToken } from "./present.ts";

export type ListedToken = ShownToken & {
  /** Browsers that are signed in with it now. */
  readonly sessions: number;
};

/** Every token ever made, oldest first. */
export const listTokens = look({
  summary: "Listing tokens",
  right: "grant",
  $input: z.strictObject({}),
  async run({ tx, at }): Promise<ListedToken[]> {
    const known = await tx.tokens.list();
    const open = known.filter(({ token }) => token.kind === "session" && isOpen(token, at));
    return known
      .filter(({ token }) => token.kind === "token")
      .map((found) => ({
        ...presentToken(found, at),
        sessions: isOpen(found.token, at)
          ? open.filter(({ token }) => token.parent === found.token.id).length
          : 0,
      }));
  },
});

const isOpen = (token: Parameters<typeof stateOf>[0], at: string): boolean =>
  stateOf(token, at) === "valid";
