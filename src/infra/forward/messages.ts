import { z } from "zod";
import { errorCodes } from "../../app/errors.ts";

/** Both ends are of one version, or the call is refused: inputs are parsed by the server's schemas. */
export const protocol = "hazid-call-2";

export const $Json = z.json();

/** A use-case call as one line of JSON; never SQL. */
export const $Request = z.strictObject({
  protocol: z.string(),
  verb: z.string(),
  input: $Json,
  key: z.string().nullable(),
  /** Whoever reaches this socket has the machine; a token makes them a person. */
  credential: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("machine") }),
    z.strictObject({ kind: z.literal("token"), secret: z.string() }),
  ]),
});
/** What every version says of itself. */
export const $Greeting = z.object({ protocol: z.string() });

export const $Reply = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("progress"), sentence: z.string() }),
  z.strictObject({ kind: z.literal("answer"), answer: $Json }),
  z.strictObject({
    kind: z.literal("refusal"),
    code: z.enum(errorCodes),
    sentence: z.string(),
  }),
]);
export type Reply = z.infer<typeof $Reply>;
