import { Hono, type Context, type Env, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { faultSentence } from "../app/errors.ts";
import type { Entrance } from "./entrance.ts";
import { refuse, type ServerEnv } from "./env.ts";
import { keepOutOfCaches, nameRequest, protectAnswers } from "./headers.ts";
import { originOfHost, refuseCrossSite } from "./refuse-cross-site.ts";
import { requireLoopbackHost, requirePublicHost } from "./require-host.ts";

/**
 * The largest body that is read, in bytes. A description has at most 1,000,000: JSON escapes some of
 * it, and a form's percent-encoding can treble it. The use case names the true limit.
 */
const maxBodyBytes = { api: 2_500_000, pages: 5_000_000 } as const;

/** A workbook has at most 30,000,000, which its reader says; around it stands the form. */
const maxUploadBytes = 31_000_000;
const uploads = /^\/products\/[^/]+\/workbooks\/?$/u;

const limitBody = (
  maxSize: number,
  holds = "A description has at most 1,000,000.",
): MiddlewareHandler<ServerEnv> =>
  bodyLimit({
    maxSize,
    onError: (c: Context<ServerEnv>) =>
      refuse(
        c,
        413,
        "too-large",
        `The body is larger than ${maxSize.toLocaleString("en-GB")} bytes, which is all that is read here. ${holds}`,
      ),
  });

const limitPages = limitBody(maxBodyBytes.pages);
const limitUploads = limitBody(maxUploadBytes, "A workbook has at most 30,000,000.");

export type ServerAppDeps<A extends Env, P extends Env> = {
  /** JSON routes and their document, with their own error handling. */
  readonly api: Hono<A>;
  /** Pages and assets, mounted at `/`, with their own error handling. */
  readonly pages: Hono<P>;
  /** The port listened on; 0 takes it from each connection. */
  readonly port: number;
  /** Where nobody comes in without a token; null or absent where whoever sits at the machine does. */
  readonly entrance?: Entrance | null;
  /** Told once of each fault that neither pages nor API handled. */
  readonly onFault: (error: unknown, requestId: string) => void;
};

/** Hono hands `onError` nothing but errors; anything else thrown would leave without an answer. */
const throwErrors: MiddlewareHandler = async function throwErrors(_c, next) {
  try {
    await next();
  } catch (thrown) {
    if (thrown instanceof Error) throw thrown;
    throw new Error("a value that is no error was thrown", { cause: thrown });
  }
};

/** Everything served at one origin, behind the checks that every request passes. */
export function createServerApp<A extends Env, P extends Env>({
  api,
  pages,
  port,
  entrance = null,
  onFault,
}: ServerAppDeps<A, P>): Hono<ServerEnv> {
  const app = new Hono<ServerEnv>();
  const isHttps = entrance?.publicUrl.protocol === "https:";
  app.use(nameRequest, protectAnswers({ isHttps }), keepOutOfCaches, throwErrors);
  if (entrance === null) {
    app.use(requireLoopbackHost(port), refuseCrossSite(originOfHost));
  } else {
    const { publicUrl, admit } = entrance;
    app.use(
      requirePublicHost(publicUrl),
      admit,
      refuseCrossSite(() => publicUrl.origin),
    );
  }
  app.use("/api/*", limitBody(maxBodyBytes.api));
  app.use((c, next) => (uploads.test(c.req.path) ? limitUploads : limitPages)(c, next));
  app.route("/", api);
  app.route("/", pages);
  app.notFound((c) => refuse(c, 404, "not-found", "There is no page at this address."));
  app.onError((error, c) => {
    onFault(error, c.get("requestId"));
    return refuse(c, 500, "fault", faultSentence(c.get("requestId")));
  });
  return app;
}
