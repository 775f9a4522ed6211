import { randomBytes } from "node:crypto";
import type { Secrets } from "../app/ports.ts";

/** 32 bytes of chance cannot be guessed: no limit on guessing is needed to keep a token safe. */
export const randomSecrets: Secrets = { next: () => randomBytes(32).toString("base64url") };
