/** `token` lets a program or a person in; `session` is what a browser holds after signing in with one. */
export const tokenKinds = ["token", "session"] as const;
export type TokenKind = (typeof tokenKinds)[number];

export type Token = {
  readonly id: string;
  readonly kind: TokenKind;
  /** Id of the account that it lets in. */
  readonly account: string;
  /** The token that a session was made from. */
  readonly parent: string | null;
  /** SHA-256 of the secret, which itself is kept nowhere. */
  readonly hash: string;
  readonly label: string;
  readonly createdAt: string;
  /** A name, or `operator` for whoever has the machine. */
  readonly createdBy: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
};

/** What a secret begins with, so that one that leaks is known for what it is. */
export const secretPrefixes = {
  token: "hzd_",
  session: "hzs_",
} as const satisfies Readonly<Record<TokenKind, string>>;

/** How long a browser stays signed in, in hours: a working day. */
const sessionHours = 12;

export const later = (at: string, hours: number): string =>
  new Date(Date.parse(at) + hours * 3_600_000).toISOString();

type Ends = Pick<Token, "expiresAt" | "revokedAt">;

/** Whether it lets in at a moment, and if not, why; it has ended at the very moment that it names. */
export const stateOf = ({ expiresAt, revokedAt }: Ends, at: string) =>
  revokedAt !== null
    ? "revoked"
    : expiresAt !== null && Date.parse(expiresAt) <= Date.parse(at)
      ? "expired"
      : "valid";
export type TokenState = ReturnType<typeof stateOf>;

/** A session ends with its token at the latest. */
export function sessionEnd(at: string, tokenEnd: string | null): string {
  const end = later(at, sessionHours);
  return tokenEnd !== null && Date.parse(tokenEnd) < Date.parse(end) ? tokenEnd : end;
}
